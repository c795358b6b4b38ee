package dev.wsemulator.internal.definition;

import dev.wsemulator.api.Route;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.Set;

/**
 * What a route must be like.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html">Routes</a>
 */
public final class RouteRules implements Rules {
  static final String TARGET = "integrations/";
  private static final int MOST = 300;
  static final Set<String> RESERVED = Set.of(Route.CONNECT, Route.DISCONNECT, Route.DEFAULT);

  @Override
  public Document begin(ResourceLocation location, Document given) {
    return given.withDefault("apiKeyRequired", false).withDefault("authorizationType", "NONE");
  }

  @Override
  public Document check(Draft draft, ResourceLocation location, Document route) {
    Rules.quota(draft, location, MOST, "Routes");
    String key = route.text("routeKey").orElse("");
    if (key.startsWith("$") && !RESERVED.contains(key)) {
      throw ServiceException.badRequest("The provided route key is not formatted properly");
    }
    if (Rules.isTaken(draft, location, route, "routeKey")) {
      throw ServiceException.conflict("Route with key %s already exists for this API", key);
    }
    checkAuthorizer(draft, location, route);
    Rules.notOfHttpApis(route, "authorizationScopes");
    route
        .text("routeResponseSelectionExpression")
        .filter(expression -> !expression.equals(Route.DEFAULT))
        .ifPresent(
            expression -> {
              throw ServiceException.badRequest(
                  "The route response selection expression \"%s\" is invalid. Only $default is"
                      + " supported.",
                  expression);
            });
    checkTarget(draft, location, route);
    return route;
  }

  private static void checkAuthorizer(Draft draft, ResourceLocation location, Document route) {
    String type = route.text("authorizationType").orElse("NONE");
    if (type.equals("JWT")) {
      throw ServiceException.badRequest(
          "AuthorizationType JWT is not supported for WEBSOCKET protocol Apis");
    }
    if (!type.equals("NONE") && !route.text("routeKey").orElse("").equals(Route.CONNECT)) {
      throw ServiceException.badRequest(
          "Currently, authorization is restricted to the $connect route only");
    }
    String id = route.text("authorizerId").orElse("");
    boolean isKnown = draft.find(location.inRoot("authorizers/" + id)).isPresent();
    if (type.equals("CUSTOM") && !isKnown || !id.isEmpty() && !isKnown) {
      throw ServiceException.badRequest("Invalid authorizer ID specified");
    }
  }

  private static void checkTarget(Draft draft, ResourceLocation location, Document route) {
    String target = route.text("target").orElse("");
    if (target.isEmpty()) {
      return;
    }
    if (!target.startsWith(TARGET)) {
      throw ServiceException.badRequest(
          "Invalid target \"%s\". It must be integrations/ and the id of an integration.", target);
    }
    if (draft.find(location.inRoot(target)).isEmpty()) {
      throw ServiceException.notFound("Invalid Integration identifier specified");
    }
  }
}
