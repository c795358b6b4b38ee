package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;

/**
 * What a route response must be like: there is only {@code $default} (RR-02).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses.html">Route
 *     responses</a>
 */
public final class ResponseRules implements Rules {
  @Override
  public Document check(Draft draft, ResourceLocation location, Document response) {
    String key = response.text("routeResponseKey").orElse("");
    if (!key.equals("$default")) {
      throw ServiceException.badRequest(
          "The route response key \"%s\" is invalid. Only $default is supported.", key);
    }
    if (Rules.isTaken(draft, location, response, "routeResponseKey")) {
      throw ServiceException.conflict(
          "RouteResponse with key %s already exists for this Route", key);
    }
    return response;
  }
}
