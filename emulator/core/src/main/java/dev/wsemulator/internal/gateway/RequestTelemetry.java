package dev.wsemulator.internal.gateway;

import dev.wsemulator.internal.deployment.IntegrationInvoker;
import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.deployment.Outcome.Failure;
import dev.wsemulator.internal.deployment.RouteTelemetry;
import dev.wsemulator.internal.gateway.AccessEntry.RequestEnd;
import dev.wsemulator.internal.metrics.RequestError;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Origin;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Calls back ends, and counts and logs how the calls end. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html">Metrics</a>
 */
final class RequestTelemetry {
  private final Journal journal;
  private final TimeSource time;

  RequestTelemetry(Journal journal, TimeSource time) {
    this.journal = journal;
    this.time = time;
  }

  /**
   * A call that has ended.
   *
   * @param outcome how it ended
   * @param end how the request ended with it
   */
  record Called(Outcome outcome, RequestEnd end) {}

  /** Calls a back end; a timeout is in the journal before the caller hears of it. */
  CompletableFuture<Called> call(
      IntegrationInvoker invoker, IntegrationRequest call, RouteTelemetry telemetry) {
    long begin = time.nanos();
    return invoker
        .call(call)
        .thenApply(
            outcome -> {
              noteTimeout(call, outcome);
              note(call, outcome, invoker, telemetry);
              long nanos = time.nanos() - begin;
              if (!invoker.isMock()) {
                telemetry.metrics().integrationLatency(nanos);
              }
              String invocation = invoker.isInvocation() ? call.invocationId() : null;
              if (invocation != null) {
                telemetry.log().invoked(call.requestId(), invocation);
              }
              return new Called(
                  outcome,
                  RequestEnd.called(outcome, invocation, Duration.ofNanos(nanos).toMillis()));
            });
  }

  private void noteTimeout(IntegrationRequest call, Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed && failed.failure() == Failure.TIMED_OUT) {
      Origin origin = call.origin();
      journal.add(
          new JournalEntry.LimitPassed(
              time.now(), origin.connectionId(), origin.requestId(), "integration timeout"));
    }
  }

  /**
   * Returns whose fault an outcome is. A function's rejection is an error of its client, and its
   * failure is not an error of the integration (REC-115, REC-118).
   */
  private static RequestError error(Outcome outcome, IntegrationInvoker invoker) {
    if (outcome instanceof Outcome.Answered && outcome.status() < 400) {
      return RequestError.NONE;
    }
    boolean isAnswer = outcome instanceof Outcome.Answered;
    return isAnswer && !invoker.isInvocation()
        ? RequestError.INTEGRATION
        : RequestError.ofGateway(outcome.status());
  }

  private static void note(
      IntegrationRequest call,
      Outcome outcome,
      IntegrationInvoker invoker,
      RouteTelemetry telemetry) {
    telemetry.metrics().ended(error(outcome, invoker));
    if (outcome instanceof Outcome.Failed failed) {
      telemetry.log().failed(call.requestId(), failed.detail());
    }
  }
}
