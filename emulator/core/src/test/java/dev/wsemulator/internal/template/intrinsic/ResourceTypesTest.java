package dev.wsemulator.internal.template.intrinsic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.testing.Aws;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code Ref} and {@code Fn::GetAtt} yield for resources that are not served here. */
class ResourceTypesTest {
  private static final String HEAD = "Transform: AWS::Serverless-2016-10-31\n";

  @TempDir private Path temporary;

  private String valueOf(String expression, String resource) {
    return TemplateFolder.in(temporary).valueOf("!Sub '" + expression + "'", HEAD, resource);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS::StepFunctions::StateMachine, Properties: {StateMachineName: flow} | ${X} |"
            + " arn:aws:states:us-east-1:123456789012:stateMachine:flow",
        "AWS::StepFunctions::StateMachine | ${X.Arn} ${X.Name} |"
            + " arn:aws:states:us-east-1:123456789012:stateMachine:my-app-X my-app-X",
        "AWS::Serverless::StateMachine | ${X} |"
            + " arn:aws:states:us-east-1:123456789012:stateMachine:my-app-X",
        "AWS::SQS::Queue, Properties: {QueueName: q} | ${X} |"
            + " https://sqs.us-east-1.amazonaws.com/123456789012/q",
        "AWS::SQS::Queue | ${X.Arn} ${X.QueueName} | arn:aws:sqs:us-east-1:123456789012:my-app-X"
            + " my-app-X",
        "AWS::SNS::Topic | ${X} ${X.TopicName} | arn:aws:sns:us-east-1:123456789012:my-app-X"
            + " my-app-X",
        "AWS::Events::EventBus, Properties: {Name: bus} | ${X} ${X.Arn} | bus"
            + " arn:aws:events:us-east-1:123456789012:event-bus/bus",
        "AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 day)} | ${X.Arn} |"
            + " arn:aws:events:us-east-1:123456789012:rule/my-app-X",
        "AWS::Kinesis::Stream | ${X} ${X.Arn} | my-app-X"
            + " arn:aws:kinesis:us-east-1:123456789012:stream/my-app-X",
        "AWS::KinesisFirehose::DeliveryStream | ${X.Arn} |"
            + " arn:aws:firehose:us-east-1:123456789012:deliverystream/my-app-X",
        "AWS::SSM::Parameter, Properties: {Name: /a/b, Value: c} | ${X} ${X.Type} | /a/b String",
        "AWS::IAM::Role, Properties: {RoleName: r} | ${X} ${X.Arn} | r"
            + " arn:aws:iam::123456789012:role/r",
        "AWS::Logs::LogGroup | ${X.Arn} | arn:aws:logs:us-east-1:123456789012:log-group:my-app-X:*",
        "AWS::KMS::Alias, Properties: {AliasName: alias/a} | ${X} | alias/a",
        "AWS::RDS::DBInstance, Properties: {DBInstanceIdentifier: db, Engine: postgres} | ${X}"
            + " ${X.Endpoint.Port} | db 5432",
        "AWS::ECS::Cluster, Properties: {ClusterName: c} | ${X} ${X.Arn} | c"
            + " arn:aws:ecs:us-east-1:123456789012:cluster/c",
        "AWS::Location::Tracker, Properties: {TrackerName: t} | ${X.TrackerArn} |"
            + " arn:aws:geo:us-east-1:123456789012:tracker/t",
        "AWS::Scheduler::Schedule, Properties: {Name: s, GroupName: g, ScheduleExpression: rate(1 day),"
            + " Target: {Arn: 'arn:aws:sns:us-east-1:123456789012:t'}} |"
            + " ${X.Arn} |"
            + " arn:aws:scheduler:us-east-1:123456789012:schedule/g/s",
        "AWS::EC2::Subnet, Properties: {CidrBlock: 10.0.0.0/24, VpcId: vpc-1} | ${X.VpcId}"
            + " ${X.AvailabilityZone} | vpc-1 us-east-1a",
        "AWS::S3::AccessPoint, Properties: {Name: a} | ${X.Arn} |"
            + " arn:aws:s3:us-east-1:123456789012:accesspoint/a",
        "AWS::AppSync::DataSource, Properties: {Name: d, ApiId: abc} | ${X} |"
            + " arn:aws:appsync:us-east-1:123456789012:apis/abc/datasources/d",
        "AWS::WAFv2::RuleGroup, Properties: {Capacity: 7} | ${X.Capacity} | 7",
        "AWS::Serverless::HttpApi | ${X.Stage} | $default",
        "AWS::Serverless::Api, Properties: {StageName: v1} | ${X.Stage} ${Xv1Stage} | v1 v1",
        "AWS::Serverless::HttpApi, Properties: {Domain: {DomainName: a.example.com}} |"
            + " ${X.DomainName} ${X.DomainName.DomainNameArn} | a.example.com"
            + " arn:aws:apigateway:us-east-1::/domainnames/a.example.com",
      })
  void aResourceYieldsWhatItDoesOnAws(String resource, String expression, String value) {
    assertThat(valueOf(expression, "X: {Type: " + resource + "}")).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS::EC2::VPC | vpc-[0-9a-f]{17}",
        "AWS::Cognito::UserPool | us-east-1_[0-9a-z]{9}",
        "AWS::KMS::Key | [0-9a-f-]{36}",
        "AWS::Cognito::UserPoolClient | [0-9a-z]{26}",
        "AWS::Cognito::IdentityPool | us-east-1:[0-9a-f-]{36}",
        "AWS::AppSync::GraphQLApi | arn:aws:appsync:us-east-1:123456789012:apis/[0-9a-z]{26}",
        "AWS::SecretsManager::Secret |"
            + " arn:aws:secretsmanager:us-east-1:123456789012:secret:my-app-X-[0-9a-z]{6}",
        "AWS::CertificateManager::Certificate |"
            + " arn:aws:acm:us-east-1:123456789012:certificate/[0-9a-f-]{36}",
      })
  void aResourceYieldsAnIdOfItsForm(String type, String form) {
    assertThat(valueOf("${X}", "X: {Type: " + type + "}")).matches(form);
  }

  @Aws({"CF-01", "CF-04", "CF-05"})
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Api | ${X} ${X.ApiId} ${X.ApiEndpoint} |"
            + " ([a-z0-9]{10}) \\1 wss://\\1.execute-api.us-east-1.amazonaws.com",
        "Stage, Properties: {ApiId: !Ref Other, StageName: prod} | ${X} ${X.Id} | prod prod",
        "Route | ${X} ${X.RouteId} | ([a-z0-9]{7}) \\1",
        "RouteResponse | ${X} ${X.RouteResponseId} | ([a-z0-9]{7}) \\1",
        "Integration | ${X} ${X.IntegrationId} | ([a-z0-9]{7}) \\1",
        "IntegrationResponse | ${X} ${X.IntegrationResponseId} | ([a-z0-9]{7}) \\1",
        "Authorizer, Properties: {ApiId: !Ref Other, AuthorizerType: JWT, JwtConfiguration: {Issuer: 'https://id.example'}} | ${X} ${X.AuthorizerId} | ([a-z0-9]{7}) \\1",
        "Model, Properties: {ApiId: !Ref Other, Name: Text} | ${X} ${X.ModelId} | Text Text",
        "Deployment | ${X} ${X.DeploymentId} | ([a-z0-9]{7}) \\1",
        "DomainName, Properties: {DomainName: ws.example.com} | ${X} ${X.RegionalDomainName}"
            + " ${X.RegionalHostedZoneId} ${X.DomainNameArn} | ws\\.example\\.com"
            + " d-[a-z0-9]{10}\\.execute-api\\.us-east-1\\.amazonaws\\.com Z1UJRXOUMOOFQ8"
            + " arn:aws:apigateway:us-east-1::/domainnames/ws\\.example\\.com",
        "ApiMapping | ${X} ${X.ApiMappingId} | ([a-z0-9]{7}) \\1",
        "VpcLink | ${X} ${X.VpcLinkId} | ([a-z0-9]{6}) \\1",
      })
  void everyResourceOfAnApiYieldsItsIdAndItsAttributes(
      String type, String expression, String form) {
    boolean isApi = type.equals("Api");
    String properties =
        isApi
            ? ", Properties: {Name: a, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.a}"
            : type.contains("{") ? "" : ", Properties: {ApiId: !Ref Other}";
    String other =
        isApi
            ? "Stage, Properties: {ApiId: !Ref X, StageName: a}"
            : "Api, Properties: {ProtocolType: HTTP}";
    String resource =
        "X: {Type: AWS::ApiGatewayV2::%s}\n  Other: {Type: AWS::ApiGatewayV2::%s}"
            .formatted(type + properties, other);
    assertThat(valueOf(expression, resource)).matches(form);
  }

  @Test
  void everyTypeHasFormsThatCanBeFilled() {
    StackLocation account = new StackLocation("stack", "eu-west-1", "123456789012");
    assertThat(ResourceTypes.all()).hasSizeGreaterThan(200);
    ResourceTypes.all()
        .forEach(
            (type, shape) -> {
              Resource resource = new Resource("X", type, YamlValue.nothing(1), 1);
              ValueForm form = new ValueForm(account, resource, "name", any -> "p");
              List<String> forms = new ArrayList<>(shape.attributes().values());
              forms.add(shape.ref());
              forms.forEach(
                  one ->
                      assertThatCode(() -> assertThat(form.filled(one, "ref")).isNotBlank())
                          .as(type)
                          .doesNotThrowAnyException());
            });
  }

  @Test
  void whatIsNotKnownIsAPlaceholderWithAWarning() {
    TemplateFolder folder = TemplateFolder.in(temporary);
    String variables =
        "      Environment: {Variables: {A: !Ref Mine, B: !GetAtt Mine.Endpoint, C: !GetAtt"
            + " Map.MapId}}\n"
            + "  Mine: {Type: Custom::Mine}\n"
            + "  Map: {Type: AWS::Location::Map}\n";
    var stack = folder.sam(TemplateFolder.ECHO + variables);
    assertThat(stack.functions().get(0).environment())
        .containsEntry("A", "my-app-Mine")
        .containsEntry("B", "placeholder-Mine.Endpoint")
        .containsEntry("C", "placeholder-Map.MapId");
    assertThat(stack.warnings())
        .filteredOn(warning -> warning.contains("on AWS is not known"))
        .hasSize(3)
        .allMatch(warning -> warning.startsWith("template.yaml:9: "));
  }

  @ParameterizedTest
  @CsvSource({
    "Echo.Alias, arn:aws:lambda:us-east-1:123456789012:function:my-app-Echo:live",
    "EchoAliaslive, arn:aws:lambda:us-east-1:123456789012:function:my-app-Echo:live",
    "Echo.Version, arn:aws:lambda:us-east-1:123456789012:function:my-app-Echo:1",
    "EchoRole.Arn, arn:aws:iam::123456789012:role/my-app-EchoRole",
    "Chat.Stage, dev",
    "ChatdevStage, dev",
    "Chat.DomainName, chat.example.com",
    "Chat.DomainName.DomainNameArn, arn:aws:apigateway:us-east-1::/domainnames/chat.example.com",
  })
  void whatSamMakesCanBeNamed(String name, String value) {
    String resources =
        TemplateFolder.ECHO
            + "      AutoPublishAlias: live\n"
            + TemplateFolder.ECHO.replace("Echo:", "Other:")
            + "      Environment: {Variables: {X: !Sub '${%s}'}}\n".formatted(name)
            + "  Chat: {Type: AWS::Serverless::WebSocketApi, Properties: {RouteSelectionExpression:"
            + " $request.body.action, StageName: dev, Domain: {DomainName: chat.example.com,"
            + " CertificateArn: a}, Routes: {$default: {FunctionArn: !Ref EchoAliaslive}}}}\n";
    var stack = TemplateFolder.in(temporary).sam(resources);
    assertThat(stack.functions().get(1).environment()).containsEntry("X", value);
  }
}
