package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.PolicyStatement;
import dev.wsemulator.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportedStackTest {
  @TempDir Path folder;
  private Templates templates;

  @BeforeEach
  void writesToTheFolder() {
    templates = new Templates(folder);
  }

  @Test
  void anApiOfCloudFormationHasItsRoutesAndStage() {
    WebSocketApi api = api(Templates.resource("chat-cloudformation.yaml"));
    assertThat(api.routes())
        .containsOnly(
            Map.entry("$connect", Route.of("$connect", Integration.lambdaProxy("chat"))),
            Map.entry(
                "send",
                Route.of("send", new Integration.LambdaProxy("chat", Duration.ofSeconds(5)))
                    .twoWay()));
    assertThat(api.stages())
        .singleElement()
        .satisfies(stage -> assertThat(stage.stageName()).isEqualTo("dev"))
        .satisfies(
            stage -> assertThat(stage.variables()).containsOnly(Map.entry("colour", "blue")));
  }

  @Tag("CF-08")
  @Test
  void theSameApiInServerlessWordsIsTheSameApi() {
    assertThat(api(Templates.resource("chat-serverless.yaml")))
        .usingRecursiveComparison()
        .isEqualTo(api(Templates.resource("chat-cloudformation.yaml")));
  }

  @Tag("CF-08")
  @Test
  void aServerlessApiIsDeployedToDefaultUnlessItSaysOtherwise() {
    String template = Templates.resource("chat-serverless.yaml");
    assertThat(api(template.replace("StageName: dev", "Description: none")).stages())
        .singleElement()
        .satisfies(stage -> assertThat(stage.stageName()).isEqualTo("default"));
  }

  @Tag("CF-10")
  @Test
  void aServerlessApiCannotHaveTheStageDefaultOfHttpApis() {
    String template =
        Templates.resource("chat-serverless.yaml").replace("StageName: dev", "StageName: $default");
    assertThat(templates.problems(template))
        .singleElement()
        .asString()
        .endsWith("Resources.Api.Properties.StageName cannot be $default for WebSocket APIs.");
  }

  @Test
  void aRouteWithoutRouteResponseIsOneWay() {
    String template =
        Templates.resource("chat-cloudformation.yaml")
            .replace("RouteId: !Ref SendRoute", "RouteId: !Ref ConnectRoute");
    Map<String, Route> routes = api(template).routes();
    assertThat(routes.get("send").respondsToClient()).isFalse();
    assertThat(routes.get("$connect").respondsToClient()).isTrue();
  }

  /** OB-76 */
  @Test
  void aRouteKeyNeedsNoMethodAndPath() {
    String template =
        Templates.resource("chat-cloudformation.yaml")
            .replace("RouteKey: send", "RouteKey: any text, at/all");
    assertThat(api(template).routes()).containsKey("any text, at/all");
  }

  /** OB-125 */
  @Test
  void anIntegrationUriMayNameAnAlias() {
    String template =
        Templates.resource("chat-cloudformation.yaml")
            .replace("${Chat.Arn}/invocations", "${Chat.Arn}:live/invocations");
    assertThat(api(template).routes().get("$connect").integration())
        .contains(Integration.lambdaProxy("chat"));
  }

  /** OB-126 */
  @Test
  void bothSelectionExpressionsAreKept() {
    WebSocketApi api = api(Templates.resource("chat-cloudformation.yaml"));
    assertThat(api.routeSelectionExpression().text()).isEqualTo("$request.body.type");
    assertThat(api.routes().get("send").respondsToClient()).isTrue();
  }

  @Test
  void aTemplateMayBeJson() {
    String json =
        """
        {"Resources": {
          "Chat": {"Type": "AWS::Lambda::Function",
            "Properties": {"Handler": "a.B::c", "Code": "code", "Timeout": 7}},
          "Api": {"Type": "AWS::Serverless::WebSocketApi",
            "Properties": {"Routes": {
              "$default": {"FunctionArn": {"Fn::GetAtt": ["Chat", "Arn"]}}}}}
        }}
        """;
    Stack stack = templates.read(json);
    FunctionDefinition function = stack.functions().get(0);
    assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(stack.apis().get(0).routes().get("$default").integration())
        .contains(Integration.lambdaProxy(function.name()));
  }

  @Test
  void globalsStandBeneathEveryFunction() {
    String template =
        """
        Globals:
          Function:
            Handler: global.Handler
            CodeUri: code
            Timeout: 10
            MemorySize: 512
            Environment: {Variables: {SHARED: global, OWN: global}}
        """
            + "Resources:\n"
            + "  Chat:\n"
            + "    Type: AWS::Serverless::Function\n"
            + "    Properties: {Timeout: 5, Environment: {Variables: {OWN: function}}}\n";
    FunctionDefinition function = templates.read(template).functions().get(0);
    assertThat(function.code())
        .isEqualTo(new FunctionDefinition.Files("global.Handler", List.of(folder.resolve("code"))));
    assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(function.memoryMb()).isEqualTo(512);
    assertThat(function.environment())
        .containsOnly(Map.entry("SHARED", "global"), Map.entry("OWN", "function"));
  }

  @Test
  void aFunctionWithoutLimitsHasLambdasDefaults() {
    FunctionDefinition function = templates.read(Templates.withFunction("")).functions().get(0);
    assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(function.memoryMb()).isEqualTo(128);
    assertThat(function.reservedConcurrency()).isEmpty();
  }

  @Test
  void inlinePoliciesOfAFunctionAreItsRole() {
    assertThat(
            policy(
                """
                      Policies:
                        - Version: "2012-10-17"
                          Statement:
                            Effect: Allow
                            Action: execute-api:ManageConnections
                            Resource: !Sub arn:aws:execute-api:${AWS::Region}:*:*
                        - Statement: [{Effect: Deny, Action: [a, b], Resource: [c]}]
                        - S3ReadPolicy: {BucketName: x}
                """))
        .containsExactly(
            new PolicyStatement(
                true,
                List.of("execute-api:ManageConnections"),
                List.of("arn:aws:execute-api:us-east-1:*:*")),
            new PolicyStatement(false, List.of("a", "b"), List.of("c")));
  }

  @Test
  void aManagedPolicyAllowsEveryApiAndOthersNone() {
    String every = "      Policies: [AmazonAPIGatewayInvokeFullAccess]\n";
    assertThat(policy(every))
        .containsExactly(new PolicyStatement(true, List.of("execute-api:*"), List.of("*")));
    assertThat(policy("      Policies: AWSLambdaBasicExecutionRole\n")).isEmpty();
  }

  @Test
  void aRoleOfTheTemplateTakesThePlaceOfPolicies() {
    String role =
        """
              Role: !GetAtt ChatRole.Arn
          ChatRole:
            Type: AWS::IAM::Role
            Properties:
              ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]
              Policies:
                - PolicyName: own
                  PolicyDocument: {Statement: [{Effect: Allow, Action: a, Resource: b}]}
        """;
    assertThat(policy(role))
        .containsExactly(
            new PolicyStatement(true, List.of("a"), List.of("b")),
            new PolicyStatement(true, List.of("execute-api:*"), List.of("*")));
  }

  @Test
  void eventsOfFunctionsAreNotificationsOfTheirBucket() {
    String events =
        """
              Events:
                Uploaded:
                  Type: S3
                  Properties:
                    Bucket: !Ref Pictures
                    Events: s3:ObjectCreated:*
                    Filter:
                      S3Key:
                        Rules:
                          - {Name: prefix, Value: in/}
                          - {Name: suffix, Value: .png}
          Pictures:
            Type: AWS::S3::Bucket
            Properties: {BucketName: pictures}
          Other:
            Type: AWS::S3::Bucket
            Properties: {BucketName: other}
        """;
    assertThat(templates.read(Templates.withFunction(events)).buckets())
        .containsExactly(
            new Stack.Bucket(
                "pictures",
                List.of(
                    new Stack.Notification(
                        "Uploaded", "chat", List.of("s3:ObjectCreated:*"), "in/", ".png")),
                List.of()),
            new Stack.Bucket("other", List.of(), List.of()));
  }

  @Test
  void aBucketHasItsOwnNotificationsAndCorsRules() {
    String bucket =
        """
          Pictures:
            Type: AWS::S3::Bucket
            Properties:
              BucketName: pictures
              NotificationConfiguration:
                LambdaConfigurations:
                  - {Event: "s3:ObjectRemoved:*", Function: !GetAtt Chat.Arn}
              CorsConfiguration:
                CorsRules:
                  - AllowedOrigins: ["*"]
                    AllowedMethods: [PUT, GET]
                    AllowedHeaders: [x-own]
                    ExposedHeaders: [ETag]
        """;
    Stack.Bucket pictures = templates.read(Templates.withFunction(bucket)).buckets().get(0);
    assertThat(pictures.notifications())
        .containsExactly(
            new Stack.Notification("Pictures-0", "chat", List.of("s3:ObjectRemoved:*"), "", ""));
    assertThat(pictures.cors())
        .containsExactly(
            new Stack.CorsRule(
                List.of("*"), List.of("PUT", "GET"), List.of("x-own"), List.of("ETag")));
  }

  @Test
  void aTableHasItsKeysIndexesAndTimeToLive() {
    String table =
        """
        Resources:
          Connections:
            Type: AWS::DynamoDB::Table
            Properties:
              TableName: connections
              AttributeDefinitions:
                - {AttributeName: room, AttributeType: S}
                - {AttributeName: joined, AttributeType: N}
              KeySchema:
                - {AttributeName: room, KeyType: HASH}
                - {AttributeName: joined, KeyType: RANGE}
              GlobalSecondaryIndexes:
                - IndexName: byTime
                  KeySchema: [{AttributeName: joined, KeyType: HASH}]
                  Projection: {ProjectionType: ALL}
              TimeToLiveSpecification: {AttributeName: expires, Enabled: true}
        """;
    Stack.Table expected =
        new Stack.Table(
            "connections",
            "room",
            "joined",
            Map.of("room", "S", "joined", "N"),
            List.of(new Stack.Index("byTime", "joined", null)),
            "expires");
    assertThat(templates.read(table).tables()).containsExactly(expected);
    assertThat(templates.read(table.replace("Enabled: true", "Enabled: false")).tables())
        .extracting(Stack.Table::timeToLiveAttribute)
        .containsOnlyNulls();
  }

  @Test
  void aSimpleTableHasItsPrimaryKey() {
    String table =
        "Resources: {T: {Type: AWS::Serverless::SimpleTable, Properties: {TableName: t, PrimaryKey:"
            + " {Name: number, Type: Number}}}}\n";
    assertThat(templates.read(table).tables())
        .containsExactly(
            new Stack.Table("t", "number", null, Map.of("number", "N"), List.of(), null));
  }

  private List<PolicyStatement> policy(String more) {
    return templates.read(Templates.withFunction(more)).functions().get(0).policy();
  }

  private WebSocketApi api(String template) {
    Stack stack = templates.read(template);
    assertThat(stack.apis()).hasSize(1);
    return stack.apis().get(0);
  }
}
