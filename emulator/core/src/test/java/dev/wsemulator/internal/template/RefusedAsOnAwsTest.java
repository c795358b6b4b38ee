package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS refuses of a resource of API Gateway, a template cannot have. */
class RefusedAsOnAwsTest {
  private static final String BASE = TemplateFolder.ECHO + TemplateFolder.CHAT;
  private static final String INVOCATION =
      "'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
          + "arn:aws:lambda:us-east-1:123456789012:function:Echo/invocations'";

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void prepare() {
    folder = TemplateFolder.in(temporary);
  }

  private static String resource(String id, String type, String properties) {
    return "  %s:\n    Type: AWS::ApiGatewayV2::%s\n    Properties: {ApiId: !Ref Chat, %s}\n"
        .formatted(id, type, properties);
  }

  private void refused(String resources, String message) {
    assertThat(folder.problemsOfSam(BASE + resources))
        .anySatisfy(problem -> assertThat(problem).startsWith("template.yaml:").endsWith(message));
  }

  @Aws({"REC-101", "REC-102", "REC-104", "LG-01"})
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "arn:aws:logs:us-east-1:123456789012:log-group:a; literal-only; AccessLogSettings.Format: The following errors are found in Access Log Format: Access Log format must include either $context.requestId or $context.extendedRequestId : 'literal-only'",
        "not-an-arn; $context.requestId; AccessLogSettings.DestinationArn: Invalid ARN specified in the request. ARNs must start with 'arn:': not-an-arn",
        "arn:aws:firehose:us-east-1:123456789012:deliverystream/logs; $context.requestId; The name of a delivery stream must begin with 'amazon-apigateway-': arn:aws:firehose:us-east-1:123456789012:deliverystream/logs"
      })
  void anAccessLogThatAwsRefuses(String arn, String format, String message) {
    refused(
        resource(
            "Other",
            "Stage",
            "StageName: other, AccessLogSettings: {DestinationArn: '%s', Format: '%s'}"
                .formatted(arn, format)),
        message);
  }

  @Aws("CD-03")
  @ParameterizedTest
  @ValueSource(strings = {"v1/chat", "'a,b'", "'a b'"})
  void aMappingKeyOfSeveralSegments(String key) {
    String domain =
        "  Name:\n    Type: AWS::ApiGatewayV2::DomainName\n    Properties: {DomainName: ws.example.com}\n";
    refused(
        domain
            + resource(
                "Map", "ApiMapping", "DomainName: !Ref Name, Stage: dev, ApiMappingKey: " + key),
        "An ApiMapping key may contain only letters, numbers and one of $-_.+!*'(),");
  }

  @Aws("AU-25")
  @Test
  void anEleventhAuthorizer() {
    String eleven =
        IntStream.rangeClosed(1, 11)
            .mapToObj(
                i ->
                    resource(
                        "Guard" + i,
                        "Authorizer",
                        "Name: g%d, AuthorizerType: REQUEST, AuthorizerUri: %s"
                            .formatted(i, INVOCATION)))
            .collect(Collectors.joining());
    refused(
        eleven,
        "Resources.Guard11 exceeds AWS's quota of 10 Authorizers for each API. Remove one.");
  }

  @Aws({"IN-01", "CD-03"})
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Integration | IntegrationType: SOAP | IntegrationType is \"SOAP\", but AWS takes only AWS, AWS_PROXY, HTTP, HTTP_PROXY or MOCK.",
        "Integration | IntegrationType: HTTP, IntegrationUri: nowhere | IntegrationUri is \"nowhere\", which is not a URL. Write, for example: https://example.com/path",
        "Integration | 'IntegrationType: MOCK, CredentialsArn: admin' | CredentialsArn: Invalid role ARN",
        "Model | 'Name: Text, Schema: none' | Schema is not a JSON schema. Write one of draft 4.",
        "Stage | 'StageName: other, StageVariables: {a-b: c}' | StageVariables: Stage variable names may contain only letters, numbers and underscores: a-b",
        "ApiMapping | 'DomainName: ws.example.com, Stage: prod' | Stage is \"prod\", which is not a stage of the API. Write, for example: !Ref MyStage",
      })
  void whatNoRouteUsesToo(String type, String properties, String message) {
    refused(resource("Unused", type, properties), "Resources.Unused.Properties." + message);
  }

  @Aws("ST-04")
  @Test
  void aDeploymentOfAnApiWithoutRoutes() {
    refused(
        resource("Early", "Deployment", "Description: first"),
        "Resources.Early deploys an API without routes, which AWS refuses. Add an"
            + " AWS::ApiGatewayV2::Route.");
  }

  @Aws("TH-04")
  @Test
  void settingsOfARouteThatThereIsNot() {
    refused(
        resource("Other", "Stage", "StageName: other, RouteSettings: {send: {}}"),
        "Resources.Other.Properties.RouteSettings: Unable to find Route by key send within the"
            + " provided RouteSettings");
  }

  @Aws("REC-105")
  @Test
  void aLevelThatIsNoneIsOffWithAWarning() {
    String stage =
        resource(
            "Other",
            "Stage",
            "StageName: other, AutoDeploy: true, DefaultRouteSettings: {LoggingLevel: WARN}");
    assertThat(folder.sam(BASE + stage).warnings())
        .singleElement()
        .asString()
        .endsWith(
            "Resources.Other.Properties.DefaultRouteSettings.LoggingLevel is \"WARN\", which AWS"
                + " takes for OFF. Write OFF, ERROR or INFO.");
  }

  @Aws("RT-21")
  @Test
  void aRouteKeyWithADollarThatIsNoneOfTheThree() {
    refused(
        resource("Odd", "Route", "RouteKey: $getauthorized"),
        "but of keys that begin with $ there are only $connect, $disconnect and $default.");
  }
}
