package dev.wsemulator.internal.controlplane;

import static dev.wsemulator.internal.controlplane.Caller.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.testing.Aws;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resources are created, read, listed, changed and deleted as on AWS. */
class ResourcesTest {
  private final Caller caller = Caller.start();
  private String api;

  @BeforeEach
  void create() {
    api = caller.api("chat");
  }

  @AfterEach
  void close() {
    caller.close();
  }

  @Test
  @Aws({"CP-10", "CP-25", "CP-26", "ID-07"})
  void aNewApiHasTheDefaults() {
    Json created = caller.get(api);
    assertThat(text(created, "apiId")).matches("[a-z0-9]{10}");
    assertThat(text(created, "apiKeySelectionExpression")).isEqualTo("$request.header.x-api-key");
    assertThat(text(created, "disableExecuteApiEndpoint")).isEqualTo("false");
    assertThat(text(created, "ipAddressType")).isEqualTo("ipv4");
    assertThat(text(created, "apiEndpoint"))
        .isEqualTo(
            "ws://%s/%s"
                .formatted(caller.emulator().baseUrl().getAuthority(), text(created, "apiId")));
    assertThat(text(created, "createdDate")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
  }

  @Test
  @Aws("ST-14")
  void aNewApiHasNoRoutes() {
    assertThat(caller.get(api + "/routes").child("items").orElseThrow().elements()).isEmpty();
  }

  @Test
  @Aws("CP-13")
  void aNewRouteIsOpen() {
    Json route = caller.create(api + "/routes", "{'routeKey':'a'}");
    assertThat(text(route, "apiKeyRequired")).isEqualTo("false");
    assertThat(text(route, "authorizationType")).isEqualTo("NONE");
  }

  @ParameterizedTest
  @Aws("IN-04")
  @CsvSource({
    "MOCK, '', ${integration.response.statuscode}",
    "HTTP, https://example.com, ${integration.response.statuscode}",
    "HTTP_PROXY, https://example.com, ''",
  })
  void theTypeDecidesHowAResponseIsChosen(String type, String uri, String expression) {
    Json created =
        caller.create(
            api + "/integrations",
            "{'integrationType':'%s','integrationUri':'%s'}".formatted(type, uri));
    assertThat(text(created, "integrationResponseSelectionExpression")).isEqualTo(expression);
  }

  @Test
  @Aws("CP-06")
  void listsComeInPages() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 7; i++) {
      made.add(caller.create(api + "/routes", "{'routeKey':'r%d'}".formatted(i), "routeId"));
    }
    List<String> listed = new ArrayList<>();
    String token = "";
    int pages = 0;
    do {
      Json page = caller.get(api + "/routes?maxResults=3&nextToken=" + token);
      page.child("items").orElseThrow().elements().forEach(r -> listed.add(text(r, "routeId")));
      token = text(page, "nextToken");
      pages++;
    } while (!token.isEmpty());
    assertThat(pages).isEqualTo(3);
    assertThat(listed).containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  @Aws("CP-21")
  void anUpdateMergesWhatItGives() {
    String id =
        caller.create(
            api + "/integrations",
            "{'integrationType':'MOCK','description':'old','requestTemplates':{'a':'1','b':'2'},"
                + "'requestParameters':{'integration.request.header.a':'x'}}",
            "integrationId");
    Json changed =
        caller.patch(
            api + "/integrations/" + id,
            "{'description':'','requestTemplates':{'a':'','c':'3'},"
                + "'requestParameters':{'integration.request.header.b':'y'}}");
    assertThat(text(changed, "description")).isEmpty();
    assertThat(text(changed, "integrationType")).isEqualTo("MOCK");
    assertThat(text(changed, "requestTemplates")).isEqualTo("{c=3}");
    assertThat(text(changed, "requestParameters"))
        .isEqualTo("{integration.request.header.a=x, integration.request.header.b=y}");
  }

  @Test
  @Aws("CP-22")
  void partsOfResourcesAreRemoved() {
    String route =
        caller.create(
            api + "/routes",
            "{'routeKey':'$connect','requestParameters':"
                + "{'route.request.querystring.a':{'required':true}}}",
            "routeId");
    caller.delete(api + "/routes/" + route + "/requestparameters/route.request.querystring.a");
    assertThat(text(caller.get(api + "/routes/" + route), "requestParameters")).isEqualTo("{}");

    caller.create(
        api + "/stages",
        "{'stageName':'prod','routeSettings':{'$connect':{'throttlingRateLimit':5}}}");
    caller.delete(api + "/stages/prod/routesettings/%24connect");
    assertThat(text(caller.get(api + "/stages/prod"), "routeSettings")).isEqualTo("{}");
  }

  @Test
  @Aws("CP-23")
  void resourcesHaveTags() {
    String arn = "arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fapis%2F" + api.substring(9);
    caller.create("/v2/tags/" + arn, "{'tags':{'team':'a','stage':'b'}}");
    caller.delete("/v2/tags/" + arn + "?tagKeys=stage");
    assertThat(text(caller.get("/v2/tags/" + arn), "tags")).isEqualTo("{team=a}");
    assertThat(text(caller.get(api), "tags")).isEqualTo("{team=a}");
  }

