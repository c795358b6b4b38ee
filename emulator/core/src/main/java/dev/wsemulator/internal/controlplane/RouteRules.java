package dev.wsemulator.internal.controlplane;

import dev.wsemulator.api.Route;
import java.util.Set;

/**
 * What a route must be like.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html">Routes</a>
 */
final class RouteRules implements Rules {
  static final String TARGET = "integrations/";
  private static final int MOST = 300;
  static final Set<String> RESERVED = Set.of(Route.CONNECT, Route.DISCONNECT, Route.DEFAULT);

  @Override
  public Document begin(Place place, Document given) {
    return given.withDefault("apiKeyRequired", false).withDefault("authorizationType", "NONE");
  }

  @Override
  public Document check(Draft draft, Place place, Document route) {
    Rules.quota(draft, place, MOST, "Routes");
    String key = route.text("routeKey").orElse("");
    if (key.startsWith("$") && !RESERVED.contains(key)) {
      throw Refusal.badRequest("The provided route key is not formatted properly");
    }
    if (Rules.isTaken(draft, place, route, "routeKey")) {
      throw Refusal.conflict("Route with key %s already exists for this API", key);
    }
    checkAuthorizer(draft, place, route);
    Rules.notOfHttpApis(route, "authorizationScopes");
    route
        .text("routeResponseSelectionExpression")
        .filter(expression -> !expression.equals(Route.DEFAULT))
        .ifPresent(
            expression -> {
              throw Refusal.badRequest(
                  "The route response selection expression \"%s\" is invalid. Only $default is"
                      + " supported.",
                  expression);
            });
    checkTarget(draft, place, route);
    return route;
  }

  private static void checkAuthorizer(Draft draft, Place place, Document route) {
    String type = route.text("authorizationType").orElse("NONE");
    if (type.equals("JWT")) {
      throw Refusal.badRequest(
          "AuthorizationType JWT is not supported for WEBSOCKET protocol Apis");
    }
    if (!type.equals("NONE") && !route.text("routeKey").orElse("").equals(Route.CONNECT)) {
      throw Refusal.badRequest("Currently, authorization is restricted to the $connect route only");
    }
    String id = route.text("authorizerId").orElse("");
    boolean isKnown = draft.find(place.inRoot("authorizers/" + id)).isPresent();
    if (type.equals("CUSTOM") && !isKnown || !id.isEmpty() && !isKnown) {
      throw Refusal.badRequest("Invalid authorizer ID specified");
    }
  }

  private static void checkTarget(Draft draft, Place place, Document route) {
    String target = route.text("target").orElse("");
    if (target.isEmpty()) {
      return;
    }
    if (!target.startsWith(TARGET)) {
      throw Refusal.badRequest(
          "Invalid target \"%s\". It must be integrations/ and the id of an integration.", target);
    }
    if (draft.find(place.inRoot(target)).isEmpty()) {
      throw Refusal.notFound("Invalid Integration identifier specified");
    }
  }
}
