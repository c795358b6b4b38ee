package dev.wsemulator.internal.wiring;

import dev.wsemulator.internal.function.FunctionRuntime;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.lambda.InvocationAnswer;
import dev.wsemulator.lambda.InvocationOutcome;
import java.util.concurrent.CompletableFuture;

/** Invokes functions for back ends, which start before the functions do. Thread-safe. */
record StartedFunctions(CompletableFuture<FunctionRuntime> runtime) implements FunctionInvoker {
  @Override
  public CompletableFuture<InvocationOutcome> invokeAsync(String functionName, byte[] event) {
    return runtime.thenCompose(functions -> functions.invokeAsync(functionName, event));
  }

  @Override
  public CompletableFuture<InvocationAnswer> invoke(String functionName, byte[] event) {
    return runtime.thenCompose(functions -> functions.invoke(functionName, event));
  }
}
