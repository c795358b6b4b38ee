package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.Template;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateImporterTest {
  private static final String FUNCTION =
      """
        Send:
          Type: AWS::Serverless::Function
          Properties:
            Handler: example.Send
            Runtime: java17
            CodeUri: code
      """;

  private static final String PLAIN =
      """
      Resources:
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties:
            ProtocolType: WEBSOCKET
            RouteSelectionExpression: $request.body.action
        Integration:
          Type: AWS::ApiGatewayV2::Integration
          Properties:
            ApiId: !Ref Api
            IntegrationType: AWS_PROXY
            IntegrationUri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Send.Arn}/invocations
        Route:
          Type: AWS::ApiGatewayV2::Route
          Properties:
            ApiId: !Ref Api
            RouteKey: send
            Target: !Sub integrations/${Integration}
        RouteResponse:
          Type: AWS::ApiGatewayV2::RouteResponse
          Properties:
            ApiId: !Ref Api
            RouteId: !Ref Route
            RouteResponseKey: $default
        Stage:
          Type: AWS::ApiGatewayV2::Stage
          Properties:
            ApiId: !Ref Api
            StageName: dev
            AutoDeploy: true
      """;

  private static final String SERVERLESS =
      """
      Resources:
        Api:
          Type: AWS::Serverless::WebSocketApi
          Properties:
            RouteSelectionExpression: $request.body.action
            StageName: dev
            Routes:
              send:
                FunctionArn: !GetAtt Send.Arn
                RouteResponseSelectionExpression: $default
      """;

  @TempDir private Path folder;

  @Tag("CF-08")
  @Tag("CF-09")
  @Tag("RR-01")
  @Test
  void samsOwnResourceGivesTheSameApi() throws IOException {
    WebSocketApi plain = load(PLAIN + FUNCTION).apis().get(0);
    assertThat(plain.routes().get("send").respondsToClient()).isTrue();
    assertThat(load(SERVERLESS + FUNCTION).apis()).containsExactly(plain);
  }

  @Tag("CF-01")
  @Test
  void aTargetThatIsNoIntegrationIsNamedWithItsLine() {
    String broken = PLAIN.replace("!Sub integrations/${Integration}", "Integration");
    assertThatThrownBy(() -> load(broken + FUNCTION))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("template.yaml:18: Resources.Route.Properties.Target is")
        .hasMessageContaining("integrations/<id>");
  }

  @Test
  void aMisspeltNameIsAnsweredWithTheNearest() {
    String broken = PLAIN.replace("${Send.Arn}", "${Sent.Arn}");
    assertThatThrownBy(() -> load(broken + FUNCTION))
        .hasMessageContaining("template.yaml:12: ")
        .hasMessageContaining("\"Sent\"")
        .hasMessageContaining("Did you mean Send?");
  }

  @Test
  void whatIsNotYamlIsNamedWithItsLine() {
    assertThatThrownBy(() -> load("Resources:\n  A: [\n"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("template.yaml:")
        .hasMessageContaining("This is not YAML");
  }

  @Test
  void whatDoesNotMatterHereIsAWarning() throws IOException {
    String more = "  Alarm:\n    Type: AWS::CloudWatch::Alarm\n";
    assertThat(load(PLAIN + FUNCTION + more).warnings())
        .singleElement()
        .asString()
        .contains("Resources.Alarm (AWS::CloudWatch::Alarm) has no effect here");
  }

  private Stack load(String text) throws IOException {
    Files.createDirectories(folder.resolve("code"));
    return Template.of(Files.writeString(folder.resolve("template.yaml"), text)).load();
  }
}
