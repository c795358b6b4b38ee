package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a template may say of who is let in. */
class AuthorizationResourcesTest {
  private static final String BASE = TemplateFolder.ECHO + TemplateFolder.CHAT;
  private static final String INVOCATION =
      "!Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Echo.Arn}/invocations'";

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void prepare() {
    folder = TemplateFolder.in(temporary);
  }

  private void refused(String resources, String message) {
    assertThat(folder.problemsOfSam(BASE + resources))
        .anySatisfy(problem -> assertThat(problem).startsWith("template.yaml:").contains(message));
  }

  private static String resource(String id, String type, String properties) {
    return "  %s:\n    Type: AWS::ApiGatewayV2::%s\n    Properties: {ApiId: !Ref Chat, %s}\n"
        .formatted(id, type, properties);
  }

  private static String route(String properties) {
    return resource("Any", "Route", "RouteKey: $default, " + properties);
  }

  private Route only(String resources) {
    WebSocketApi api = folder.sam(BASE + resources).apis().get(0);
    assertThat(api.routes()).hasSize(1);
    return api.routes().values().iterator().next();
  }

  @Tag("AU-26")
  @Tag("AU-01")
  @Test
  void anAuthorizerGuardsConnect() {
    String authorizer =
        resource(
            "Guard",
            "Authorizer",
            "Name: guard, AuthorizerType: REQUEST, AuthorizerUri: "
                + INVOCATION
                + ", IdentitySource: [route.request.querystring.token]");
    Route connect =
        only(
            authorizer
                + resource(
                    "Open",
                    "Route",
                    "RouteKey: $connect, AuthorizationType: CUSTOM, AuthorizerId: !Ref Guard,"
                        + " ApiKeyRequired: true"));
    assertThat(connect.apiKeyRequired()).isTrue();
    assertThat(connect.authorization())
        .isInstanceOfSatisfying(
            Authorization.Custom.class,
            custom -> {
              assertThat(custom.authorizer().name()).isEqualTo("guard");
              assertThat(custom.authorizer().functionName()).endsWith("Echo");
              assertThat(custom.authorizer().identitySources())
                  .containsExactly("route.request.querystring.token");
            });
  }

  @Tag("IA-01")
  @Test
  void connectMayBeForWhoeverSigns() {
    assertThat(
            only(resource("Open", "Route", "RouteKey: $connect, AuthorizationType: AWS_IAM"))
                .authorization())
        .isEqualTo(new Authorization.Iam());
  }

  @Tag("AU-02")
  @Tag("REC-134")
  @ParameterizedTest
  @ValueSource(strings = {"AWS_IAM", "CUSTOM"})
  void aGuardOfAnotherRouteIsRefused(String type) {
    refused(
        route("AuthorizationType: " + type),
        "Any.Properties.AuthorizationType: Currently, authorization is restricted to the $connect"
            + " route only. Remove it.");
  }

  @Tag("AU-01")
  @Tag("OB-40")
  @Tag("OB-41")
  @ParameterizedTest
  @ValueSource(strings = {"JWT", "TOKEN", "COGNITO_USER_POOLS"})
  void anAuthorizerOfAnotherTypeIsRefused(String type) {
    refused(
        resource("Guard", "Authorizer", "Name: g, AuthorizerType: " + type),
        "has REQUEST authorizers only");
  }

  @Tag("AU-21")
  @Tag("AU-27")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AuthorizerResultTtlInSeconds: 300",
        "AuthorizerPayloadFormatVersion: '2.0'",
        "EnableSimpleResponses: true",
        "JwtConfiguration: {Issuer: x}"
      })
  void whatIsForHttpApisIsRefused(String property) {
    refused(
        resource("Guard", "Authorizer", "Name: g, AuthorizerType: REQUEST, " + property),
        "cannot be set for WEBSOCKET protocol Apis");
  }

  @Tag("AU-25")
  @Test
  void anApiHasTenAuthorizersAtMost() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 11; i++) {
      many.append(resource("G" + i, "Authorizer", "Name: g" + i + ", AuthorizerType: REQUEST"));
    }
    refused(many.toString(), "is the eleventh authorizer of its API, but ten is the most");
  }

  @Tag("AU-28")
  @Test
  void anExpressionThatValidatesIdentitiesIsAcceptedAndNotApplied() {
    String authorizer =
        resource(
            "Guard",
            "Authorizer",
            "Name: g, AuthorizerType: REQUEST, IdentityValidationExpression: '[a-z]+', AuthorizerUri: "
                + INVOCATION);
    assertThat(folder.sam(BASE + authorizer).warnings()).isEmpty();
  }

  @Tag("IA-12")
  @ParameterizedTest
  @ValueSource(strings = {"Policy: {}", "EndpointConfiguration: {Types: [PRIVATE]}"})
  void anApiHasNeitherPolicyNorPrivateEndpoint(String property) {
    String chat = TemplateFolder.CHAT.replace("{Name: chat,", "{" + property + ", Name: chat,");
    assertThat(folder.sam(TemplateFolder.ECHO + chat).warnings())
        .anyMatch(warning -> warning.contains("has no effect here"));
  }
}
