package dev.wsemulator.internal.httpapi.event;

import dev.wsemulator.api.HttpRoute;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The route of a request. Immutable.
 *
 * @param route the route
 * @param parameters the values of the parameters in its path, decoded
 */
public record RouteMatch(HttpRoute route, Map<String, String> parameters) {
  /** Copies the parameters, in order. */
  public RouteMatch {
    parameters = new LinkedHashMap<>(parameters);
  }
}
