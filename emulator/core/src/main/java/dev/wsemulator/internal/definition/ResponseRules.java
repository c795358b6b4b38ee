package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.ServiceException;

/**
 * The rules for a route response: only {@code $default} exists (RR-02).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses.html">Route
 *     responses</a>
 */
final class ResponseRules implements Rules {
  @Override
  public Document check(Check check, Document response) {
    String key = response.text("routeResponseKey").orElse("");
    if (!key.equals("$default")) {
      check.refuse(
          "routeResponseKey",
          " is \"%s\", but AWS takes only $default.",
          "The route response key \"%s\" is invalid. Only $default is supported.",
          key);
    }
    check.requireFree(
        response,
        "routeResponseKey",
        ServiceException.conflict("RouteResponse with key %s already exists for this Route", key));
    return response;
  }
}
