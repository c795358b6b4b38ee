package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.deployment.IntegrationInvoker;
import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.deployment.Outcome.Failure;
import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.integration.event.ProxyResponse;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * {@code AWS_PROXY}: a function gets the whole event, and its answer is a proxy response.
 *
 * @param called the function
 * @param timeout how long the gateway waits
 * @param time the clock
 */
public record LambdaProxyInvoker(CalledFunction called, Duration timeout, TimeSource time)
    implements IntegrationInvoker {
  private static final String MALFORMED =
      "Execution failed due to configuration error: Malformed Lambda proxy response";

  @Override
  public CompletableFuture<Outcome> call(IntegrationRequest request) {
    return called.invokable(function -> invoke(function, request));
  }

  private CompletableFuture<Outcome> invoke(DeployedFunction function, IntegrationRequest request) {
    IntegrationDeadline deadline = IntegrationDeadline.of(timeout, time);
    CompletableFuture<Outcome> outcome =
        called
            .invoke(function, request, request.event(), time)
            .thenApply(result -> outcome(request, function, result));
    return FunctionOutcomes.within(outcome, function, deadline);
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public boolean isInvocation() {
    return called.deployed() != null;
  }

  private static Outcome outcome(
      IntegrationRequest request, DeployedFunction function, InvocationResult result) {
    if (result instanceof InvocationResult.Success success) {
      return ProxyResponse.parse(success.payload())
          .<Outcome>map(answer -> answer)
          .orElseGet(() -> malformed(function, success.payload()));
    }
    return FunctionOutcomes.failed(function, result, request);
  }

  private static Outcome malformed(DeployedFunction function, byte[] payload) {
    String name = function.definition().name();
    Reason why = ProxyResponse.malformed(name, payload);
    return new Outcome.Failed(Failure.BAD_ANSWER, MALFORMED, why);
  }
}