  @Test
  void aDeletedApiTakesItsPartsAlong() {
    caller.route(api, "a", "Echo");
    caller.delete(api);
    assertThat(caller.call("GET", api, "").statusCode()).isEqualTo(404);
    assertThat(caller.call("GET", api + "/routes", "").statusCode()).isEqualTo(404);
  }

  @Test
  @Aws("RT-26")
  void domainNamesLeadToStages() {
    caller.create(api + "/stages", "{'stageName':'prod'}");
    Json domain =
        caller.create(
            "/v2/domainnames",
            "{'domainName':'ws.example.com','domainNameConfigurations':"
                + "[{'certificateArn':'arn:aws:acm:us-east-1:123456789012:certificate/a'}]}");
    assertThat(text(domain, "apiMappingSelectionExpression")).isEqualTo("$request.basepath");
    Json mapping =
        caller.create(
            "/v2/domainnames/ws.example.com/apimappings",
            "{'apiId':'%s','stage':'prod','apiMappingKey':'chat'}".formatted(api.substring(9)));
    String last =
        " failed. Please remove all API mappings of the domain name ws.example.com that lead to it"
            + " first.\"}";
    HttpResponse<String> ofStage = caller.call("DELETE", api + "/stages/prod", "");
    assertError(ofStage, 400, "BadRequestException");
    assertThat(ofStage.body()).isEqualTo("{\"message\":\"Deleting stage with name prod" + last);
    HttpResponse<String> ofApi = caller.call("DELETE", api, "");
    assertError(ofApi, 400, "BadRequestException");
    assertThat(ofApi.body())
        .isEqualTo("{\"message\":\"Deleting API with id " + api.substring(9) + last);
    caller.delete(caller.api("not mapped"));
    caller.delete("/v2/domainnames/ws.example.com/apimappings/" + text(mapping, "apiMappingId"));
    caller.delete(api + "/stages/prod");
    caller.delete("/v2/domainnames/ws.example.com");
  }

