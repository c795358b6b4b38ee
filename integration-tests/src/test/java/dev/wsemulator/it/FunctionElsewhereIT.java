package dev.wsemulator.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.wsemulator.junit.TestClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A template's function in another language, which something else serves. */
class FunctionElsewhereIT {
  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Greet:
          Type: AWS::Serverless::Function
          Properties: {FunctionName: greet, Handler: app.handler, Runtime: python3.13, CodeUri: none}
        Chat:
          Type: AWS::ApiGatewayV2::Api
          Properties: {Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action}
        ChatStage:
          Type: AWS::ApiGatewayV2::Stage
          Properties: {ApiId: !Ref Chat, StageName: dev, AutoDeploy: true}
        GreetIntegration:
          Type: AWS::ApiGatewayV2::Integration
          Properties:
            ApiId: !Ref Chat
            IntegrationType: AWS_PROXY
            IntegrationUri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Greet.Arn}/invocations
        GreetRoute:
          Type: AWS::ApiGatewayV2::Route
          Properties:
            ApiId: !Ref Chat
            RouteKey: $default
            RouteResponseSelectionExpression: $default
            Target: !Sub integrations/${GreetIntegration}
        GreetResponse:
          Type: AWS::ApiGatewayV2::RouteResponse
          Properties: {ApiId: !Ref Chat, RouteId: !Ref GreetRoute, RouteResponseKey: $default}
      """;

  @TempDir private Path folder;

  @Test
  void aFunctionInAnotherLanguageAnswersFromElsewhereAndHasALog() throws Exception {
    Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    HttpServer lambda =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    lambda.createContext(
        "/2015-03-31/functions/Greet/invocations",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer = "{\"statusCode\":200,\"body\":\"hello from afar\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    lambda.start();
    String endpoint = "Greet=http://127.0.0.1:" + lambda.getAddress().getPort();
    String logs = folder.resolve("logs").toString();
    try (RunningCli cli =
        RunningCli.start(
            "--template", template.toString(), "--function", endpoint, "--logs", logs)) {
      URI url = cli.address("WebSocket");
      try (TestClient client = TestClient.connect(url)) {
        client.send("hello");
        assertThat(client.next()).isEqualTo("hello from afar");
      }
      assertThat(log(url)).matches("\\S+Z START RequestId: .*\n\\S+Z END .*\n\\S+Z REPORT .*\n");
      assertThat(cli.terminate(10)).isTrue();
    } finally {
      lambda.stop(0);
    }
    assertThat(folder.resolve("logs/aws_lambda_greet.log")).content().contains(" REPORT ");
  }

  private static String log(URI url) throws Exception {
    URI log = URI.create("http://127.0.0.1:" + url.getPort() + "/_emulator/logs/greet?last=3");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(log).build(), BodyHandlers.ofString())
        .body();
  }
}
