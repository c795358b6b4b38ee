package dev.wsemulator.internal.template;

import static dev.wsemulator.internal.template.ChatTemplate.BASE;
import static dev.wsemulator.internal.template.ChatTemplate.INVOCATION;
import static dev.wsemulator.internal.template.ChatTemplate.resource;
import static dev.wsemulator.internal.template.ChatTemplate.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.Route;
import dev.wsemulator.testing.Aws;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a template may say of who is let in. */
class AuthorizationResourcesTest {
  @TempDir private Path temporary;
  private TemplateFolder folder;
  private ChatTemplate template;

  @BeforeEach
  void prepare() {
    folder = TemplateFolder.in(temporary);
    template = new ChatTemplate(folder);
  }

  @Aws({"AU-26", "AU-01"})
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
        template.only(
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

  @Aws("IA-01")
  @Test
  void connectMayBeForWhoeverSigns() {
    assertThat(
            template
                .only(resource("Open", "Route", "RouteKey: $connect, AuthorizationType: AWS_IAM"))
                .authorization())
        .isEqualTo(new Authorization.Iam());
  }

  @Aws({"AU-02", "REC-134"})
  @ParameterizedTest
  @ValueSource(strings = {"AWS_IAM", "CUSTOM"})
  void aGuardOfAnotherRouteIsRefused(String type) {
    template.refused(
        route("AuthorizationType: " + type),
        "Any.Properties.AuthorizationType: Currently, authorization is restricted to the $connect"
            + " route only. Remove it.");
  }

  @Aws({"AU-01", "OB-40", "OB-41"})
  @ParameterizedTest
  @ValueSource(strings = {"JWT", "TOKEN", "COGNITO_USER_POOLS"})
  void anAuthorizerOfAnotherTypeIsRefused(String type) {
    template.refused(
        resource("Guard", "Authorizer", "Name: g, AuthorizerType: " + type),
        "has REQUEST authorizers only");
  }

  @Aws({"AU-21", "AU-27"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AuthorizerResultTtlInSeconds: 300",
        "AuthorizerPayloadFormatVersion: '2.0'",
        "EnableSimpleResponses: true",
        "JwtConfiguration: {Issuer: x}"
      })
  void whatIsForHttpApisIsRefused(String property) {
    template.refused(
        resource("Guard", "Authorizer", "Name: g, AuthorizerType: REQUEST, " + property),
        "cannot be set for WEBSOCKET protocol Apis");
  }

  @Aws("AU-25")
  @Test
  void anApiHasTenAuthorizersAtMost() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 11; i++) {
      many.append(resource("G" + i, "Authorizer", "Name: g" + i + ", AuthorizerType: REQUEST"));
    }
    template.refused(many.toString(), "exceeds AWS's quota of 10 Authorizers for each API");
  }

  @Aws("AU-28")
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

  @Aws("IA-12")
  @ParameterizedTest
  @ValueSource(strings = {"Policy: {}", "EndpointConfiguration: {Types: [PRIVATE]}"})
  void anApiHasNeitherPolicyNorPrivateEndpoint(String property) {
    String chat = TemplateFolder.CHAT.replace("{Name: chat,", "{" + property + ", Name: chat,");
    assertThat(folder.sam(TemplateFolder.ECHO + chat).warnings())
        .anyMatch(warning -> warning.contains("has no effect here"));
  }
}
