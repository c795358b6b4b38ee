package dev.wsemulator.api;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a route, or of all routes without their own. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html">Stages</a>
 */
public sealed interface RouteSettings {

  /** Returns the requests per second; empty for no limit but the account's. */
  Optional<Double> throttlingRateLimit();

  /** Returns the requests at once; empty for no limit but the account's. */
  Optional<Integer> throttlingBurstLimit();

  /** Returns what is written to the execution log. */
  LoggingLevel loggingLevel();

  /** Returns whether the execution log holds whole payloads. */
  boolean dataTraceEnabled();

  /** Returns whether metrics are also counted by route. */
  boolean detailedMetricsEnabled();

  /** Returns a builder with these settings. */
  Builder toBuilder();

  /** Returns the settings of a stage that sets none. */
  static RouteSettings none() {
    return builder().build();
  }

  /** Returns a builder of the settings of a stage that sets none. */
  static Builder builder() {
    return new Builder();
  }

  /** The level of detail of the execution log. */
  enum LoggingLevel {
    /** Nothing; the default. */
    OFF,
    /** Failures. */
    ERROR,
    /** Every step. */
    INFO
  }

  /** Builds settings. Not thread-safe. */
  final class Builder {
    private @Nullable Double throttlingRateLimit;
    private @Nullable Integer throttlingBurstLimit;
    private LoggingLevel loggingLevel = LoggingLevel.OFF;
    private boolean dataTraceEnabled;
    private boolean detailedMetricsEnabled;

    private Builder() {}

    /** Limits requests; 0 and 0 refuse all. */
    public Builder throttling(double ratePerSecond, int burst) {
      return throttlingRateLimit(ratePerSecond).throttlingBurstLimit(burst);
    }

    /** Sets the requests per second; {@code null} for no limit but the account's. */
    public Builder throttlingRateLimit(@Nullable Double ratePerSecond) {
      throttlingRateLimit = ratePerSecond;
      return this;
    }

    /** Sets the requests at once; {@code null} for no limit but the account's. */
    public Builder throttlingBurstLimit(@Nullable Integer burst) {
      throttlingBurstLimit = burst;
      return this;
    }

    /** Sets what is written to the execution log. */
    public Builder loggingLevel(LoggingLevel level) {
      loggingLevel = Objects.requireNonNull(level, "level");
      return this;
    }

    /** Sets whether the execution log holds whole payloads. */
    public Builder dataTraceEnabled(boolean enabled) {
      dataTraceEnabled = enabled;
      return this;
    }

    /** Sets whether metrics are also counted by route. */
    public Builder detailedMetricsEnabled(boolean enabled) {
      detailedMetricsEnabled = enabled;
      return this;
    }

    /** Returns the settings. */
    public RouteSettings build() {
      return new Built(
          Optional.ofNullable(throttlingRateLimit),
          Optional.ofNullable(throttlingBurstLimit),
          loggingLevel,
          dataTraceEnabled,
          detailedMetricsEnabled);
    }

    private record Built(
        Optional<Double> throttlingRateLimit,
        Optional<Integer> throttlingBurstLimit,
        LoggingLevel loggingLevel,
        boolean dataTraceEnabled,
        boolean detailedMetricsEnabled)
        implements RouteSettings {
      @Override
      public Builder toBuilder() {
        return builder()
            .throttlingRateLimit(throttlingRateLimit.orElse(null))
            .throttlingBurstLimit(throttlingBurstLimit.orElse(null))
            .loggingLevel(loggingLevel)
            .dataTraceEnabled(dataTraceEnabled)
            .detailedMetricsEnabled(detailedMetricsEnabled);
      }
    }
  }
}