  @ParameterizedTest
  @Aws({"NS-01", "CP-07", "CP-08", "CP-11", "CP-12", "CP-15", "CP-19", "ST-04", "ST-07", "ST-08"})
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|/v2/apis|{'name':'a','protocolType':'WEBSOCKET'}|RouteSelectionExpression is required",
        "POST|/v2/apis|{'protocolType':'WEBSOCKET'}|name is required",
        "POST|/v2/apis|{'name':'a','protocolType':'HTTP'}|HTTP APIs are not emulated",
        "POST|/v2/apis|{'name':7,'protocolType':'WEBSOCKET'}|wrong type",
        "POST|/v2/apis|{'name'|not a JSON object",
        "POST|{api}/routes|{'routeKey':'$other'}|not formatted properly",
        "POST|{api}/routes|{'routeKey':'$connect','authorizationType':'CUSTOM'}|Invalid authorizer ID",
        "POST|{api}/routes|{'routeKey':'$connect','authorizationType':'JWT'}|JWT is not supported",
        "POST|{api}/routes|{'routeKey':'a','routeResponseSelectionExpression':'$other'}|Only $default is supported.",
        "POST|{api}/routes|{'routeKey':'a','target':'functions/a'}|It must be integrations/ and the id",
        "POST|{api}/integrations|{'integrationType':'AWS_PROXY','integrationUri':'Echo'}|URI",
        "POST|{api}/integrations|{'integrationType':'HTTP_PROXY','integrationMethod':'GET','integrationUri':'http://a.example','connectionType':'VPC_LINK'}|ConnectionId is required for the connection type VPC_LINK",
        "POST|{api}/integrations|{'integrationType':'MOCK','timeoutInMillis':30000}|29000",
        "POST|{api}/deployments|{}|At least one route is required before deploying the Api",
        "POST|{api}/stages|{'stageName':'$default'}|Invalid stage name",
        "POST|{api}/stages|{'stageName':'a','stageVariables':{'a b':'c'}}|variable names",
        "POST|{api}/stages|{'stageName':'a','stageVariables':{'a':'b c'}}|must match",
        "POST|{api}/stages|{'stageName':'a','defaultRouteSettings':{'throttlingRateLimit':-1}}|throttlingRateLimit must be a number that is not negative.",
        "POST|{api}/models|{'name':'a','schema':'no'}|Invalid model schema",
        "PUT|/v2/apis|{}|Importing is not supported",
        "GET|{api}/exports/OAS30||Exporting is not supported",
        "PATCH|{api}|{'ipAddressType':'ipv6'}|Valid values are ipv4, dualstack",
        "PATCH|{api}|{'corsConfiguration':{}}|CorsConfiguration cannot be set for WEBSOCKET",
        "PATCH|{api}|{'target':'a'}|Target cannot be set for WEBSOCKET",
        "PATCH|{api}|{'version':'0123456789012345678901234567890123456789012345678901234567890123456789'}|1 to 64",
      })
  void whatCannotBeIsRefused(String method, String path, String body, String message) {
    HttpResponse<String> answer =
        caller.call(method, path.replace("{api}", api), body == null ? "" : body);
    assertError(answer, 400, "BadRequestException");
    assertThat(answer.body()).contains(message);
  }

  @Test
  @Aws({"CP-16", "AU-21"})
  void resultsOfAuthorizersAreNotKept() {
    HttpResponse<String> answer =
        caller.call(
            "POST",
            api + "/authorizers",
            "{'name':'a','authorizerType':'REQUEST','authorizerUri':'%s','identitySource':[],'authorizerResultTtlInSeconds':300}"
                .formatted(Caller.uri("Echo")));
    assertError(answer, 400, "BadRequestException");
    assertThat(answer.body())
        .contains("AuthorizerResultTtlInSeconds cannot be set for WEBSOCKET protocol Apis");
  }

  @Test
  @Aws({"CP-14", "CP-20"})
  void conflictsAreRefused() {
    String id = caller.integration(api, "Echo");
    String body = "{'routeKey':'a','target':'integrations/%s'}".formatted(id);
    caller.create(api + "/routes", body);
    HttpResponse<String> again = caller.call("POST", api + "/routes", body);
    assertError(again, 409, "ConflictException");
    assertThat(again.body()).contains("Route with key a already exists for this API");
    assertError(caller.call("DELETE", api + "/integrations/" + id, ""), 409, "ConflictException");
  }

  @Test
  @Aws("CP-20")
  void aModelIsDeletedWhenNoRouteUsesIt() {
    String model =
        caller.create(
            api + "/models", "{'name':'text','schema':'{\\'type\\':\\'object\\'}'}", "modelId");
    String route =
        caller.create(
            api + "/routes", "{'routeKey':'a','requestModels':{'$default':'text'}}", "routeId");
    HttpResponse<String> answer = caller.call("DELETE", api + "/models/" + model, "");
    assertError(answer, 409, "ConflictException");
    assertThat(answer.body())
        .isEqualTo(
            "{\"message\":\"Cannot delete model 'text', is referenced in route: %s\"}"
                .formatted(route));
    caller.delete(api + "/routes/" + route);
    caller.delete(api + "/models/" + model);
  }

  @Test
  @Aws("MV-01")
  void aModelMayReferToAnotherOfItsApi() {
    caller.create(
        api + "/models", "{'name':'text','schema':'{\\'type\\':\\'string\\'}'}", "modelId");
    String schema =
        "{\\'properties\\':{\\'a\\':{\\'$ref\\':\\'https://apigateway.amazonaws.com/restapis/a/models/%s\\'}}}";
    caller.create(
        api + "/models", "{'name':'whole','schema':'%s'}".formatted(schema.formatted("text")));
    assertError(
        caller.call(
            "POST",
            api + "/models",
            "{'name':'other','schema':'%s'}".formatted(schema.formatted("none"))),
        400,
        "BadRequestException");
  }

  @ParameterizedTest
  @Aws({"CP-17", "CP-18"})
  @CsvSource({
    "/v2/apis/none, Invalid API identifier specified 123456789012:none",
    "/v2/apis/none/routes/none, Invalid API identifier specified 123456789012:none",
    "{api}/routes/none, Invalid route identifier specified",
    "{api}/integrations/none/integrationresponses, Invalid Integration identifier specified",
    "{api}/stages/none, Invalid stage identifier specified",
    "{api}/nothing, Unable to find the requested operation",
    "{api}%2Froutes, Invalid API identifier specified 123456789012:{id}%2Froutes",
  })
  void whatIsNotThereIsNotFound(String path, String message) {
    HttpResponse<String> answer = caller.call("GET", path.replace("{api}", api), "");
    assertError(answer, 404, "NotFoundException");
    assertThat(answer.body())
        .isEqualTo("{\"message\":\"%s\"}".formatted(message.replace("{id}", api.substring(9))));
  }

  @Test
  @Aws("CP-18")
  void aRouteLeadsToAnIntegrationThatIsThere() {
    HttpResponse<String> answer =
        caller.call("POST", api + "/routes", "{'routeKey':'a','target':'integrations/none'}");
    assertError(answer, 404, "NotFoundException");
    assertThat(answer.body())
        .isEqualTo("{\"message\":\"Invalid Integration identifier specified\"}");
    caller.create(
        api + "/routes",
        "{'routeKey':'a','routeResponseSelectionExpression':'$default','target':'integrations/%s'}"
            .formatted(caller.integration(api, "Echo")));
  }

  @Test
  @Aws("ST-08")
  void theValueOfAStageVariableHasUpTo2048Characters() {
    String body = "{'stageName':'%s','stageVariables':{'a':'%s'}}";
    caller.create(api + "/stages", body.formatted("a", "x".repeat(2048)));
    HttpResponse<String> answer =
        caller.call("POST", api + "/stages", body.formatted("b", "x".repeat(2049)));
    assertError(answer, 400, "BadRequestException");
    assertThat(answer.body())
        .isEqualTo(
            "{\"message\":\"Stage variable value for a must match: [A-Za-z0-9-._~:/?#&=,]+\"}");
  }

  private static void assertError(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(type);
  }
}
