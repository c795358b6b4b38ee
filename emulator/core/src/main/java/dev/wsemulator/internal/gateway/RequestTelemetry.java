package dev.wsemulator.internal.gateway;

import dev.wsemulator.internal.deployment.IntegrationInvoker;
import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.deployment.Outcome.Failure;
import dev.wsemulator.internal.deployment.RouteTelemetry;
import dev.wsemulator.internal.gateway.AccessEntry.RequestEnd;
import dev.wsemulator.internal.integration.event.RequestStamp;
import dev.wsemulator.internal.metrics.RequestError;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Origin;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;

/**
 * Counts how calls of back ends end.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html">Metrics</a>
 */
final class RequestTelemetry {
  private RequestTelemetry() {}

  /** A request in progress: its stamp, its telemetry, and its start. */
  record Watched(RequestStamp stamp, RouteTelemetry telemetry, long begin) {}

  /** Notes in the journal that the gateway has stopped waiting for a back end, if it has. */
  static void noteTimeout(
      IntegrationRequest call, Outcome outcome, Journal journal, TimeSource time) {
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

  /**
   * Counts and logs a call, and returns how the request ended.
   *
   * @param outcome how the call ended
   * @param invoker what was called
   * @param now when it ended, in nanoseconds
   */
  static RequestEnd ended(Watched watched, Outcome outcome, IntegrationInvoker invoker, long now) {
    long nanos = now - watched.begin();
    long millis = Duration.ofNanos(nanos).toMillis();
    RouteTelemetry telemetry = watched.telemetry();
    String requestId = watched.stamp().requestId();
    telemetry.metrics().ended(error(outcome, invoker));
    if (!invoker.isMock()) {
      telemetry.metrics().integrationLatency(nanos);
    }
    if (outcome instanceof Outcome.Failed failed) {
      telemetry.log().failed(requestId, failed.detail());
    }
    String invocation = invoker.isInvocation() ? watched.stamp().invocationId() : null;
    if (invocation != null) {
      telemetry.log().invoked(requestId, invocation);
    }
    return RequestEnd.called(outcome, invocation, millis);
  }
}
