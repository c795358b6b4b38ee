package dev.wsemulator.it.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.testing.Aws;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.BadRequestException;
import software.amazon.awssdk.services.apigatewayv2.model.ConnectionType;
import software.amazon.awssdk.services.apigatewayv2.model.CreateIntegrationRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateIntegrationResponse;
import software.amazon.awssdk.services.apigatewayv2.model.CreateRouteResponseResponse;
import software.amazon.awssdk.services.apigatewayv2.model.CreateStageRequest;
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.model.LoggingLevel;
import software.amazon.awssdk.services.apigatewayv2.model.PassthroughBehavior;

/** What the SDK is told of resources that it creates. */
class RepliesIT {
  private static final String FUNCTION =
      Account.uri("arn:aws:lambda:us-east-1:123456789012:function:Nobody");

  private final WebSocketApiEmulator emulator = WebSocketApiEmulator.builder().start();
  private final Account account = Account.of(emulator);
  private final ApiGatewayV2Client gateway = account.gateway();
  private final String api = account.api("chat").apiId();

  @AfterEach
  void close() {
    account.close();
    emulator.close();
  }

  @Test
  @Aws("ID-08")
  void idsAreShortAndOfLowerCaseLettersAndDigits() {
    String id = "[a-z0-9]{6,7}";
    assertThat(integration(IntegrationType.MOCK, "").integrationId()).matches(id);
    assertThat(route()).matches(id);
    assertThat(model()).matches(id);
    assertThat(gateway.createDeployment(one -> one.apiId(api)).deploymentId()).matches(id);
    assertThat(
            gateway
                .createAuthorizer(
                    one ->
                        one.apiId(api)
                            .name("a")
                            .authorizerType("REQUEST")
                            .authorizerUri(FUNCTION)
                            .identitySource("route.request.header.Auth"))
                .authorizerId())
        .matches(id);
  }

  @Test
  @Aws({"RR-08", "RR-09"})
  void aRouteResponseKeepsItsModelsWhichHaveNoEffect() {
    String route = route();
    CreateRouteResponseResponse created =
        gateway.createRouteResponse(
            one ->
                one.apiId(api)
                    .routeId(route)
                    .routeResponseKey("$default")
                    .modelSelectionExpression("$default")
                    .responseModels(Map.of("$default", "Message")));
    assertThat(created.sdkHttpResponse().statusCode()).isEqualTo(201);
    assertThat(created.routeResponseId()).matches("[a-z0-9]{6}");
    assertThat(created.routeResponseKey()).isEqualTo("$default");
    var read =
        gateway.getRouteResponse(
            one -> one.apiId(api).routeId(route).routeResponseId(created.routeResponseId()));
    assertThat(read.modelSelectionExpression()).isEqualTo("$default");
    assertThat(read.responseModels()).isEqualTo(Map.of("$default", "Message"));
    assertThat(gateway.createDeployment(one -> one.apiId(api)).deploymentStatusAsString())
        .isEqualTo("DEPLOYED");
  }

  @Test
  @Aws("IN-03")
  void aNewIntegrationHasTheDefaults() {
    CreateIntegrationResponse created = integration(IntegrationType.AWS_PROXY, FUNCTION);
    assertThat(created.connectionType()).isEqualTo(ConnectionType.INTERNET);
    assertThat(created.passthroughBehavior()).isEqualTo(PassthroughBehavior.WHEN_NO_MATCH);
    assertThat(created.timeoutInMillis()).isEqualTo(29_000);
    assertThat(created.payloadFormatVersion()).isEqualTo("1.0");
  }

  @Test
  @Aws("IN-04")
  void theTypeDecidesWhatChoosesTheIntegrationResponse() {
    String status = "${integration.response.statuscode}";
    assertThat(responseSelection(IntegrationType.MOCK, "")).isEqualTo(status);
    assertThat(responseSelection(IntegrationType.HTTP, "https://example.com")).isEqualTo(status);
    assertThat(responseSelection(IntegrationType.AWS, FUNCTION))
        .isEqualTo("${integration.response.body.errorMessage}");
    assertThat(responseSelection(IntegrationType.AWS_PROXY, FUNCTION)).isNull();
    assertThat(responseSelection(IntegrationType.HTTP_PROXY, "https://example.com")).isNull();
  }

  @Test
  @Aws("MV-10")
  void aModelHasATemplate() {
    String model = model();
    assertThat(gateway.getModelTemplate(one -> one.apiId(api).modelId(model)).value())
        .contains("#set($inputRoot = $input.path('$'))")
        .contains("\"text\" : \"foo\"");
  }

  @Test
  @Aws("LG-11")
  void logsNeedARoleInTheAccountsSettings() {
    Consumer<CreateStageRequest.Builder> executionLog =
        stage ->
            stage
                .apiId(api)
                .stageName("prod")
                .defaultRouteSettings(settings -> settings.loggingLevel(LoggingLevel.INFO));
    Consumer<CreateStageRequest.Builder> accessLog =
        stage ->
            stage
                .apiId(api)
                .stageName("prod")
                .accessLogSettings(
                    log ->
                        log.destinationArn("arn:aws:logs:us-east-1:123456789012:log-group:a")
                            .format("$context.requestId"));
    for (var stage : java.util.List.of(executionLog, accessLog)) {
      assertThatThrownBy(() -> gateway.createStage(stage))
          .isInstanceOf(BadRequestException.class)
          .hasMessageContaining(
              "CloudWatch Logs role ARN must be set in account settings to enable logging");
    }
  }

  private CreateIntegrationResponse integration(IntegrationType type, String uri) {
    Consumer<CreateIntegrationRequest.Builder> plain = one -> one.apiId(api).integrationType(type);
    return gateway.createIntegration(
        uri.isEmpty() ? plain : plain.andThen(one -> one.integrationUri(uri)));
  }

  private String responseSelection(IntegrationType type, String uri) {
    return integration(type, uri).integrationResponseSelectionExpression();
  }

  private String route() {
    return gateway.createRoute(one -> one.apiId(api).routeKey("$default")).routeId();
  }

  private String model() {
    return gateway
        .createModel(
            one ->
                one.apiId(api)
                    .name("Message")
                    .schema(
                        """
                        {"type":"object","properties":{"text":{"type":"string"}}}
                        """))
        .modelId();
  }
}
