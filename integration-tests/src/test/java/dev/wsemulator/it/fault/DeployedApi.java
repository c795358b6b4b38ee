package dev.wsemulator.it.fault;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;

/** An API that calls have deployed, whose stage says which function answers. */
final class DeployedApi implements AutoCloseable {
  private static final String STAGE = "live";

  private final URI baseUrl;
  private final ApiGatewayV2Client gateway;
  private String apiId = "";

  DeployedApi(URI baseUrl) {
    this.baseUrl = baseUrl;
    this.gateway =
        ApiGatewayV2Client.builder()
            .endpointOverride(baseUrl)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClientBuilder(ApacheHttpClient.builder())
            .build();
  }

  /** Creates it, and deploys it for the function {@code Echo}. */
  void deploy() {
    apiId =
        gateway
            .createApi(
                api ->
                    api.name("deployed")
                        .protocolType(ProtocolType.WEBSOCKET)
                        .routeSelectionExpression("$request.body.action"))
            .apiId();
    String uri =
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            + "arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.who}/invocations";
    String integration =
        gateway
            .createIntegration(
                create ->
                    create
                        .apiId(apiId)
                        .integrationType(IntegrationType.AWS_PROXY)
                        .integrationUri(uri))
            .integrationId();
    String route =
        gateway
            .createRoute(
                create ->
                    create
                        .apiId(apiId)
                        .routeKey("$default")
                        .target("integrations/" + integration)
                        .routeResponseSelectionExpression("$default"))
            .routeId();
    gateway.createRouteResponse(
        response -> response.apiId(apiId).routeId(route).routeResponseKey("$default"));
    gateway.createStage(
        stage -> stage.apiId(apiId).stageName(STAGE).stageVariables(Map.of("who", "Echo")));
    gateway.createDeployment(create -> create.apiId(apiId).stageName(STAGE));
  }

  /** Has the function {@code Other} answer. */
  void change() {
    gateway.updateStage(
        stage -> stage.apiId(apiId).stageName(STAGE).stageVariables(Map.of("who", "Other")));
  }

  URI url() {
    return URI.create("ws://%s/%s/%s".formatted(baseUrl.getAuthority(), apiId, STAGE));
  }

  /** Deletes it. */
  void delete() {
    gateway.deleteApi(delete -> delete.apiId(apiId));
  }

  @Override
  public void close() {
    gateway.close();
  }
}
