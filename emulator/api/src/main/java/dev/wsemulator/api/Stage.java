package dev.wsemulator.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a WebSocket API: the first segment of its URL. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-stages.html">Stages</a>
 */
public sealed interface Stage {

  /** Returns the stage's name: letters, digits, hyphens and underscores. */
  String stageName();

  /** Returns the stage variables. */
  Map<String, String> variables();

  /** Returns the settings of routes that have none of their own. */
  RouteSettings defaultRouteSettings();

  /** Returns settings by route key. */
  Map<String, RouteSettings> routeSettings();

  /** Returns the access log; empty if there is none. */
  Optional<AccessLog> accessLog();

  /** Returns the API keys that open this stage: those of its usage plans. */
  List<ApiKey> apiKeys();

  /** Returns a builder with the properties of this stage. */
  Builder toBuilder();

  /** Returns the settings that apply to a route. */
  default RouteSettings settings(String routeKey) {
    return routeSettings().getOrDefault(routeKey, defaultRouteSettings());
  }

  /** Returns a stage without variables, with AWS's defaults. */
  static Stage of(String stageName) {
    return builder(stageName).build();
  }

  /** Returns a builder of a stage with AWS's defaults. */
  static Builder builder(String stageName) {
    return new Builder(stageName);
  }

  /**
   * A log with one line for each request.
   *
   * @param destination the ARN of a log group
   * @param format a line, with {@code $context} variables
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html">Logging</a>
   */
  record AccessLog(String destination, String format) {
    /** Checks that nothing is missing. */
    public AccessLog {
      Objects.requireNonNull(destination, "destination");
      Objects.requireNonNull(format, "format");
    }
  }

  /**
   * A key that clients of a stage may have. Immutable.
   *
   * @param id its id, which is no secret
   * @param value what a client sends, 20 to 128 characters
   * @param plan how much its clients may use; empty for no limit
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html">API
   *     keys and usage plans</a>
   */
  record ApiKey(String id, String value, Optional<UsagePlan> plan) {
    /** Checks that nothing is missing. */
    public ApiKey {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(plan, "plan");
    }

    /** Returns a key without a limit. */
    public static ApiKey of(String id, String value) {
      return new ApiKey(id, value, Optional.empty());
    }

    /** Returns this key in a usage plan. */
    public ApiKey withPlan(UsagePlan usagePlan) {
      return new ApiKey(id, value, Optional.of(usagePlan));
    }
  }

  /** Builds a stage. Not thread-safe. */
  final class Builder {
    private final String stageName;
    private Map<String, String> variables = Map.of();
    private RouteSettings defaultRouteSettings = RouteSettings.none();
    private Map<String, RouteSettings> routeSettings = Map.of();
    private @Nullable AccessLog accessLog;
    private List<ApiKey> apiKeys = List.of();

    private Builder(String stageName) {
      this.stageName = Objects.requireNonNull(stageName, "stageName");
    }

    /** Sets the stage variables. */
    public Builder variables(Map<String, String> values) {
      variables = Map.copyOf(values);
      return this;
    }

    /** Sets the settings of routes that have none of their own. */
    public Builder defaultRouteSettings(RouteSettings settings) {
      defaultRouteSettings = Objects.requireNonNull(settings, "settings");
      return this;
    }

    /** Sets settings by route key. */
    public Builder routeSettings(Map<String, RouteSettings> settings) {
      routeSettings = Map.copyOf(settings);
      return this;
    }

    /** Sets the access log; {@code null} for none. */
    public Builder accessLog(@Nullable AccessLog log) {
      accessLog = log;
      return this;
    }

    /** Sets the API keys that open this stage. */
    public Builder apiKeys(List<ApiKey> keys) {
      apiKeys = List.copyOf(keys);
      return this;
    }

    /** Returns the stage. */
    public Stage build() {
      return new Built(
          stageName,
          variables,
          defaultRouteSettings,
          routeSettings,
          Optional.ofNullable(accessLog),
          apiKeys);
    }

    private record Built(
        String stageName,
        Map<String, String> variables,
        RouteSettings defaultRouteSettings,
        Map<String, RouteSettings> routeSettings,
        Optional<AccessLog> accessLog,
        List<ApiKey> apiKeys)
        implements Stage {
      @Override
      public Builder toBuilder() {
        return builder(stageName)
            .variables(variables)
            .defaultRouteSettings(defaultRouteSettings)
            .routeSettings(routeSettings)
            .accessLog(accessLog.orElse(null))
            .apiKeys(apiKeys);
      }
    }
  }
}
