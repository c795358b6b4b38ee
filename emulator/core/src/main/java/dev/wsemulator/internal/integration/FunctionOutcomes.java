package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.deployment.Outcome.Failure;
import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.journal.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The outcome of a call whose function did not respond. */
final class FunctionOutcomes {
  /** What Lambda allows a cold start in addition to a function's timeout. */
  private static final Duration COLD_START = Duration.ofSeconds(10);

  private FunctionOutcomes() {}

  /** Returns the outcome if the function does not exist, or may not be invoked. */
  static Outcome refused(Reason why) {
    return new Outcome.Failed(
        Failure.REJECTED,
        "Execution failed due to configuration error: Invalid permissions on Lambda function",
        why);
  }

  /** Returns the outcome of an invocation that was not a success. */
  static Outcome failed(
      DeployedFunction function, InvocationResult result, IntegrationRequest request) {
    return result.accept(new Failures(FunctionReasons.of(function, result), request));
  }

  /** The outcomes of invocations that were not a success. */
  private record Failures(Reason why, IntegrationRequest request)
      implements InvocationResult.Visitor<Outcome> {
    @Override
    public Outcome success(InvocationResult.Success result) {
      throw new IllegalArgumentException("The function has not failed.");
    }

    @Override
    public Outcome failed(InvocationResult.Failed result) {
      return functionError(result);
    }

    @Override
    public Outcome timedOut(InvocationResult.TimedOut result) {
      return functionError(result);
    }

    @Override
    public Outcome throttled(InvocationResult.Throttled result) {
      return new Outcome.Failed(
          Failure.REJECTED, "Lambda invocation failed with status: 429. Rate Exceeded.", why);
    }

    @Override
    public Outcome rejected(InvocationResult.Rejected result) {
      return new Outcome.Failed(Failure.REJECTED, detail(result), why);
    }

    private Outcome functionError(InvocationResult result) {
      String id = request.invocationId();
      return new Outcome.Failed(
          Failure.BAD_ANSWER,
          "Lambda execution failed with status 200 due to customer function error: %s.%s"
              .formatted(result.message(), id == null ? "" : " Lambda request id: " + id),
          why);
    }
  }

  /**
   * Lambda's own errors are internal errors, as those of functions.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html">Handling
   *     Lambda errors with an API Gateway API</a>
   */
  private static String detail(InvocationResult.Rejected rejected) {
    String how =
        rejected.status() == 0
            ? "Execution failed due to a network error communicating with endpoint: "
            : "Lambda invocation failed with status: %d. ".formatted(rejected.status());
    return how + rejected.message();
  }

  /** Stops waiting for a function that may run longer than the gateway waits. */
  static CompletableFuture<Outcome> within(
      CompletableFuture<Outcome> outcome, DeployedFunction function, IntegrationDeadline deadline) {
    return deadline.outlasts(function.definition().timeout().plus(COLD_START))
        ? outcome
        : deadline.await(
            outcome, () -> timedOut("The function " + function.definition().name(), deadline));
  }

  /**
   * Returns the outcome where the gateway stopped waiting.
   *
   * @param who who has not answered, at the beginning of a sentence
   */
  static Outcome timedOut(String who, IntegrationDeadline deadline) {
    return new Outcome.Failed(
        Failure.TIMED_OUT,
        "Execution failed due to a timeout error",
        Reason.of("integration-timeout", who + " did not respond in time.")
            .expected("The integration waits for %d ms.".formatted(deadline.limit().toMillis()))
            .found("A function keeps running, but its response is not sent.")
            .advice(
                "Respond sooner, for example before the work and with @connections afterwards, or raise TimeoutInMillis, up to 29000. --debug turns timeouts off."));
  }
}
