package dev.wsemulator.internal.template;

import static dev.wsemulator.internal.template.ChatTemplate.BASE;
import static dev.wsemulator.internal.template.ChatTemplate.INVOCATION;
import static dev.wsemulator.internal.template.ChatTemplate.resource;
import static dev.wsemulator.internal.template.ChatTemplate.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.testing.Aws;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a template may say of an API beside routes to functions. */
class ApiFeaturesTest {
  @TempDir private Path temporary;
  private TemplateFolder folder;
  private ChatTemplate template;

  @BeforeEach
  void prepare() {
    folder = TemplateFolder.in(temporary);
    template = new ChatTemplate(folder);
  }

  private Integration integration(String properties) {
    return template
        .only(
            resource("Call", "Integration", properties)
                + route("Target: !Sub 'integrations/${Call}'"))
        .integration()
        .orElseThrow();
  }

  @Aws("IN-07")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$connect|MOCK|every handshake is refused",
        "$default|MOCK|every message is answered",
        "$default|HTTP, IntegrationMethod: POST, IntegrationUri: 'http://a.b/c'|every message is"
            + " answered"
      })
  void anAnsweredRouteWhoseIntegrationHasNoResponseIsWarnedOf(
      String key, String type, String what) {
    String response =
        resource(
            "Ok",
            "IntegrationResponse",
            "IntegrationId: !Ref Call, IntegrationResponseKey: $default");
    String route =
        resource("Go", "Route", "RouteKey: " + key + ", Target: !Sub 'integrations/${Call}'")
            + (key.equals("$connect")
                ? ""
                : resource(
                    "Back", "RouteResponse", "RouteId: !Ref Go, RouteResponseKey: $default"));
    String bare = BASE + resource("Call", "Integration", "IntegrationType: " + type) + route;
    long line = 3 + bare.substring(0, bare.indexOf("Target: !Sub")).lines().count() - 1;
    assertThat(folder.sam(bare).warnings())
        .containsExactly(
            ("template.yaml:%d: Resources.Go.Properties.Target is the integration Call, which is not a proxy and has no AWS::ApiGatewayV2::IntegrationResponse, so %s with \"Internal server"
                    + " error\". Add one with IntegrationId: !Ref Call and IntegrationResponseKey:"
                    + " $default")
                .formatted(line, what));
    assertThat(folder.sam(bare + response).warnings()).isEmpty();
  }

  @Aws("RR-07")
  @Test
  void aOneWayRouteNeedsNoIntegrationResponse() {
    String bare =
        resource("Call", "Integration", "IntegrationType: MOCK")
            + route("Target: !Sub 'integrations/${Call}'");
    assertThat(folder.sam(BASE + bare).warnings()).isEmpty();
  }

  @Aws("IN-01")
  @Test
  void allTypesOfIntegrationAreRead() {
    assertThat(integration("IntegrationType: AWS_PROXY, IntegrationUri: " + INVOCATION))
        .isInstanceOf(Integration.LambdaProxy.class);
    assertThat(integration("IntegrationType: AWS, IntegrationUri: " + INVOCATION))
        .isInstanceOf(Integration.Lambda.class);
    assertThat(
            integration(
                "IntegrationType: HTTP_PROXY, IntegrationMethod: GET, IntegrationUri: 'https://example.com/a'"))
        .isEqualTo(
            new Integration.HttpProxy(
                "GET", "https://example.com/a", Map.of(), Integration.MAX_TIMEOUT));
    assertThat(integration("IntegrationType: HTTP, IntegrationUri: 'https://example.com/a'"))
        .isInstanceOf(Integration.Http.class);
    assertThat(integration("IntegrationType: MOCK")).isInstanceOf(Integration.Mock.class);
  }

  @Aws("IN-20")
  @ParameterizedTest
  @CsvSource({
    "sqs:action/SendMessage, sqs, action/SendMessage",
    "dynamodb:action/PutItem, dynamodb, action/PutItem",
    "s3:path/bucket/key, s3, path/bucket/key"
  })
  void servicesAreCalledByActionOrPath(String uri, String service, String target) {
    Integration integration =
        integration(
            "IntegrationType: AWS, IntegrationMethod: POST, IntegrationUri: 'arn:aws:apigateway:us-east-1:%s'"
                .formatted(uri));
    assertThat(integration)
        .isInstanceOfSatisfying(
            Integration.AwsService.class,
            call -> {
              assertThat(call.service()).isEqualTo(service);
              assertThat(call.target()).isEqualTo(target);
            });
  }

  @Aws({"IN-05", "IN-11", "IN-14"})
  @Test
  void aTransformationIsReadWithItsResponses() {
    String resources =
        resource(
                "Call",
                "Integration",
                "IntegrationType: MOCK, TemplateSelectionExpression: static,"
                    + " PassthroughBehavior: NEVER, ContentHandlingStrategy: CONVERT_TO_TEXT,"
                    + " RequestTemplates: {static: '{}'},"
                    + " RequestParameters: {integration.request.header.a: context.connectionId}")
            + resource(
                "Good",
                "IntegrationResponse",
                "IntegrationId: !Ref Call, IntegrationResponseKey: /200/, ResponseTemplates: {$default: pong}")
            + route("Target: !Sub 'integrations/${Call}'");
    Transformation read =
        ((Integration.Mock) template.only(resources).integration().orElseThrow()).transformation();
    assertThat(read.requestTemplates()).containsEntry("static", "{}");
    assertThat(read.requestParameters()).hasSize(1);
    assertThat(read.passthroughBehavior()).isEqualTo(Transformation.PassthroughBehavior.NEVER);
    assertThat(read.contentHandling()).contains(Transformation.ContentHandling.CONVERT_TO_TEXT);
    assertThat(read.responses()).containsExactly(IntegrationResponse.of("/200/", "pong"));
  }

  @Aws({"IN-22", "IN-18"})
  @ParameterizedTest
  @ValueSource(
      strings = {"TlsConfig: {ServerNameToVerify: a}", "IntegrationSubtype: SQS-SendMessage"})
  void whatIsForHttpApisHasNoEffect(String property) {
    Stack stack =
        folder.sam(BASE + resource("Call", "Integration", "IntegrationType: MOCK, " + property));
    assertThat(stack.warnings()).anyMatch(warning -> warning.contains("has no effect here"));
  }

  @Aws("IN-19")
  @Test
  void aFunctionIsNamedByItsInvocation() {
    template.refused(
        resource(
                "Call",
                "Integration",
                "IntegrationType: AWS_PROXY, IntegrationUri: !Sub 'functions/${Echo.Arn}'")
            + route("Target: !Sub 'integrations/${Call}'"),
        "which does not invoke a function of this template");
  }

  @Aws("LP-09")
  @Test
  void theArnOfAFunctionIsTakenWithAWarning() {
    Stack stack =
        folder.sam(
            BASE
                + resource(
                    "Call",
                    "Integration",
                    "IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Echo.Arn")
                + route("Target: !Sub 'integrations/${Call}'"));
    assertThat(stack.apis().get(0).routes().values())
        .singleElement()
        .extracting(
            route -> ((Integration.OfFunction) route.integration().orElseThrow()).functionName())
        .isEqualTo("my-app-Echo");
    assertThat(stack.warnings())
        .singleElement()
        .asString()
        .contains("is the ARN of a function and not the URI of its invocations", "Write: arn:");
  }

  @Test
  void aliasesAndVersionsOfFunctionsAreRead() {
    String echo = BASE.replace("Runtime: java17", "Runtime: java17\n      AutoPublishAlias: live");
    String more =
        """
          Second: {Type: AWS::Lambda::Alias, Properties: {Name: next, FunctionName: !Ref Echo, FunctionVersion: $LATEST}}
        """;
    String uri = INVOCATION.replace("${Echo.Arn}", "${Echo.Arn}:live");
    Stack stack =
        folder.sam(
            echo
                + more
                + resource(
                    "Call", "Integration", "IntegrationType: AWS_PROXY, IntegrationUri: " + uri)
                + route("Target: !Sub 'integrations/${Call}'"));
    assertThat(stack.functions().get(0).qualifiers())
        .isEqualTo(Map.of("1", "1", "live", "1", "next", "$LATEST"));
    Integration called = stack.apis().get(0).routes().get("$default").integration().orElseThrow();
    assertThat(((Integration.LambdaProxy) called).functionName())
        .isEqualTo(stack.functions().get(0).name() + ":live");
    assertThat(stack.warnings()).isEmpty();
  }

  @Aws("RT-21")
  @Test
  void otherKeysDoNotBeginWithADollar() {
    template.refused(
        resource("Any", "Route", "RouteKey: $other"),
        "of keys that begin with $ there are only $connect, $disconnect and $default");
  }

  @Aws("RT-23")
  @Test
  void aRouteMayLeadNowhere() {
    assertThat(template.only(route("OperationName: nothing")).integration()).isEmpty();
  }

  @Aws({"MV-01", "MV-08", "TM-11"})
  @Test
  void modelsAndParametersAreRead() {
    String model =
        resource(
            "Text",
            "Model",
            "Name: Text, Schema: {type: object, required: [text], properties: {text: {type: string, maxLength: 5}}}");
    Stack stack =
        folder.sam(
            BASE
                + model
                + route(
                    "ModelSelectionExpression: $request.body.kind, RequestModels: {$default: Text},"
                        + " RequestParameters: {route.request.querystring.a: {Required: true}}"));
    WebSocketApi api = stack.apis().get(0);
    assertThat(api.models())
        .containsEntry(
            "Text",
            "{\"type\":\"object\",\"required\":[\"text\"],"
                + "\"properties\":{\"text\":{\"type\":\"string\",\"maxLength\":5}}}");
    Route route = api.routes().get("$default");
    assertThat(route.validation())
        .contains(new Route.Validation("$request.body.kind", Map.of("$default", "Text")));
    assertThat(route.requestParameters()).containsEntry("route.request.querystring.a", true);
    template.refused(
        resource("Bad", "Model", "Name: no-hyphens, Schema: {}"), "1 to 128 letters and digits");
  }

  /** Parameters of a template are text, and so are its numbers in quotes. */
  @Aws("MV-06")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: integer, minimum: '1', enum: ['1', '2']"
            + " | \"type\":\"integer\",\"minimum\":1,\"enum\":[1,2]",
        "type: number, enum: ['-1.5']            | \"type\":\"number\",\"enum\":[-1.5]",
        "type: string, maxLength: '3', enum: ['1', 'true']"
            + " | \"type\":\"string\",\"maxLength\":3,\"enum\":[\"1\",\"true\"]",
        "additionalProperties: 'false'           | \"additionalProperties\":false",
        "title: '1'                              | \"title\":\"1\""
      })
  void theKeywordSaysWhetherAValueOfASchemaIsText(String schema, String json) {
    Stack stack =
        folder.sam(BASE + resource("Text", "Model", "Name: Text, Schema: {%s}".formatted(schema)));
    assertThat(stack.apis().get(0).models()).containsEntry("Text", "{" + json + "}");
  }

  @Aws({"AK-02", "HS-19"})
  @Test
  void anApiSaysWhereKeysAreAndWhetherItsEndpointIsOpen() {
    String more =
        "ApiKeySelectionExpression: $context.authorizer.usageIdentifierKey,"
            + " DisableExecuteApiEndpoint: true, ";
    String chat = TemplateFolder.CHAT.replace("{Name: chat,", "{" + more + "Name: chat,");
    assertThat(folder.sam(TemplateFolder.ECHO + chat).apis().get(0).access())
        .isEqualTo(new WebSocketApi.Access("$context.authorizer.usageIdentifierKey", true));
  }

  @ParameterizedTest
  @CsvSource({
    "states:action/StartSyncExecution, true",
    "kinesis:action/PutRecord, true",
    "sns:action/Publish, false",
    "dynamodb:action/PutItem, false",
    "s3:path/files/a, false"
  })
  void aServiceThatIsNotEmbeddedIsWarnedOf(String call, boolean warns) {
    String uri = "IntegrationType: AWS, IntegrationUri: arn:aws:apigateway:us-east-1:" + call;
    Stack stack =
        folder.sam(
            BASE
                + resource("Call", "Integration", uri)
                + route("Target: !Sub 'integrations/${Call}'"));
    String name = call.substring(0, call.indexOf(':'));
    assertThat(stack.warnings().stream().filter(line -> line.contains(" calls " + name + ", ")))
        .hasSize(warns ? 1 : 0);
    assertThat(stack.warnings()).hasSize(warns ? 1 : 0);
  }
}
