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
    Prepared prepared;
    try {
      prepared = stageTransformation.transformation().prepare(input);
    } catch (TransformationException e) {
      return CompletableFuture.completedFuture(e.outcome());
    }
    CompletableFuture<Outcome> outcome =
        called
            .invoke(function, request, prepared.body(), time)
            .thenApply(
                result ->
                    result instanceof InvocationResult.Throttled
                            || result instanceof InvocationResult.Rejected
                        ? FunctionOutcomes.failed(function, result, request)
                        : outcome(result, input));
    return FunctionOutcomes.within(outcome, function, deadline);
  }

  @Override
  public boolean isInvocation() {
    return called.deployed() != null;
  }

  private Outcome outcome(InvocationResult result, TemplateInput input) {
    if (result instanceof InvocationResult.Success success) {
      BackendResponse response = new BackendResponse(200, Map.of(), success.payload(), null);
      return stageTransformation.transformation().respond(response, input);
    }
    return stageTransformation.transformation().respond(failure(result), input);
  }

  /** Lambda responds to a function's error with status 200; the message identifies it. */
  private static BackendResponse failure(InvocationResult result) {
    String message;
    String type = "";
    if (result instanceof InvocationResult.Failed failed) {
      message = failed.error().errorMessage();
      type = failed.error().errorType();
    } else {
      message = ((InvocationResult.TimedOut) result).message();
    }
    String text = message == null ? "" : message;
    JsonText json = new JsonText().open().string("errorMessage", text);
    if (!type.isEmpty()) {
      json.string("errorType", type);
    }
    byte[] body = json.close().toString().getBytes(StandardCharsets.UTF_8);
    return new BackendResponse(200, Map.of(), body, text);
  }
}
