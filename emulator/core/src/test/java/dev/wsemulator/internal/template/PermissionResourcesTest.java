package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may invoke functions by what a template says, where permissions are enforced. */
class PermissionResourcesTest {
  private static final String ROUTE =
      """
        Any:
          Type: AWS::ApiGatewayV2::Route
          Properties: {ApiId: !Ref Chat, RouteKey: $default, Target: !Sub 'integrations/${EchoIntegration}'}
        Back:
          Type: AWS::ApiGatewayV2::RouteResponse
          Properties: {ApiId: !Ref Chat, RouteId: !Ref Any, RouteResponseKey: $default}
      """;
  private static final String BASE = TemplateFolder.ECHO + TemplateFolder.CHAT + ROUTE;
  private static final String PERMISSION =
      """
        MayInvoke:
          Type: AWS::Lambda::Permission
          Properties:
            FunctionName: !Ref Echo
            Action: lambda:InvokeFunction
            Principal: apigateway.amazonaws.com
      """;

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void prepare() {
    folder = TemplateFolder.in(temporary);
  }

  /** Returns what a client hears when the function, or nobody, answers. */
  private String answer(String resources) throws Exception {
    LambdaFunction echo = event -> Rig.bytes("{\"statusCode\":200,\"body\":\"echoed\"}");
    try (WebSocketApiEmulator emulator =
            WebSocketApiEmulator.builder()
                .isolated(false)
                .stack(folder.sam(resources))
                .function("my-app-Echo", echo)
                .enforcePermissions(true)
                .start();
        RawClient client = RawClient.open(emulator.webSocketUrl())) {
      client.text("hello");
      String text = client.read().text();
      return text.contains("Internal server error") ? "error" : text;
    }
  }

  @Aws("REC-081")
  @Test
  void withoutAPermissionTheFunctionIsNotInvoked() throws Exception {
    assertThat(answer(BASE)).isEqualTo("error");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${Chat}/* | echoed",
        "${Chat}/dev/$default | echoed",
        "${Chat}/*/$connect | error",
        "other/* | error"
      })
  void aPermissionCountsForItsSource(String source, String answer) throws Exception {
    assertThat(
            answer(
                BASE
                    + PERMISSION
                    + "      SourceArn: !Sub 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:"
                    + source
                    + "'\n"))
        .isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "!Ref Echo, echoed",
    "!GetAtt Echo.Arn, echoed",
    "!Sub '${Echo.Arn}:live', error",
    "other, error"
  })
  void aPermissionCountsForItsFunction(String name, String answer) throws Exception {
    assertThat(answer(BASE + PERMISSION.replace("!Ref Echo", name))).isEqualTo(answer);
  }

  @Aws({"REC-081", "REC-082"})
  @ParameterizedTest
  @CsvSource({"apigateway, Allow, echoed", "lambda, Allow, error", "apigateway, Deny, error"})
  void aRoleIsEnoughIfItTrustsApiGatewayAndMayInvoke(String service, String effect, String answer)
      throws Exception {
    String role =
        """
          Invoker:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - {Effect: Allow, Principal: {Service: %s.amazonaws.com}, Action: sts:AssumeRole}
              Policies:
                - PolicyName: invoke
                  PolicyDocument:
                    Statement: {Effect: %s, Action: lambda:InvokeFunction, Resource: !GetAtt Echo.Arn}
        """
            .formatted(service, effect);
    String withRole =
        BASE.replace(
            "IntegrationType: AWS_PROXY",
            "IntegrationType: AWS_PROXY\n      CredentialsArn: !GetAtt Invoker.Arn");
    assertThat(answer(withRole + role)).isEqualTo(answer);
  }

  @Test
  void aRoleOfAnotherTemplateIsTrusted() throws Exception {
    assertThat(
            answer(
                BASE.replace(
                    "IntegrationType: AWS_PROXY",
                    "IntegrationType: AWS_PROXY\n      CredentialsArn: arn:aws:iam::123456789012:role/far")))
        .isEqualTo("echoed");
  }

  @Test
  void samLetsItsApiInvokeTheFunctionsOfItsRoutes() throws Exception {
    String api =
        """
          Chat:
            Type: AWS::Serverless::WebSocketApi
            Properties:
              RouteSelectionExpression: $request.body.action
              StageName: dev
              Routes:
                $default: {FunctionArn: !GetAtt Echo.Arn, RouteResponseSelectionExpression: $default}
          Back:
            Type: AWS::ApiGatewayV2::RouteResponse
            Properties: {ApiId: !Ref Chat, RouteId: !Ref ChatDefaultRoute, RouteResponseKey: $default}
        """;
    assertThat(answer(TemplateFolder.ECHO + api)).isEqualTo("echoed");
  }
}
