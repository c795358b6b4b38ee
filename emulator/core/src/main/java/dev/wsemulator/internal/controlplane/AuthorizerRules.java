package dev.wsemulator.internal.controlplane;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What an authorizer must be like.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html">Authorizers</a>
 */
final class AuthorizerRules implements Rules {
  private static final int MOST = 10;
  private static final Pattern SOURCE =
      Pattern.compile(
          "route\\.request\\.(querystring|header)\\.[a-zA-Z0-9._-]+"
              + "|(stageVariables|context)\\.[a-zA-Z0-9._-]+");

  @Override
  public Document check(Draft draft, Place place, Document authorizer) {
    Rules.quota(draft, place, MOST, "Authorizers");
    Rules.notOfHttpApis(
        authorizer,
        "authorizerResultTtlInSeconds",
        "authorizerPayloadFormatVersion",
        "enableSimpleResponses",
        "jwtConfiguration");
    if (!authorizer.text("authorizerType").orElse("").equals("REQUEST")) {
      throw Refusal.badRequest("AuthorizerType must be REQUEST for WEBSOCKET protocol Apis");
    }
    if (!FunctionUri.isInvocation(authorizer.text("authorizerUri").orElse(""))) {
      throw Refusal.badRequest("Invalid Authorizer URI specified");
    }
    for (String source : authorizer.list("identitySource")) {
      if (!SOURCE.matcher(source).matches()) {
        throw Refusal.badRequest(
            "Invalid request identity source expression: %s. The sources must be separated by"
                + " comma, and each source must be either a request parameter, matching"
                + " 'route.request.querystring|header.[a-zA-Z0-9._-]+', or a stage variable,"
                + " matching 'stageVariables.[a-zA-Z0-9._-]+', or a context parameter, matching"
                + " 'context.[a-zA-Z0-9._-]+'.",
            source);
      }
    }
    if (Rules.isTaken(draft, place, authorizer, "name")) {
      throw Refusal.badRequest("Authorizer name must be unique within the API");
    }
    return authorizer.withDefault("identitySource", List.of());
  }

  @Override
  public void release(Draft draft, Place place) {
    List<String> routes =
        draft.children(place.inRoot("routes")).entrySet().stream()
            .filter(route -> route.getValue().text("authorizerId").orElse("").equals(place.id()))
            .map(java.util.Map.Entry::getKey)
            .toList();
    if (!routes.isEmpty()) {
      throw Refusal.conflict(
          "Cannot delete Authorizer because it is referenced by the following Routes with Ids: %s",
          routes);
    }
  }
}
