package dev.wsemulator.internal.template.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.SelectionExpression;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.testing.Aws;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiResourcesTest {
  static final String BASE = TemplateFolder.ECHO + TemplateFolder.CHAT;
  static final String ROUTE =
      """
        SendRoute:
          Type: AWS::ApiGatewayV2::Route
          Properties:
            ApiId: !Ref Chat
            RouteKey: send
            Target: !Sub integrations/${EchoIntegration}
      """;

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  private WebSocketApi api(String resources) {
    return folder.sam(resources).apis().get(0);
  }

  @Aws("CF-01")
  @Test
  void apiHasItsPartsFromAllOverTheTemplate() {
    WebSocketApi api = api(ROUTE + BASE);
    assertThat(api.name()).isEqualTo("chat");
    assertThat(api.routes())
        .isEqualTo(Map.of("send", Route.of("send", Integration.lambdaProxy("my-app-Echo"))));
    assertThat(api.stages()).containsExactly(Stage.of("dev"));
  }

  @Aws("OB-76")
  @ParameterizedTest
  @CsvSource({"GET /pets/{id}", "/chat/send", "a b c", "$default"})
  void routeKeysMayLookLikePaths(String key) {
    String route = ROUTE.replace("RouteKey: send", "RouteKey: \"" + key + "\"");
    assertThat(api(BASE + route).routes()).containsOnlyKeys(key);
  }

  @Aws({"OB-126", "RR-01"})
  @Test
  void selectionExpressionsOfRequestAndResponseAreKept() {
    String twoWay =
        """
              RouteResponseSelectionExpression: $default
          SendResponse:
            Type: AWS::ApiGatewayV2::RouteResponse
            Properties: {ApiId: !Ref Chat, RouteId: !Ref SendRoute, RouteResponseKey: $default}
        """;
    String base = BASE.replace("$request.body.action", "$request.body.service.call");
    WebSocketApi api = api(base + ROUTE + twoWay);
    assertThat(api.routeSelectionExpression())
        .isEqualTo(SelectionExpression.parse("$request.body.service.call"));
    assertThat(api.routes().get("send").respondsToClient()).isTrue();
  }

  /** Observed 67 */
  @Aws({"RR-01", "OB-67"})
  @Test
  void routeWithoutARouteResponseIsOneWayWhateverItsExpression() {
    String resources = BASE + ROUTE + "      RouteResponseSelectionExpression: $default\n";
    assertThat(api(resources).routes().get("send").respondsToClient()).isFalse();
    assertThat(folder.sam(resources).warnings())
        .singleElement()
        .asString()
        .contains("nothing is sent back", "RouteId: !Ref SendRoute");
  }

  @Aws("OB-125")
  @ParameterizedTest
  @CsvSource({
    "functions/${Echo.Arn}/invocations, my-app-Echo",
    "functions/${Echo.Arn}:live/invocations, my-app-Echo:live",
    "functions/${Echo.Alias}/invocations, my-app-Echo:live",
    "functions/${EchoAlias}/invocations, my-app-Echo:prod",
    "functions/${EchoAliaslive}/invocations, my-app-Echo:live",
    "'functions/arn:aws:lambda:us-east-1:123456789012:function:my-app-Echo:7/invocations', my-app-Echo:7",
  })
  void integrationFindsItsFunctionWithOrWithoutAnAlias(String end, String called) {
    String alias =
        """
          EchoAlias:
            Type: AWS::Lambda::Alias
            Properties: {FunctionName: !Ref Echo, Name: prod, FunctionVersion: '1'}
        """;
    String base =
        BASE.replace("functions/${Echo.Arn}/invocations", end)
            .replace("CodeUri: code", "CodeUri: code\n      AutoPublishAlias: live");
    assertThat(api(base + ROUTE + alias).routes().get("send").integration())
        .contains(Integration.lambdaProxy(called));
  }

  @Aws("REC-080")
  @ParameterizedTest
  @CsvSource({
    "live, none, ''",
    "lve, 'only 1, live', ' Did you mean live?'",
    "production, 'only 1, live', ''"
  })
  void anAliasThatDoesNotExistIsWarnedOf(String qualifier, String known, String hint) {
    String base = BASE.replace("${Echo.Arn}", "${Echo.Arn}:" + qualifier);
    String published = "CodeUri: code\n      AutoPublishAlias: live";
    assertThat(
            folder
                .sam(
                    (known.equals("none") ? base : base.replace("CodeUri: code", published))
                        + ROUTE)
                .warnings())
        .singleElement()
        .asString()
        .endsWith(
            ("Resources.EchoIntegration calls the alias or version \"%s\" of the function"
                    + " \"my-app-Echo\", which has %s: every call fails. Declare an AWS::Lambda::Alias,"
                    + " or call the function by its name.%s")
                .formatted(qualifier, known, hint));
  }

  @Aws("IN-02")
  @ParameterizedTest
  @CsvSource({"TimeoutInMillis: 50, 50", "TimeoutInMillis: 29000, 29000", "'', 29000"})
  void integrationHasATimeoutOf29SecondsUnlessItSaysLess(String property, int millis) {
    String base = BASE + (property.isEmpty() ? "" : "      " + property + "\n");
    assertThat(api(base + ROUTE).routes().get("send").integration())
        .contains(new Integration.LambdaProxy("my-app-Echo", Duration.ofMillis(millis)));
  }

  @Test
  void stageHasVariables() {
    String base =
        BASE.replace("AutoDeploy: true", "AutoDeploy: true, StageVariables: {color: red}");
    assertThat(api(base + ROUTE).stages())
        .containsExactly(Stage.builder("dev").variables(Map.of("color", "red")).build());
  }

  @Aws("HS-18")
  @Test
  void stageWithoutDeploymentIsServedWithAWarning() {
    String base = BASE.replace(", AutoDeploy: true", "");
    assertThat(folder.sam(base + ROUTE).warnings())
        .containsExactly(
            "template.yaml:12: Resources.ChatStage has no deployment; AWS would answer 403. It is"
                + " served here.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AuthorizationType: JWT | Resources.SendRoute.Properties.AuthorizationType is \"JWT\", but a WebSocket API takes only NONE, AWS_IAM or CUSTOM",
        "RouteResponseSelectionExpression: other | AWS takes only $default",
      })
  void whatARouteCannotDoIsAProblem(String property, String message) {
    assertThat(folder.problemsOfSam(BASE + ROUTE + "      " + property + "\n"))
        .singleElement()
        .asString()
        .startsWith("template.yaml:27: ")
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AuthorizationType: NONE",
        "ApiKeyRequired: false",
        "RequestModels: {}",
        "OperationName: Send"
      })
  void whatMakesNoDifferenceIsAccepted(String property) {
    assertThat(folder.sam(BASE + ROUTE + "      " + property + "\n").warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Sub integrations/${EchoIntegration} | !Ref EchoIntegration |"
            + " template.yaml:26: Resources.SendRoute.Properties.Target is \"!Ref EchoIntegration\", but a"
            + " route's target has the form integrations/<id> of an integration of this template. Write: !Sub integrations/${EchoIntegration}",
        "!Sub integrations/${EchoIntegration} | EchoIntegration |"
            + " template.yaml:26: Resources.SendRoute.Properties.Target is \"EchoIntegration\", but a"
            + " route's target has the form integrations/<id> of an integration of this template. Write: !Sub integrations/${EchoIntegration}",
        "AWS_PROXY | VPC_LINK | template.yaml:19: Resources.EchoIntegration.Properties.IntegrationType is"
            + " \"VPC_LINK\", but AWS takes only AWS, AWS_PROXY, HTTP, HTTP_PROXY or MOCK.",
        "ApiId: !Ref Chat, StageName | ApiId: Chat, StageName | template.yaml:14:"
            + " Resources.ChatStage.Properties.ApiId is \"Chat\", which is not an API of this template. Write: !Ref Chat",
        "RouteKey: send | OperationName: send | template.yaml:21: Resources.SendRoute.Properties.RouteKey is"
            + " missing. Write, for example: $default",
        "StageName: dev | StageName: $other | template.yaml:14: Resources.ChatStage.Properties.StageName is"
            + " \"$other\", but a WebSocket API's stage has 1 to 128 letters, digits, hyphens and underscores. Rename it.",
        "Name: chat, | 'Name: chat, IpAddressType: ipv6,' | template.yaml:11:"
            + " Resources.Chat.Properties.IpAddressType is \"ipv6\", but AWS takes only ipv4 or dualstack.",
        "ProtocolType: WEBSOCKET | ProtocolType: WebSocket | template.yaml:11:"
            + " Resources.Chat.Properties.ProtocolType is \"WebSocket\". Write WEBSOCKET or HTTP.",
      })
  void wrongPartsAreProblemsWithLineAndRemedy(String right, String wrong, String problem) {
    assertThat(folder.problemsOfSam((BASE + ROUTE).replace(right, wrong))).contains(problem);
  }

  @Test
  void theStageOfHttpApisIsWarnedOfAndServed() {
    Stack stack = folder.sam((BASE + ROUTE).replace("StageName: dev", "StageName: $default"));
    assertThat(stack.apis().get(0).stages()).containsExactly(Stage.of("$default"));
    assertThat(stack.warnings())
        .singleElement()
        .asString()
        .startsWith("template.yaml:14: Resources.ChatStage.Properties.StageName is \"$default\",");
  }

  @Aws("LP-09")
  @Test
  void integrationToTheArnOfAFunctionNamesTheForm() {
    String base =
        BASE.replace(
            "!Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Echo.Arn}/invocations",
            "!GetAtt Echo.Arn");
    assertThat(folder.sam(base + ROUTE).warnings())
        .singleElement()
        .asString()
        .contains("template.yaml:20: ")
        .endsWith(":function:my-app-Echo/invocations");
  }

  @Aws("IN-02")
  @ParameterizedTest
  @CsvSource({"49", "29001", "1s"})
  void timeoutOutOfRangeIsAProblem(String timeout) {
    assertThat(folder.problemsOfSam(BASE + "      TimeoutInMillis: " + timeout + "\n" + ROUTE))
        .singleElement()
        .asString()
        .contains("from 50 to 29000 is expected");
  }

  @Test
  void sameRouteKeyTwiceIsAProblem() {
    assertThat(folder.problemsOfSam(BASE + ROUTE + ROUTE.replace("SendRoute", "Other")))
        .singleElement()
        .asString()
        .contains("is \"send\", as of another route");
  }

  @Test
  void apiWithoutAStageIsAProblem() {
    String base = BASE.replace("AWS::ApiGatewayV2::Stage", "AWS::ApiGatewayV2::Deployment");
    assertThat(folder.problemsOfSam(base + ROUTE))
        .singleElement()
        .asString()
        .contains("Resources.Chat has no stage");
  }

  @Test
  void apiWithoutARouteSelectionExpressionOrANameIsAProblem() {
    String base = BASE.replace(", RouteSelectionExpression: $request.body.action", "");
    assertThat(folder.problemsOfSam(base + ROUTE))
        .containsExactly(
            "template.yaml:9: Resources.Chat.Properties.RouteSelectionExpression is missing or not a string. Write, for example: $request.body.action");
    assertThat(folder.problemsOfSam((BASE + ROUTE).replace("Name: chat, ", "")))
        .singleElement()
        .asString()
        .startsWith("template.yaml:9: Resources.Chat.Properties.Name is missing");
  }

  @Aws("CF-07")
  @Test
  void deploymentThatDoesNotWaitForItsRoutesIsWarnedOf() {
    String base = BASE.replace("AutoDeploy: true", "DeploymentId: !Ref Deployment");
    String deployment =
        "  Deployment: {Type: AWS::ApiGatewayV2::Deployment, Properties: {ApiId: !Ref Chat}}\n";
    assertThat(folder.sam(base + ROUTE + deployment).warnings())
        .containsExactly(
            "template.yaml:27: Resources.Deployment may be made before SendRoute, and then AWS"
                + " serves the API without. Add them to its DependsOn.");
    assertThat(folder.problemsOfSam(base.replace("!Ref Deployment", "other") + ROUTE + deployment))
        .singleElement()
        .asString()
        .contains("DeploymentId is not a deployment of this API");
    String waiting = deployment.replace("Properties:", "DependsOn: SendRoute, Properties:");
    assertThat(folder.sam(base + ROUTE + waiting).warnings()).isEmpty();
  }

  @Aws("OB-26")
  @Test
  void partsOfHttpApisAreNotThoseOfWebSocketApis() {
    String http =
        """
          Web:
            Type: AWS::ApiGatewayV2::Api
            Properties: {Name: web, ProtocolType: HTTP}
          WebRoute:
            Type: AWS::ApiGatewayV2::Route
            Properties: {ApiId: !Ref Web, RouteKey: GET /}
          WebDeployment:
            Type: AWS::ApiGatewayV2::Deployment
            Properties: {ApiId: !Ref Web}
        """;
    assertThat(folder.sam(BASE + ROUTE + http).apis()).hasSize(1);
    assertThat(folder.sam(BASE + ROUTE + http).warnings())
        .containsExactly(
            "template.yaml:27: Resources.Web has no stage, so clients cannot reach it, here as on AWS. Add an AWS::ApiGatewayV2::Stage.",
            "template.yaml:30: Resources.WebRoute.Properties.Target is \"\": the route is not served. Write, for an integration of this template: !Sub integrations/${MyIntegration}");
  }

  @Test
  void authorizersAreOfTypeRequestUnlessTheyBelongToAnHttpApi() {
    String http = "  Web: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP}}\n";
    String authorizer =
        "  Login: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Chat}}\n";
    String jwt = "!Ref Web, AuthorizerType: JWT, JwtConfiguration: {Issuer: 'https://id.example'}";
    assertThat(folder.problemsOfSam(BASE + ROUTE + http + authorizer))
        .anyMatch(
            problem -> problem.contains("Resources.Login.Properties.AuthorizerType is missing."));
    assertThat(folder.sam(BASE + ROUTE + http + authorizer.replace("!Ref Chat", jwt)).warnings())
        .noneMatch(warning -> warning.contains("Resources.Login.Properties"));
  }
}
