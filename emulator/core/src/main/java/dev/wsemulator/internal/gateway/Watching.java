package dev.wsemulator.internal.gateway;

import dev.wsemulator.internal.gateway.AccessEntry.End;
import dev.wsemulator.internal.gateway.AccessEntry.Service;
import dev.wsemulator.internal.integration.RequestStamp;
import dev.wsemulator.internal.routing.Outcome;
import dev.wsemulator.internal.routing.Outcome.Failure;
import dev.wsemulator.internal.routing.RouteWatch;
import dev.wsemulator.internal.routing.Target;
import dev.wsemulator.internal.routing.TargetRequest;
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
final class Watching {
  private Watching() {}

  /** What was called: the request, where it is counted and logged, and when that began. */
  record Watched(RequestStamp stamp, RouteWatch watch, long begin) {}

  /** Notes in the journal that the gateway has stopped waiting for a back end, if it has. */
  static void noteTimeout(TargetRequest call, Outcome outcome, Journal journal, TimeSource time) {
    if (outcome instanceof Outcome.Failed failed && failed.failure() == Failure.TIMED_OUT) {
      Origin origin = call.origin();
      journal.add(
          new JournalEntry.LimitPassed(
              time.now(), origin.connectionId(), origin.requestId(), "integration timeout"));
    }
  }

  /** Returns whether the back end, or the service that runs it, answered at all. */
  private static boolean isAnswered(Outcome outcome) {
    return outcome instanceof Outcome.Answered
        || outcome instanceof Outcome.Failed failed && failed.failure() == Failure.BAD_ANSWER;
  }

  /**
   * Returns the status of the service that was called: Lambda's is 200 whatever a function says.
   */
  private static int service(Outcome outcome, Target target) {
    boolean own = outcome instanceof Outcome.Answered && !target.isQuick();
    return own ? outcome.status() : 200;
  }

  /**
   * Counts and logs a call, and returns how the request ended.
   *
   * @param outcome how the call ended
   * @param target what was called
   * @param now when it ended, in nanoseconds
   */
  static End ended(Watched watched, Outcome outcome, Target target, long now) {
    long nanos = now - watched.begin();
    long millis = Duration.ofNanos(nanos).toMillis();
    RouteWatch watch = watched.watch();
    String requestId = watched.stamp().requestId();
    if (isAnswered(outcome)) {
      watch.metrics().integrationAnswered(outcome.status());
      watch.log().called(requestId, service(outcome, target), millis);
    } else {
      watch.metrics().executionError();
    }
    if (!target.isMock()) {
      watch.metrics().integrationLatency(nanos);
    }
    if (outcome instanceof Outcome.Failed failed) {
      watch.log().failed(requestId, failed.detail());
    }
    Integer status = isAnswered(outcome) ? service(outcome, target) : null;
    String invocation = target.isInvocation() ? watched.stamp().invocationId() : null;
    return End.called(outcome, new Service(status, invocation), millis);
  }
}
