package dev.wsemulator.it.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.junit.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A template as large as AWS takes one: 500 resources, of which 100 functions and 300 routes. */
class LargeTemplateIT {
  private static final int FUNCTIONS = 100;
  private static final int ROUTES = 300;

  /** As many as the most resources that a template may have leave. */
  private static final int INTEGRATIONS = 93;

  @TempDir private Path folder;

  private static String template() {
    StringBuilder text =
        new StringBuilder(
            """
            Resources:
              Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}
              Chat: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action}}
              Stage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Chat, StageName: dev, AutoDeploy: true}}
            """);
    for (int i = 0; i < FUNCTIONS; i++) {
      text.append(
          "  F%d: {Type: AWS::Lambda::Function, Properties: {Code: '%s', Handler: %s, Runtime: java17, Role: !GetAtt Role.Arn}}%n"
              .formatted(
                  i, Path.of("target/test-classes").toAbsolutePath(), Named.class.getName()));
    }
    for (int i = 0; i < INTEGRATIONS; i++) {
      text.append(
          "  I%d: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Chat, IntegrationType: AWS_PROXY, IntegrationUri: !Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${F%d.Arn}/invocations'}}%n"
              .formatted(i, i));
    }
    for (int i = 0; i < ROUTES; i++) {
      text.append(
          "  R%d: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Chat, RouteKey: key%d, Target: !Sub 'integrations/${I%d}', RouteResponseSelectionExpression: $default}}%n"
              .formatted(i, i, i % INTEGRATIONS));
    }
    for (int i : new int[] {0, 92, 150, 299}) {
      text.append(
          "  Response%d: {Type: AWS::ApiGatewayV2::RouteResponse, Properties: {ApiId: !Ref Chat, RouteId: !Ref R%d, RouteResponseKey: $default}}%n"
              .formatted(i, i));
    }
    return text.toString();
  }

  @Test
  void everyRouteReachesItsFunction() throws IOException {
    Path file = Files.writeString(folder.resolve("template.yaml"), template());
    try (WebSocketApiEmulator emulator =
            WebSocketApiEmulator.builder().template(Template.of(file)).start();
        TestClient client = TestClient.connect(emulator.webSocketUrl())) {
      WebSocketApi api = emulator.stack().apis().get(0);
      assertThat(api.routes()).hasSize(ROUTES);
      assertThat(emulator.stack().functions()).hasSize(FUNCTIONS);
      for (int i : new int[] {0, 92, 150, 299, 0}) {
        client.send("{\"action\":\"key%d\"}".formatted(i));
        assertThat(client.next()).endsWith("-F" + i % INTEGRATIONS);
      }
    }
  }
}
