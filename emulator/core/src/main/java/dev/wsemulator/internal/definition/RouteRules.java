package dev.wsemulator.internal.definition;

import dev.wsemulator.api.Route;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.Set;

/**
 * The rules for a route.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html">Routes</a>
 */
final class RouteRules implements Rules {
  private static final String AUTHORIZATION = "authorizationType";
  private static final String RESPONSE_SELECTION = "routeResponseSelectionExpression";
  static final String TARGET = "integrations/";
  private static final int MAX = 300;
  static final Set<String> RESERVED = Set.of(Route.CONNECT, Route.DISCONNECT, Route.DEFAULT);

  @Override
  public Document begin(ResourceLocation location, Document given) {
    return given.withDefault("apiKeyRequired", false).withDefault("authorizationType", "NONE");
  }

  @Override
  public Document check(Check check, Document route) {
    check.quota(MAX, "Routes");
    String key = route.text("routeKey").orElse("");
    if (key.startsWith("$") && !RESERVED.contains(key)) {
      check.refuse(
          "routeKey",
          " is \"%s\", but of keys that begin with $ there are only $connect, $disconnect and"
              + " $default.",
          "The provided route key is not formatted properly",
          key);
    }
    check.requireFree(
        route,
        "routeKey",
        ServiceException.conflict("Route with key %s already exists for this API", key));
    checkAuthorizer(check, route);
    check.notOfHttpApis(route);
    String expression = route.text(RESPONSE_SELECTION).orElse(Route.DEFAULT);
    if (!expression.equals(Route.DEFAULT)) {
      check.refuse(
          RESPONSE_SELECTION,
          " is \"%s\", but AWS takes only $default.",
          "The route response selection expression \"%s\" is invalid. Only $default is"
              + " supported.",
          expression);
    }
    checkTarget(check, route.text("target").orElse(""));
    return route;
  }

  private static void checkAuthorizer(Check check, Document route) {
    String type = route.text(AUTHORIZATION).orElse("NONE");
    if (type.equals("JWT")) {
      check.refuse(
          AUTHORIZATION,
          " is \"JWT\", but a WebSocket API takes only NONE, AWS_IAM or CUSTOM.",
          "AuthorizationType JWT is not supported for WEBSOCKET protocol Apis");
    }
    if (!type.equals("NONE") && !route.text("routeKey").orElse("").equals(Route.CONNECT)) {
      check.refuse(
          AUTHORIZATION,
          ": Currently, authorization is restricted to the $connect route only. Remove it.",
          "Currently, authorization is restricted to the $connect route only");
    }
    String id = route.text("authorizerId").orElse("");
    boolean isKnown = check.find("authorizers/" + id).isPresent();
    if (type.equals("CUSTOM") && !isKnown || !id.isEmpty() && !isKnown) {
      check.refuse(
          "authorizerId",
          " is not an authorizer of this template. Write, for example: !Ref MyAuthorizer",
          "Invalid authorizer ID specified");
    }
  }

  private static void checkTarget(Check check, String target) {
    if (!target.isEmpty() && !target.startsWith(TARGET)) {
      check.refuse(
          "target",
          "",
          "Invalid target \"%s\". It must be integrations/ and the id of an integration.",
          target);
    } else if (!target.isEmpty() && check.find(target).isEmpty()) {
      check.refuse("target", ServiceException.notFound("Invalid Integration identifier specified"));
    }
  }
}
