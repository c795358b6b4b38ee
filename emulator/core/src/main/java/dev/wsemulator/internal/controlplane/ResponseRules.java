package dev.wsemulator.internal.controlplane;

/**
 * What a route response must be like: there is only {@code $default} (RR-02).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses.html">Route
 *     responses</a>
 */
final class ResponseRules implements Rules {
  @Override
  public Document check(Draft draft, Place place, Document response) {
    String key = response.text("routeResponseKey").orElse("");
    if (!key.equals("$default")) {
      throw Refusal.badRequest(
          "The route response key \"%s\" is invalid. Only $default is supported.", key);
    }
    if (Rules.isTaken(draft, place, response, "routeResponseKey")) {
      throw Refusal.conflict("RouteResponse with key %s already exists for this Route", key);
    }
    return response;
  }
}
