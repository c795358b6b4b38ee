package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of routes on a stage, as answers have them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html">RouteSettings</a>
 */
public final class RouteSettingsDocument {
  private static final Set<String> LEVELS = Set.of("OFF", "ERROR", "INFO");
  private static final String LEVEL = "loggingLevel";
  private static final String DEFAULTS = "defaultRouteSettings";
  private static final String BY_ROUTE = "routeSettings";

  private RouteSettingsDocument() {}

  /**
   * Returns a stage whose settings are those that AWS keeps: of the default ones none is missing
   * but the limits, those of a route are as they were given, and a level that is none is {@code
   * OFF} (REC-105, REC-151).
   *
   * @throws ServiceException if a limit is no number
   */
  public static Document settled(Document stage) {
    Map<String, Object> byRoute = new TreeMap<>();
    stage
        .object(BY_ROUTE)
        .members()
        .forEach((key, settings) -> byRoute.put(key, checked(Document.of(settings))));
    Map<String, Object> defaults = checked(stage.object(DEFAULTS));
    defaults.putIfAbsent("dataTraceEnabled", false);
    defaults.putIfAbsent("detailedMetricsEnabled", false);
    defaults.putIfAbsent(LEVEL, "OFF");
    return stage.with(DEFAULTS, defaults).with(BY_ROUTE, byRoute);
  }

  private static Map<String, Object> checked(Document given) {
    for (String limit : new String[] {"throttlingBurstLimit", "throttlingRateLimit"}) {
      boolean isNumber =
          given.number(limit).filter(number -> number.doubleValue() >= 0).isPresent();
      if (given.has(limit) && !isNumber) {
        throw ServiceException.badRequest("%s must be a number that is not negative.", limit);
      }
    }
    Map<String, Object> settings = new TreeMap<>(given.members());
    settings.computeIfPresent(LEVEL, (name, level) -> LEVELS.contains(level) ? level : "OFF");
    return settings;
  }
}
