package dev.wsemulator.internal.definition;

import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.internal.account.EmbeddedServices;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.List;

/**
 * The rules for an integration.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html">Integrations</a>
 */
final class IntegrationRules implements Rules {
  private static final String URI = "integrationUri";
  private static final String ROLE_ARN = "credentialsArn";

  private static final int MAX = 300;

  @Override
  public void admit(Check check, Document given, boolean isNew) {
    given
        .text(ROLE_ARN)
        .filter(arn -> !arn.isEmpty())
        .ifPresent(arn -> check.requireRole(ROLE_ARN, arn));
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
  public Document check(Check check, Document integration) {
    check.quota(MAX, "Integrations");
    check.notOfHttpApis(integration);
    IntegrationType type = IntegrationType.of(integration);
    String uri = integration.text(URI).orElse("");
    checkUri(check, type, uri);
    if (!integration.text("payloadFormatVersion").orElse("1.0").equals("1.0")) {
      check.refuse(
          "payloadFormatVersion",
          "",
          "PayloadFormatVersion must be 1.0 for WEBSOCKET protocol Apis");
    }
    if (integration.text("connectionType").orElse("").equals("VPC_LINK")
        && !integration.has("connectionId")) {
      check.refuse(
          "connectionType", "", "ConnectionId is required for the connection type VPC_LINK");
    }
    return withResponseSelection(integration, type, uri);
  }

  private static void checkUri(Check check, IntegrationType type, String uri) {
    boolean isUrl = type.name().startsWith("HTTP");
    if (!type.takes(uri)) {
      check.refuse(
          URI,
          isUrl
              ? " is \"%s\", which is not a URL. Write, for example: https://example.com/path"
              : "",
          "Invalid integration URI specified",
          uri);
    } else if (type.name().startsWith("AWS") && FunctionUri.isPlain(uri)) {
      check
          .violations()
          .warn(
              URI,
              (" is the ARN of a function and not the URI of its invocations. It is invoked, but AWS"
                      + " does not document that for WebSocket APIs, and API Gateway's console does"
                      + " not show the function. Write: arn:${AWS::Partition}:apigateway:"
                      + "${AWS::Region}:lambda:path/2015-03-31/functions/%s/invocations")
                  .formatted(uri));
    } else if (type == IntegrationType.AWS
        && FunctionUri.isService(uri)
        && !EmbeddedServices.NAMES.contains(FunctionUri.service(uri))) {
      check
          .violations()
          .warn(
              URI,
              " calls %s, which only the back end can provide: otherwise every call fails."
                  .formatted(FunctionUri.service(uri)));
    }
  }

  /** The expression follows from the type (IN-04). */
  private static Document withResponseSelection(
      Document integration, IntegrationType type, String uri) {
    String name = "integrationResponseSelectionExpression";
    return type.responseSelection(uri)
        .map(expression -> integration.with(name, expression))
        .orElseGet(() -> integration.without(name));
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
  static final class OfResponses implements Rules {
    private static final String KEY = "integrationResponseKey";

    @Override
    public Document check(Check check, Document response) {
      String key = response.text(KEY).orElse("");
      if (!key.equals(IntegrationResponse.DEFAULT) && !key.matches("(?s)/.+/")) {
        check.refuse(
            KEY,
            " is \"%s\". Write $default, or a pattern between slashes, such as /4\\d\\d/.",
            "The integration response key \"%s\" is invalid. It must be $default, or a"
                + " regular expression between slashes.",
            key);
      }
      check.requireFree(
          response,
          KEY,
          ServiceException.conflict(
              "IntegrationResponse with key %s already exists for this Integration", key));
      return response;
    }
  }
}
