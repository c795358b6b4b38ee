package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an integration must be like.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html">Integrations</a>
 */
public final class IntegrationRules implements Rules {
  private static final int MOST = 300;
  private static final Pattern URL =
      Pattern.compile("(?i)(https?://.+|.*\\$\\{stageVariables\\..+)");

  @Override
  public void admit(Document given, boolean isNew) {
    given.text("credentialsArn").filter(arn -> !arn.isEmpty()).ifPresent(Rules::requireRole);
  }

  @Override
  public Document begin(ResourceLocation location, Document given) {
    boolean isFunction =
        given.text("integrationType").orElse("").startsWith("AWS")
            && FunctionUri.isInvocation(given.text("integrationUri").orElse(""));
    return (isFunction ? given.withDefault("integrationMethod", "POST") : given)
        .withDefault("connectionType", "INTERNET")
        .withDefault("passthroughBehavior", "WHEN_NO_MATCH")
        .withDefault("payloadFormatVersion", "1.0")
        .withDefault("timeoutInMillis", 29_000L);
  }

  @Override
  public Document check(Draft draft, ResourceLocation location, Document integration) {
    Rules.quota(draft, location, MOST, "Integrations");
    Rules.notOfHttpApis(integration, "integrationSubtype", "responseParameters", "tlsConfig");
    String type = integration.text("integrationType").orElse("");
    String uri = integration.text("integrationUri").orElse("");
    boolean fits =
        switch (type) {
          case "MOCK" -> true;
          case "HTTP", "HTTP_PROXY" -> URL.matcher(uri).matches();
          case "AWS_PROXY" -> FunctionUri.isInvocation(uri) || FunctionUri.isPlain(uri);
          default ->
              FunctionUri.isInvocation(uri)
                  || FunctionUri.isPlain(uri)
                  || FunctionUri.isService(uri);
        };
    if (!fits) {
      throw ServiceException.badRequest("Invalid integration URI specified");
    }
    if (!integration.text("payloadFormatVersion").orElse("1.0").equals("1.0")) {
      throw ServiceException.badRequest(
          "PayloadFormatVersion must be 1.0 for WEBSOCKET protocol Apis");
    }
    if (integration.text("connectionType").orElse("").equals("VPC_LINK")
        && !integration.has("connectionId")) {
      throw ServiceException.badRequest(
          "ConnectionId is required for the connection type VPC_LINK");
    }
    return withResponseSelection(integration, type, uri);
  }

  /** The expression follows from the type (IN-04). */
  private static Document withResponseSelection(Document integration, String type, String uri) {
    String name = "integrationResponseSelectionExpression";
    return switch (type) {
      case "MOCK", "HTTP" -> integration.with(name, "${integration.response.statuscode}");
      case "AWS" ->
          integration.with(
              name,
              FunctionUri.isInvocation(uri)
                  ? "${integration.response.body.errorMessage}"
                  : "${integration.response.statuscode}");
      default -> integration.without(name);
    };
  }

  @Override
  public void release(Draft draft, ResourceLocation location) {
    List<String> routes =
        draft.children(location.inRoot("routes")).entrySet().stream()
            .filter(
                route ->
                    route
                        .getValue()
                        .text("target")
                        .orElse("")
                        .equals(RouteRules.TARGET + location.id()))
            .map(java.util.Map.Entry::getKey)
            .toList();
    if (!routes.isEmpty()) {
      throw ServiceException.conflict(
          "Cannot delete Integration because it is referenced by the following Routes with Ids: %s",
          routes);
    }
  }

  /**
   * What an integration response must be like (IN-06).
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid-integrationresponses.html">Integration
   *     responses</a>
   */
  public static final class OfResponses implements Rules {
    @Override
    public Document check(Draft draft, ResourceLocation location, Document response) {
      String key = response.text("integrationResponseKey").orElse("");
      if (!key.equals("$default") && !key.matches("(?s)/.+/")) {
        throw ServiceException.badRequest(
            "The integration response key \"%s\" is invalid. It must be $default, or a regular"
                + " expression between slashes.",
            key);
      }
      if (Rules.isTaken(draft, location, response, "integrationResponseKey")) {
        throw ServiceException.conflict(
            "IntegrationResponse with key %s already exists for this Integration", key);
      }
      return response;
    }
  }
}
