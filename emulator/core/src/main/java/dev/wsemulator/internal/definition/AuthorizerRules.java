package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What an authorizer must be like.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html">Authorizers</a>
 */
public final class AuthorizerRules implements Rules {
  private static final int MOST = 10;

  private static final Pattern SOURCE =
      Pattern.compile(
          "route\\.request\\.(querystring|header)\\.[a-zA-Z0-9._-]+"
              + "|(stageVariables|context)\\.[a-zA-Z0-9._-]+");

  private static final String PAYLOAD = "authorizerPayloadFormatVersion";
  private static final String SOURCES = "identitySource";
  private static final String VALIDATION = "identityValidationExpression";
  private static final String ROLE_ARN = "authorizerCredentialsArn";

  @Override
  public void admit(Document given, boolean isNew) {
    Document judged =
        !isNew && given.text(PAYLOAD).filter(String::isEmpty).isPresent()
            ? given.without(PAYLOAD)
            : given;
    Rules.notOfHttpApis(
        judged,
        PAYLOAD,
        "enableSimpleResponses",
        "authorizerResultTtlInSeconds",
        "jwtConfiguration");
    if (given.has("authorizerType") && !given.text("authorizerType").orElse("").equals("REQUEST")) {
      throw ServiceException.badRequest(
          "Invalid authorizer type. Only REQUEST authorizer type is supported on WEBSOCKET"
              + " protocol Apis.");
    }
    given
        .text(ROLE_ARN)
        .filter(arn -> isNew || !arn.isEmpty()) // a change may clear it
        .ifPresent(Rules::requireRole);
    given.text(VALIDATION).ifPresent(expression -> checkExpression(expression, isNew));
  }

  private static void checkExpression(String expression, boolean isNew) {
    if (expression.isEmpty() && isNew) {
      throw ServiceException.badRequest("IdentityValidationExpression must not be empty.");
    }
    try {
      Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw ServiceException.badRequest("Invalid validation expression: %s", expression);
    }
  }

  @Override
  public Document check(Draft draft, ResourceLocation location, Document authorizer) {
    Rules.quota(draft, location, MOST, "Authorizers");
    if (!FunctionUri.isInvocation(authorizer.text("authorizerUri").orElse(""))) {
      throw ServiceException.badRequest("Invalid Authorizer URI specified");
    }
    List<String> sources =
        authorizer.list(SOURCES).stream().filter(source -> !source.isEmpty()).toList();
    sources.forEach(AuthorizerRules::checkSource);
    if (Rules.isTaken(draft, location, authorizer, "name")) {
      throw ServiceException.badRequest("Authorizer name must be unique within the API");
    }
    return sources.isEmpty() ? authorizer.without(SOURCES) : authorizer.with(SOURCES, sources);
  }

  private static void checkSource(String source) {
    if (!SOURCE.matcher(source).matches()) {
      throw ServiceException.badRequest(
          "Invalid request identity source expression: %s. The sources must be separated by"
              + " comma, and each source must be either a request parameter, matching"
              + " 'route.request.querystring|header.[a-zA-Z0-9._-]+', or a stage variable,"
              + " matching 'stageVariables.[a-zA-Z0-9._-]+', or a context parameter, matching"
              + " 'context.[a-zA-Z0-9._-]+'",
          source);
    }
  }

  @Override
  public void release(Draft draft, ResourceLocation location) {
    String name = draft.find(location.path()).flatMap(one -> one.text("name")).orElse("");
    draft.children(location.inRoot("routes")).values().stream()
        .filter(route -> route.text("authorizerId").orElse("").equals(location.id()))
        .findFirst()
        .ifPresent(
            route -> {
              throw ServiceException.conflict(
                  "Cannot delete authorizer '%s', is referenced in route: %s",
                  name, route.text("routeKey").orElse(""));
            });
  }
}
