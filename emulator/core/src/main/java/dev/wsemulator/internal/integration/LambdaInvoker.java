package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.deployment.IntegrationInvoker;
import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.integration.CompiledTransformation.Prepared;
import dev.wsemulator.internal.integration.CompiledTransformation.TransformationException;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.mapping.TemplateInput;
import dev.wsemulator.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code AWS} with a function: the request template transforms the message into the event.
 *
 * @param called the function
 * @param stageTransformation what happens to the request and to the answer
 * @param timeout how long the gateway waits
 * @param time the clock
 */
record LambdaInvoker(
    CalledFunction called,
    StageTransformation stageTransformation,
    Duration timeout,
    TimeSource time)
    implements IntegrationInvoker {

  @Override
  public CompletableFuture<Outcome> call(IntegrationRequest request) {
    return called.invokable(function -> invoke(function, request));
  }

  private CompletableFuture<Outcome> invoke(DeployedFunction function, IntegrationRequest request) {
    IntegrationDeadline deadline = IntegrationDeadline.of(timeout, time);
    TemplateInput input = stageTransformation.input(request);
    FunctionCall call = new FunctionCall(function, request);
    Prepared prepared;
    try {
      prepared = stageTransformation.transformation().prepare(input);
    } catch (TransformationException e) {
      return CompletableFuture.completedFuture(e.outcome());
    }
    CompletableFuture<Outcome> outcome =
        called
            .invoke(function, request, prepared.body(), time)
            .thenApply(result -> result.accept(new Responses(stageTransformation, input, call)));
    return FunctionOutcomes.within(outcome, function, deadline);
  }

  @Override
  public boolean isInvocation() {
    return called.deployed() != null;
  }

  private record FunctionCall(DeployedFunction function, IntegrationRequest request) {}

  /** The outcome of a call, by that of the invocation: what the function returned is mapped. */
  private record Responses(
      StageTransformation stageTransformation, TemplateInput input, FunctionCall call)
      implements InvocationResult.Visitor<Outcome> {
    @Override
    public Outcome success(InvocationResult.Success result) {
      return respond(new BackendResponse(200, Map.of(), result.payload(), null));
    }

    @Override
    public Outcome failed(InvocationResult.Failed result) {
      return respond(functionError(result.message(), result.error().errorType()));
    }

    @Override
    public Outcome timedOut(InvocationResult.TimedOut result) {
      return respond(functionError(result.message(), ""));
    }

    @Override
    public Outcome throttled(InvocationResult.Throttled result) {
      return FunctionOutcomes.failed(call.function(), result, call.request());
    }

    @Override
    public Outcome rejected(InvocationResult.Rejected result) {
      return FunctionOutcomes.failed(call.function(), result, call.request());
    }

    private Outcome respond(BackendResponse response) {
      return stageTransformation.transformation().respond(response, input);
    }

    /** Lambda responds to a function's error with status 200; the message identifies it. */
    private static BackendResponse functionError(@Nullable String message, String type) {
      String text = message == null ? "" : message;
      JsonText json = new JsonText().open().string("errorMessage", text);
      if (!type.isEmpty()) {
        json.string("errorType", type);
      }
      byte[] body = json.close().toString().getBytes(StandardCharsets.UTF_8);
      return new BackendResponse(200, Map.of(), body, text);
    }
  }
}
