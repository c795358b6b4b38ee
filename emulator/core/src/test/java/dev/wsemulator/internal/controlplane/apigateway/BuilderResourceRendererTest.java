package dev.wsemulator.internal.controlplane.apigateway;

import static dev.wsemulator.internal.controlplane.Caller.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.Authorizer;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.controlplane.Caller;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What calls show of an API that Java defines. */
class BuilderResourceRendererTest {
  private static final String SCHEMA = "{\"type\":\"object\"}";
  private static final String GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:doors";

  private final Caller caller =
      new Caller(
          WebSocketApiEmulator.builder()
              .isolated(false)
              .api(api())
              .function("Echo", Caller.answering("echo"))
              .start());

  private static WebSocketApi api() {
    Transformation how =
        Transformation.of(IntegrationResponse.of("/4../", "bad")).toBuilder()
            .requestTemplate("{\"statusCode\":200}")
            .build();
    return WebSocketApi.builder("chat")
        .apiId("a1b2c3d4e5")
        .model("Text", SCHEMA)
        .route(
            Route.of("$connect", Integration.lambdaProxy("Echo")).toBuilder()
                .authorization(
                    new Authorization.Custom(Authorizer.of("Echo", "route.request.header.Auth")))
                .requestParameters(Map.of("route.request.querystring.room", true))
                .build())
        .route(
            Route.of("$default", new Integration.Mock(how)).toBuilder()
                .respondsToClient(true)
                .validation(new Route.Validation("$request.body.kind", Map.of("$default", "Text")))
                .build())
        .stage(
            Stage.builder("prod")
                .routeSettings(
                    Map.of("$default", RouteSettings.builder().throttling(2.5, 5).build()))
                .accessLog(new Stage.AccessLog(GROUP, "$context.requestId"))
                .build())
        .build();
  }

  @AfterEach
  void close() {
    caller.close();
  }

  private String shown(String collection) {
    return caller.call("GET", "/v2/apis/a1b2c3d4e5/" + collection, "").body();
  }

  @Test
  void modelsAreShown() {
    assertThat(shown("models"))
        .contains("\"contentType\":\"application/json\"")
        .contains("\"name\":\"Text\"")
        .contains("\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"");
  }

  @Test
  void routesAreShown() {
    assertThat(shown("routes"))
        .contains("\"routeKey\":\"$connect\"", "\"authorizationType\":\"CUSTOM\"")
        .contains("\"requestParameters\":{\"route.request.querystring.room\":{\"required\":true}}")
        .contains("\"modelSelectionExpression\":\"$request.body.kind\"")
        .contains("\"requestModels\":{\"$default\":\"Text\"}")
        .contains("\"routeResponseSelectionExpression\":\"$default\"");
  }

  @Test
  void authorizersAreShown() {
    assertThat(shown("authorizers"))
        .contains("\"authorizerType\":\"REQUEST\"")
        .contains("\"authorizerUri\":\"" + Caller.uri("Echo") + "\"")
        .contains("\"identitySource\":[\"route.request.header.Auth\"]");
  }

  @Test
  void integrationsAndTheirResponsesAreShown() {
    String integrations = shown("integrations");
    assertThat(integrations)
        .contains("\"integrationType\":\"MOCK\"")
        .contains("\"integrationUri\":\"" + Caller.uri("Echo") + "\"")
        .contains("\"timeoutInMillis\":29000");
    String responses =
        caller
            .get("/v2/apis/a1b2c3d4e5/integrations")
            .child("items")
            .orElseThrow()
            .elements()
            .stream()
            .filter(one -> text(one, "integrationType").equals("MOCK"))
            .map(
                one ->
                    shown(
                        "integrations/%s/integrationresponses"
                            .formatted(text(one, "integrationId"))))
            .findFirst()
            .orElseThrow();
    assertThat(responses)
        .contains("\"integrationResponseKey\":\"/4../\"")
        .contains("\"responseTemplates\":{\"$default\":\"bad\"}");
  }

  @Test
  void stagesAreShown() {
    assertThat(shown("stages/prod"))
        .contains("\"destinationArn\":\"" + GROUP + "\"", "\"format\":\"$context.requestId\"")
        .contains("\"throttlingBurstLimit\":5", "\"throttlingRateLimit\":2.5");
  }
}
