package dev.wsemulator.internal.gateway;

import dev.wsemulator.internal.routing.Outcome;
import dev.wsemulator.internal.routing.Outcome.Failure;
import dev.wsemulator.internal.routing.RouteWatch;

/**
 * Counts how calls of back ends end.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html">Metrics</a>
 */
final class Watching {
  private Watching() {}

  /**
   * Counts a call.
   *
   * @param watch the route's metrics
   * @param outcome how it ended
   * @param nanos how long it took; negative for a back end whose time is not measured
   */
  static void ended(RouteWatch watch, Outcome outcome, long nanos) {
    boolean answered =
        outcome instanceof Outcome.Answered
            || outcome instanceof Outcome.Failed failed && failed.failure() == Failure.BAD_ANSWER;
    if (answered) {
      watch.metrics().integrationAnswered(outcome.status());
    } else {
      watch.metrics().executionError();
    }
    if (nanos >= 0) {
      watch.metrics().integrationLatency(nanos);
    }
  }
}
