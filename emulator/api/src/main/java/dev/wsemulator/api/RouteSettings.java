package dev.wsemulator.api;

import java.util.Objects;
import java.util.Optional;

/**
 * How a stage treats a route, or all routes that have no settings of their own. Immutable.
 *
 * @param throttlingRateLimit requests per second; empty for no limit but the account's
 * @param throttlingBurstLimit requests at once; empty for no limit but the account's
 * @param loggingLevel what is written to the execution log
 * @param dataTraceEnabled whether the execution log holds whole payloads
 * @param detailedMetricsEnabled whether metrics are also counted by route
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html">Stages</a>
 */
public record RouteSettings(
    Optional<Double> throttlingRateLimit,
    Optional<Integer> throttlingBurstLimit,
    LoggingLevel loggingLevel,
    boolean dataTraceEnabled,
    boolean detailedMetricsEnabled) {

  /** What is written to the execution log. */
  public enum LoggingLevel {
    /** Nothing; the default. */
    OFF,
    /** Failures. */
    ERROR,
    /** Every step. */
    INFO
  }

  /** Checks that nothing is missing. */
  public RouteSettings {
    Objects.requireNonNull(throttlingRateLimit, "throttlingRateLimit");
    Objects.requireNonNull(throttlingBurstLimit, "throttlingBurstLimit");
    Objects.requireNonNull(loggingLevel, "loggingLevel");
  }

  /** Returns the settings of a stage that sets none. */
  public static RouteSettings none() {
    return new RouteSettings(Optional.empty(), Optional.empty(), LoggingLevel.OFF, false, false);
  }

  /** Returns this with limits on requests; 0 and 0 refuse all. */
  public RouteSettings withThrottling(double ratePerSecond, int burst) {
    return new RouteSettings(
        Optional.of(ratePerSecond),
        Optional.of(burst),
        loggingLevel,
        dataTraceEnabled,
        detailedMetricsEnabled);
  }

  /** Returns this with an execution log. */
  public RouteSettings withLogging(LoggingLevel level, boolean wholePayloads) {
    return new RouteSettings(
        throttlingRateLimit, throttlingBurstLimit, level, wholePayloads, detailedMetricsEnabled);
  }

  /** Returns this with metrics by route. */
  public RouteSettings withDetailedMetrics() {
    return new RouteSettings(
        throttlingRateLimit, throttlingBurstLimit, loggingLevel, dataTraceEnabled, true);
  }
}
