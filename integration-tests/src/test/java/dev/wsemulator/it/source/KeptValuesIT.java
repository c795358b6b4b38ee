package dev.wsemulator.it.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.junit.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions read parameters and secrets while they run, with AWS's own SDK. */
class KeptValuesIT {
  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Greeting:
          Type: AWS::SSM::Parameter
          Properties: {Name: /chat/greeting, Type: String, Value: hello}
        Key:
          Type: AWS::SecretsManager::Secret
          Properties: {Name: chat/key, SecretString: '{"k":"v"}'}
        Answer:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: python3.12
            Handler: index.handler
            Timeout: 60
            Environment: {Variables: {KEY: !Ref Key}}
            InlineCode: |
              import boto3, os
              def handler(event, context):
                  ssm, secrets = boto3.client("ssm"), boto3.client("secretsmanager")
                  words = [
                      ssm.get_parameter(Name="/chat/greeting")["Parameter"]["Value"],
                      ssm.get_parameters_by_path(Path="/chat", WithDecryption=True,
                          Recursive=True)["Parameters"][1]["Value"],
                      secrets.get_secret_value(SecretId=os.environ["KEY"])["SecretString"],
                  ]
                  for call in (lambda: ssm.get_parameter(Name="none"),
                               lambda: secrets.get_secret_value(SecretId="none")):
                      try:
                          call()
                      except Exception as error:
                          words.append(str(error))
                  return {"statusCode": 200, "body": " | ".join(words)}
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties: {Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action}
        Integration:
          Type: AWS::ApiGatewayV2::Integration
          Properties:
            ApiId: !Ref Api
            IntegrationType: AWS_PROXY
            IntegrationUri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Answer.Arn}/invocations
        Route:
          Type: AWS::ApiGatewayV2::Route
          Properties:
            ApiId: !Ref Api
            RouteKey: $default
            RouteResponseSelectionExpression: $default
            Target: !Sub integrations/${Integration}
        RouteResponse:
          Type: AWS::ApiGatewayV2::RouteResponse
          Properties: {ApiId: !Ref Api, RouteId: !Ref Route, RouteResponseKey: $default}
        Stage:
          Type: AWS::ApiGatewayV2::Stage
          Properties: {ApiId: !Ref Api, StageName: dev, AutoDeploy: true}
      """;

  @TempDir private Path folder;

  @Test
  void aFunctionInPythonReadsWhatTheTemplateAndTheCommandLineKeepForIt() throws Exception {
    Assumptions.assumeTrue(hasBoto3(), "Python lacks a library: python3 -m pip install boto3");
    Path file = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    Template template = Template.of(file).parameter("ssm-secure:/chat/token", "t0k");
    try (WebSocketApiEmulator emulator =
            WebSocketApiEmulator.builder()
                .template(template)
                .backEnd(AwsEnvironment.embedded())
                .start();
        TestClient client = TestClient.connect(emulator.webSocketUrl())) {
      client.send("{}");
      assertThat(client.next(Duration.ofSeconds(60)))
          .isEqualTo(
              "hello | t0k | {\"k\":\"v\"}"
                  + " | An error occurred (ParameterNotFound) when calling the GetParameter operation: "
                  + " | An error occurred (ResourceNotFoundException) when calling the"
                  + " GetSecretValue operation: Secrets Manager can't find the specified secret.");
    }
  }

  private static boolean hasBoto3() throws InterruptedException {
    try {
      Process python = new ProcessBuilder("python3", "-c", "import boto3").start();
      return python.waitFor(60, TimeUnit.SECONDS) && python.exitValue() == 0;
    } catch (IOException e) { // there is no Python
      return false;
    }
  }
}
