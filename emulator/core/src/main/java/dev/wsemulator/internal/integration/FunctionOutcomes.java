package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.InvocationResult;
import dev.wsemulator.internal.routing.Outcome;
import dev.wsemulator.internal.routing.Outcome.Failure;
import dev.wsemulator.internal.routing.TargetRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What becomes of a call whose function did not answer. */
final class FunctionOutcomes {
  /** What Lambda allows a cold start in addition to a function's timeout. */
  private static final Duration COLD_START = Duration.ofSeconds(10);

  private FunctionOutcomes() {}

  /** Returns the outcome where there is no function of that name. */
  static Outcome missing() {
    return new Outcome.Failed(
        Failure.REJECTED,
        "Execution failed due to configuration error: Invalid permissions on Lambda function");
  }

  /** Returns the outcome of an invocation that was not a success. */
  static Outcome failed(InvocationResult result, TargetRequest request) {
    if (result instanceof InvocationResult.Throttled) {
      return new Outcome.Failed(
          Failure.REJECTED, "Lambda invocation failed with status: 429. Rate Exceeded.");
    }
    if (result instanceof InvocationResult.Rejected rejected) {
      return rejected(rejected);
    }
    String message =
        result instanceof InvocationResult.Failed failed
            ? failed.error().errorMessage()
            : ((InvocationResult.TimedOut) result).message();
    String id = request.invocationId();
    return new Outcome.Failed(
        Failure.BAD_ANSWER,
        "Lambda execution failed with status 200 due to customer function error: %s.%s"
            .formatted(message, id == null ? "" : " Lambda request id: " + id));
  }

  /**
   * Lambda's own errors are internal errors, as those of functions.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html">Handling
   *     Lambda errors with an API Gateway API</a>
   */
  private static Outcome rejected(InvocationResult.Rejected rejected) {
    String how =
        rejected.status() == 0
            ? "Execution failed due to a network error communicating with endpoint: "
            : "Lambda invocation failed with status: %d. ".formatted(rejected.status());
    return new Outcome.Failed(Failure.REJECTED, how + rejected.message());
  }

  /** Gives up on a function that may run longer than the gateway waits. */
  static CompletableFuture<Outcome> within(
      CompletableFuture<Outcome> outcome, DeployedFunction function, Patience patience) {
    return patience.outlasts(function.definition().timeout().plus(COLD_START))
        ? outcome
        : patience.await(outcome, FunctionOutcomes::timedOut);
  }

  /** Returns the outcome where the gateway stopped waiting. */
  static Outcome timedOut() {
    return new Outcome.Failed(Failure.TIMED_OUT, "Execution failed due to a timeout error");
  }
}
