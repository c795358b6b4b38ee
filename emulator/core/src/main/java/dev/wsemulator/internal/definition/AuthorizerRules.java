package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The rules for an authorizer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html">Authorizers</a>
 */
final class AuthorizerRules implements Rules {
  private static final int MAX = 10;

  private static final Pattern SOURCE =
      Pattern.compile(
          "route\\.request\\.(querystring|header)\\.[a-zA-Z0-9._-]+"
              + "|(stageVariables|context)\\.[a-zA-Z0-9._-]+");

  private static final String PAYLOAD = "authorizerPayloadFormatVersion";
  private static final String SOURCES = "identitySource";
  private static final String VALIDATION = "identityValidationExpression";
  private static final String ROLE_ARN = "authorizerCredentialsArn";

  @Override
  public void admit(Check check, Document given, boolean isNew) {
    boolean clearsVersion = !isNew && given.text(PAYLOAD).filter(String::isEmpty).isPresent();
    for (Property property : ResourceType.AUTHORIZER.properties()) {
      boolean isCleared = clearsVersion && property.name().equals(PAYLOAD);
      if (property.has(Property.Trait.HTTP_API) && given.has(property.name()) && !isCleared) {
        check.refuse(
            property.name(),
            Check.ofHttpApis(property),
            " cannot be set for WEBSOCKET protocol Apis. Remove it.");
      }
    }
    String type = given.text("authorizerType").orElse("");
    if (given.has("authorizerType") && !type.equals("REQUEST")) {
      check.refuse(
          "authorizerType",
          " is \"%s\", but a WebSocket API has REQUEST authorizers only. Write: REQUEST",
          "Invalid authorizer type. Only REQUEST authorizer type is supported on WEBSOCKET"
              + " protocol Apis.",
          type);
    }
    given
        .text(ROLE_ARN)
        .filter(arn -> isNew || !arn.isEmpty()) // a change may clear it
        .ifPresent(arn -> check.requireRole(ROLE_ARN, arn));
    given.text(VALIDATION).ifPresent(expression -> checkExpression(check, expression, isNew));
  }

  private static void checkExpression(Check check, String expression, boolean isNew) {
    if (expression.isEmpty() && isNew) {
      check.refuse(VALIDATION, "", "IdentityValidationExpression must not be empty.");
    }
    try {
      Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      check.refuse(VALIDATION, "", "Invalid validation expression: %s", expression);
    }
  }

  @Override
  public Document check(Check check, Document authorizer) {
    check.quota(MAX, "Authorizers");
    if (!FunctionUri.isInvocation(authorizer.text("authorizerUri").orElse(""))) {
      check.refuse("authorizerUri", "", "Invalid Authorizer URI specified");
    }
    List<String> sources =
        authorizer.list(SOURCES).stream().filter(source -> !source.isEmpty()).toList();
    sources.forEach(source -> checkSource(check, source));
    check.requireFree(
        authorizer,
        "name",
        ServiceException.badRequest("Authorizer name must be unique within the API"));
    return sources.isEmpty() ? authorizer.without(SOURCES) : authorizer.with(SOURCES, sources);
  }

  private static void checkSource(Check check, String source) {
    if (!SOURCE.matcher(source).matches()) {
      check.refuse(
          SOURCES,
          "",
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
