package dev.wsemulator.internal.template.resource;

import static dev.wsemulator.internal.template.resource.ApiResourcesTest.BASE;
import static dev.wsemulator.internal.template.resource.ApiResourcesTest.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.testing.Aws;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WebSocket APIs that SAM expands. */
class ServerlessApiTest {
  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  private WebSocketApi api(String resources) {
    return folder.sam(resources).apis().get(0);
  }

  @Aws({"CF-08", "CF-09"})
  @Test
  void samApiIsTheSameAsItsExpansion() {
    String sam =
        """
          Chat:
            Type: AWS::Serverless::WebSocketApi
            Properties:
              Name: chat
              StageName: dev
              RouteSelectionExpression: $request.body.action
              Routes:
                send: {FunctionArn: !GetAtt Echo.Arn, IntegrationTimeout: 29000}
        """;
    assertThat(api(TemplateFolder.ECHO + sam)).isEqualTo(api(BASE + ROUTE));
  }

  @Aws({"CF-08", "RR-01"})
  @Test
  void samApiHasADefaultStageAndRoutesThatARouteResponseCanName() {
    WebSocketApi api =
        api(
            TemplateFolder.ECHO
                + """
                    Chat:
                      Type: AWS::Serverless::WebSocketApi
                      Properties:
                        RouteSelectionExpression: $request.body.action
                        Routes:
                          $connect: {FunctionArn: !GetAtt Echo.Arn}
                          sendAll: {FunctionArn: !GetAtt Echo.Arn}
                    Response:
                      Type: AWS::ApiGatewayV2::RouteResponse
                      Properties: {ApiId: !Ref Chat, RouteId: !Ref ChatSendallRoute, RouteResponseKey: $default}
                  """);
    assertThat(api.stages()).containsExactly(Stage.of("default"));
    assertThat(api.routes()).containsOnlyKeys("$connect", "sendAll");
    assertThat(api.routes().get("sendAll").respondsToClient()).isTrue();
    assertThat(api.routes().get("$connect").respondsToClient()).isFalse();
  }

  @Aws({"CF-08", "RR-01"})
  @Test
  void samRouteWithAResponseExpressionIsOneWayWithAWarningUnlessItHasAResponse() {
    String sam =
        """
          Chat:
            Type: AWS::Serverless::WebSocketApi
            Properties:
              RouteSelectionExpression: $request.body.action
              Routes:
                send: {FunctionArn: !GetAtt Echo.Arn, RouteResponseSelectionExpression: $default}
        """;
    String response =
        """
          Response:
            Type: AWS::ApiGatewayV2::RouteResponse
            Properties: {ApiId: !Ref Chat, RouteId: !Ref ChatSendRoute, RouteResponseKey: $default}
        """;
    assertThat(api(TemplateFolder.ECHO + sam).routes().get("send").respondsToClient()).isFalse();
    assertThat(api(TemplateFolder.ECHO + sam + response).routes().get("send").respondsToClient())
        .isTrue();
    assertThat(folder.sam(TemplateFolder.ECHO + sam).warnings())
        .singleElement()
        .asString()
        .startsWith(
            "template.yaml:14: Resources.Chat.Properties.Routes.send.RouteResponseSelectionExpression ")
        .contains("nothing is sent back, here as on AWS", "RouteId: !Ref ChatSendRoute");
    assertThat(folder.sam(TemplateFolder.ECHO + sam + response).warnings()).isEmpty();
  }

  @Aws("CF-10")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Routes: {send: {FunctionArn: !GetAtt Echo.Arn, RequestParameters: {a: b}}} | on $connect only",
        "Routes: {a/b: {FunctionArn: !GetAtt Echo.Arn}} | only letters and digits",
        "Routes: {send: {}} | FunctionArn is missing",
        "Routes: {send: {FunctionArn: !Ref Echo}} | Routes.send.FunctionArn is not an ARN of a function of this template. Write: !GetAtt Echo.Arn",
        "Description: none | Routes is not a map of routes",
        "Routes: {'': {FunctionArn: !GetAtt Echo.Arn}} | only letters and digits",
        "Routes: {sendAll: {FunctionArn: !GetAtt Echo.Arn}, SendAll: {FunctionArn: !GetAtt Echo.Arn}} | has the logical id ChatSendallRoute",
        "Routes: {send: {FunctionArn: !GetAtt Echo.Arn, IntegrationTimeout: 1}} | Chat.Properties.Routes.send.IntegrationTimeout is",
        "Route: {send: {FunctionArn: !GetAtt Echo.Arn}} | Did you mean Routes?",
        "StageName: $default | cannot be $default",
        "Auth: {AuthType: AWS_IAM} | Auth needs a $connect route",
        "Auth: {AuthType: NONE, Name: a} | Auth has more than its AuthType NONE",
        "Auth: {AuthType: JWT} | Auth.AuthType is not one of AWS_IAM, CUSTOM or NONE",
        "Auth: {Name: a} | Auth.AuthType is not one of AWS_IAM, CUSTOM or NONE",
        "Auth: {AuthType: CUSTOM} | Auth.AuthArn is missing",
        "Domain: {DomainName: a.example.com} | Domain needs a DomainName and a CertificateArn",
        "Auth: {AuthType: NONE} | Auth needs a $connect route",
      })
  void wrongSamApisAreProblems(String property, String message) {
    assertThat(
            folder.problemsOfSam(
                TemplateFolder.ECHO
                    + "  Chat:\n    Type: AWS::Serverless::WebSocketApi\n    Properties:\n"
                    + "      RouteSelectionExpression: $request.body.action\n      "
                    + property
                    + "\n"))
        .anyMatch(problem -> problem.contains(message));
  }

  @Aws("CF-08")
  @Test
  void samStageWithAHyphenIsWarnedOfUnlessAParameterGivesIt() {
    String sam =
        """
          Chat:
            Type: AWS::Serverless::WebSocketApi
            Properties:
              StageName: dev-1
              RouteSelectionExpression: $request.body.action
              Routes: {send: {FunctionArn: !GetAtt Echo.Arn}}
        """;
    assertThat(folder.sam(TemplateFolder.ECHO + sam).warnings())
        .singleElement()
        .asString()
        .startsWith("template.yaml:12: Resources.Chat.Properties.StageName has more than letters");
    String parameter = "Parameters: {Name: {Type: String, Default: dev-1}}\n";
    String referring = TemplateFolder.ECHO + sam.replace("dev-1", "!Ref Name") + parameter;
    assertThat(folder.sam(referring).warnings()).isEmpty();
    assertThat(api(referring).stages()).containsExactly(Stage.of("dev-1"));
  }
}
