package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code start --watch}: code and template change under one connection that stays open. */
class WatchIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String HANDLER =
      """
      package app;
      import com.amazonaws.services.lambda.runtime.*;
      import java.io.*;
      public class Handler implements RequestStreamHandler {
        public void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
          out.write("{\\"statusCode\\":200,\\"body\\":\\"%s\\"}".getBytes("UTF-8"));
        }
      }
      """;

  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties:
            Name: chat
            ProtocolType: WEBSOCKET
            RouteSelectionExpression: $request.body.action
        Stage:
          Type: AWS::ApiGatewayV2::Stage
          Properties: {ApiId: !Ref Api, StageName: dev, AutoDeploy: true}
        Greet:
          Type: AWS::Serverless::Function
          Properties: {CodeUri: classes, Handler: app.Handler, Runtime: java17}
        GreetIntegration:
          Type: AWS::ApiGatewayV2::Integration
          Properties:
            ApiId: !Ref Api
            IntegrationType: AWS_PROXY
            IntegrationUri: !Sub "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Greet.Arn}/invocations"
      """;

  @TempDir private Path folder;

  @Test
  @Aws("OB-131")
  void codeAndTemplateChangeUnderAnOpenConnection() throws Exception {
    Path template = folder.resolve("template.yaml");
    String good = TEMPLATE + route("greet");
    Files.writeString(template, good);
    compile("one");
    Path errors = folder.resolve("errors.txt");
    try (RunningCli cli =
            RunningCli.startWithErrors(errors, "--template", template.toString(), "--watch");
        TestClient client = TestClient.connect(url(cli))) {
      assertThat(answer(client, "greet")).isEqualTo("one");

      compile("two");
      await().atMost(PATIENCE).until(() -> answer(client, "greet").equals("two"));

      assertThat(answer(client, "part")).contains("Forbidden");
      Files.writeString(template, good + route("part"));
      await().atMost(PATIENCE).until(() -> answer(client, "part").equals("two"));

      Files.writeString(template, good.replace("StageName: dev", "StageName: [dev"));
      int line = good.substring(0, good.indexOf("StageName")).split("\n").length;
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(Files.readString(errors)).contains("template.yaml:" + line + ":"));
      assertThat(answer(client, "part")).isEqualTo("two");

      Files.writeString(template, good);
      await().atMost(PATIENCE).until(() -> answer(client, "part").contains("Forbidden"));
      assertThat(answer(client, "greet")).isEqualTo("two");
      assertThat(Files.readString(errors)).contains("Fixed.");
    }
  }

  private static URI url(RunningCli cli) {
    return cli.address("WebSocket");
  }

  private static String answer(TestClient client, String action) {
    client.send("{\"action\":\"%s\"}".formatted(action));
    return client.next();
  }

  private static String route(String key) {
    return """
        %1$sRoute:
          Type: AWS::ApiGatewayV2::Route
          Properties:
            ApiId: !Ref Api
            RouteKey: %1$s
            RouteResponseSelectionExpression: $default
            Target: !Sub "integrations/${GreetIntegration}"
        %1$sResponse:
          Type: AWS::ApiGatewayV2::RouteResponse
          Properties: {ApiId: !Ref Api, RouteId: !Ref %1$sRoute, RouteResponseKey: $default}
      """
        .formatted(key);
  }

  private void compile(String answer) throws IOException {
    Path source = folder.resolve("src/app/Handler.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, HANDLER.formatted(answer));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String lambda =
        RequestStreamHandler.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-proc:none",
                "-cp",
                lambda,
                "-d",
                classes.toString(),
                source.toString());
    assertThat(result).isZero();
  }
}
