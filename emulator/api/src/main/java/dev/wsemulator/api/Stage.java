package dev.wsemulator.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A stage of a WebSocket API: the first segment of its URL. Immutable.
 *
 * @param stageName letters, digits, hyphen and underscore
 * @param variables the stage variables; may be empty
 * @param defaultRouteSettings the settings of routes that have none of their own
 * @param routeSettings settings by route key
 * @param accessLog where and how requests are logged; empty for no access log
 * @param apiKeys the keys of the usage plans that this stage is in
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-stages.html">Stages</a>
 */
public record Stage(
    String stageName,
    Map<String, String> variables,
    RouteSettings defaultRouteSettings,
    Map<String, RouteSettings> routeSettings,
    Optional<AccessLog> accessLog,
    List<ApiKey> apiKeys) {

  /**
   * A log with one line for each request.
   *
   * @param destination the ARN of a log group
   * @param format a line, with {@code $context} variables
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html">Logging</a>
   */
  public record AccessLog(String destination, String format) {
    /** Checks that nothing is missing. */
    public AccessLog {
      Objects.requireNonNull(destination, "destination");
      Objects.requireNonNull(format, "format");
    }
  }

  /**
   * A key that clients of a stage may have.
   *
   * @param id its id, which is no secret
   * @param value what a client sends, 20 to 128 characters
   * @param enabled whether it opens anything
   * @param plan how much its clients may use; empty for as much as they like
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html">API
   *     keys and usage plans</a>
   */
  public record ApiKey(String id, String value, boolean enabled, Optional<UsagePlan> plan) {
    /** Checks that nothing is missing. */
    public ApiKey {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(plan, "plan");
    }

    /** Creates a key whose clients may use as much as they like. */
    public ApiKey(String id, String value, boolean enabled) {
      this(id, value, enabled, Optional.empty());
    }

    /** Returns this in a usage plan. */
    public ApiKey withPlan(UsagePlan usagePlan) {
      return new ApiKey(id, value, enabled, Optional.of(usagePlan));
    }
  }

  /** Copies the collections. */
  public Stage {
    Objects.requireNonNull(stageName, "stageName");
    variables = Map.copyOf(variables);
    Objects.requireNonNull(defaultRouteSettings, "defaultRouteSettings");
    routeSettings = Map.copyOf(routeSettings);
    Objects.requireNonNull(accessLog, "accessLog");
    apiKeys = List.copyOf(apiKeys);
  }

  /** Creates a stage with variables and AWS's defaults. */
  public Stage(String stageName, Map<String, String> variables) {
    this(stageName, variables, RouteSettings.none(), Map.of(), Optional.empty(), List.of());
  }

  /** Returns a stage without variables. */
  public static Stage of(String stageName) {
    return new Stage(stageName, Map.of());
  }

  /** Returns this with the settings of routes that have none of their own. */
  public Stage withDefaultRouteSettings(RouteSettings settings) {
    return new Stage(stageName, variables, settings, routeSettings, accessLog, apiKeys);
  }

  /** Returns this with settings by route key. */
  public Stage withRouteSettings(Map<String, RouteSettings> settings) {
    return new Stage(stageName, variables, defaultRouteSettings, settings, accessLog, apiKeys);
  }

  /** Returns this with an access log. */
  public Stage withAccessLog(String destination, String format) {
    Optional<AccessLog> log = Optional.of(new AccessLog(destination, format));
    return new Stage(stageName, variables, defaultRouteSettings, routeSettings, log, apiKeys);
  }

  /** Returns this with the API keys that clients may have. */
  public Stage withApiKeys(List<ApiKey> keys) {
    return new Stage(stageName, variables, defaultRouteSettings, routeSettings, accessLog, keys);
  }

  /** Returns the settings of a route. */
  public RouteSettings settings(String routeKey) {
    return routeSettings.getOrDefault(routeKey, defaultRouteSettings);
  }
}
