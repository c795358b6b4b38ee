package dev.wsemulator.internal.controlplane;

import static dev.wsemulator.internal.controlplane.Caller.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What resources can and cannot have. */
class LimitsTest {
  private static final String API =
      "{'name':'a','protocolType':'WEBSOCKET','routeSelectionExpression':'$request.body.action',%s}";

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
  @Aws("ST-09")
  void anApiHasUpToTenStages() {
    for (int i = 0; i < 10; i++) {
      caller.create(api + "/stages", "{'stageName':'s%d'}".formatted(i));
    }
    assertTooMany(caller.call("POST", api + "/stages", "{'stageName':'s10'}"), "Stages");
    caller.patch(api + "/stages/s9", "{'description':'the tenth'}");
  }

  @Test
  @Aws({"ST-09", "CP-24"})
  void anApiHasUpTo300RoutesAndIntegrationsHoweverFastTheyCome() {
    for (int i = 0; i < 300; i++) {
      caller.create(api + "/routes", "{'routeKey':'r%d'}".formatted(i));
      caller.create(api + "/integrations", "{'integrationType':'MOCK'}");
    }
    assertTooMany(caller.call("POST", api + "/routes", "{'routeKey':'r300'}"), "Routes");
    assertTooMany(
        caller.call("POST", api + "/integrations", "{'integrationType':'MOCK'}"), "Integrations");
  }

  @Test
  @Aws("AU-25")
  void anApiHasUpToTenAuthorizersEachOfItsOwnName() {
    assertThat(authorizer("guard1").statusCode()).isEqualTo(201);
    HttpResponse<String> again = authorizer("guard1");
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body())
        .isEqualTo("{\"message\":\"Authorizer name must be unique within the API\"}");
    for (int i = 2; i <= 10; i++) {
      assertThat(authorizer("guard" + i).statusCode()).isEqualTo(201);
    }
    assertTooMany(authorizer("guard11"), "Authorizers");
  }

  private HttpResponse<String> authorizer(String name) {
    return caller.call(
        "POST",
        api + "/authorizers",
        "{'authorizerType':'REQUEST','authorizerUri':'%s','name':'%s'}"
            .formatted(Caller.uri("Echo"), name));
  }

  private static void assertTooMany(HttpResponse<String> answer, String what) {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
        .contains("TooManyRequestsException");
    assertThat(answer.body())
        .contains("Maximum number of %s for this API has been reached.".formatted(what));
  }

  @Test
  @Aws("ST-03")
  void anAutomaticDeploymentCannotBeReplacedByHand() {
    caller.create(api + "/stages", "{'stageName':'prod','autoDeploy':true}");
    caller.route(api, "$default", "Echo");
    String own = caller.create(api + "/deployments", "{}", "deploymentId");
    HttpResponse<String> answer =
        caller.call("PATCH", api + "/stages/prod", "{'deploymentId':'%s'}".formatted(own));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("AutoDeploy is on");
    assertThat(caller.call("POST", api + "/deployments", "{'stageName':'prod'}").statusCode())
        .isEqualTo(400);
  }

  @Test
  @Aws("ST-02")
  void aStageIsDeployedWhenItBeginsToBeSoAutomatically() {
    caller.route(api, "$default", "Echo");
    String own = caller.create(api + "/deployments", "{}", "deploymentId");
    caller.create(api + "/stages", "{'stageName':'prod','deploymentId':'%s'}".formatted(own));
    caller.patch(api + "/stages/prod", "{'autoDeploy':true}");
    assertThat(text(caller.get(api + "/stages/prod"), "deploymentId")).isNotEqualTo(own);
  }

  @Test
  @Aws("ST-06")
  void aNewDeploymentIsDeployed() {
    caller.route(api, "$default", "Echo");
    Json deployment = caller.create(api + "/deployments", "{'description':'first'}");
    assertThat(text(deployment, "deploymentStatus")).isEqualTo("DEPLOYED");
    Json changed =
        caller.patch(
            api + "/deployments/" + text(deployment, "deploymentId"),
            "{'description':'the first','stageName':'none'}");
    assertThat(text(changed, "description")).isEqualTo("the first");
    assertThat(text(changed, "stageName")).isEmpty();
  }

  @Test
  @Aws("ST-05")
  void aDeploymentForNoStageIsNotMade() {
    caller.route(api, "$default", "Echo");
    HttpResponse<String> answer = caller.call("POST", api + "/deployments", "{'stageName':'none'}");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("Invalid stage identifier specified");
    assertThat(text(caller.get(api + "/deployments"), "items")).isEqualTo("[]");
  }

  @Test
  @Aws("ST-10")
  void aStageMayBeNamedPing() throws IOException {
    caller.route(api, "$default", "Echo");
    caller.create(api + "/stages", "{'stageName':'ping','autoDeploy':true}");
    try (RawClient client = RawClient.open(caller.url(api, "ping"))) {
      client.text("hi");
      assertThat(client.read().text()).isEqualTo("echo");
    }
  }

  @Test
  @Aws({"ST-11", "ST-12"})
  void aNewStageHasNoLimitsOfItsOwnAndKeepsItsCertificate() {
    Json stage =
        caller.create(api + "/stages", "{'stageName':'prod','clientCertificateId':'abc123'}");
    assertThat(text(stage, "defaultRouteSettings"))
        .isEqualTo("{dataTraceEnabled=false, detailedMetricsEnabled=false, loggingLevel=OFF}");
    assertThat(text(stage, "clientCertificateId")).isEqualTo("abc123");
  }

  @Test
  @Aws({"CF-03", "CP-09"})
  void anApiStaysAWebSocketApi() {
    Json changed = caller.patch(api, "{'protocolType':'HTTP','name':'other'}");
    assertThat(text(changed, "protocolType")).isEqualTo("WEBSOCKET");
    assertThat(text(changed, "name")).isEqualTo("other");
  }

  @Test
  @Aws("CF-03")
  void aStageKeepsItsNameAndAMappingItsDomain() {
    caller.create(api + "/stages", "{'stageName':'prod'}");
    Json stage = caller.patch(api + "/stages/prod", "{'stageName':'dev','apiId':'other'}");
    assertThat(text(stage, "stageName")).isEqualTo("prod");
    assertThat(stage.child("apiId")).isEmpty();
    caller.create("/v2/domainnames", "{'domainName':'ws.example.com'}");
    caller.create("/v2/domainnames", "{'domainName':'other.example.com'}");
    String mappings = "/v2/domainnames/ws.example.com/apimappings";
    String mapping =
        caller.create(
            mappings,
            "{'apiId':'%s','stage':'prod'}".formatted(api.substring("/v2/apis/".length())),
            "apiMappingId");
    caller.patch(mappings + "/" + mapping, "{'domainName':'other.example.com'}");
    assertThat(text(caller.get(mappings + "/" + mapping), "apiMappingId")).isEqualTo(mapping);
    assertThat(text(caller.get("/v2/domainnames/other.example.com/apimappings"), "items"))
        .isEqualTo("[]");
  }

  @Test
  @Aws({"NS-01", "NS-04"})
  void whatOnlyRestApisHaveIsNotKept() {
    String own = "'policy':'{}','endpointConfiguration':{'types':['PRIVATE']}";
    assertThat(caller.create("/v2/apis", API.formatted(own)).members())
        .containsKey("apiId")
        .doesNotContainKeys("policy", "endpointConfiguration");
    String stage =
        "{'stageName':'prod','tracingEnabled':true,'cacheClusterEnabled':true,'canarySettings':{'percentTraffic':10.0}}";
    assertThat(caller.create(api + "/stages", stage).members())
        .containsKey("stageName")
        .doesNotContainKeys("tracingEnabled", "cacheClusterEnabled", "canarySettings");
    assertThat(caller.call("GET", api + "/gatewayresponses", "").statusCode()).isEqualTo(404);
  }

  @Test
  @Aws("CP-25")
  void anApiHasAddressesOfOneKindOrOfBoth() {
    for (String type : List.of("ipv4", "dualstack")) {
      Json own = caller.create("/v2/apis", API.formatted("'ipAddressType':'%s'".formatted(type)));
      assertThat(text(own, "ipAddressType")).isEqualTo(type);
    }
    assertRefused("/v2/apis", API.formatted("'ipAddressType':'ipv6'"), "ipAddressType");
  }

  @Test
  @Aws("CP-23")
  void aResourceHasUpToFiftyTags() {
    String tags =
        IntStream.range(0, 51)
            .mapToObj(i -> "'k%d':'v'".formatted(i))
            .collect(Collectors.joining(","));
    String arn = "arn:aws:apigateway:us-east-1::%2Fapis%2F" + api.substring(9);
    assertRefused("/v2/tags/" + arn, "{'tags':{%s}}".formatted(tags), "up to 50 tags");
    assertRefused("/v2/apis", API.formatted("'tags':{%s}".formatted(tags)), "up to 50 tags");
    assertRefused(
        api + "/stages", "{'stageName':'prod','tags':{%s}}".formatted(tags), "up to 50 tags");
    assertRefused(
        "/v2/domainnames",
        "{'domainName':'ws.example.com','tags':{%s}}".formatted(tags),
        "up to 50 tags");
  }

  @Test
  @Aws("CP-12")
  void textsInMapsHaveLimitsToo() {
    String tooLong = "'tags':{'k':'%s'}".formatted("x".repeat(1601));
    String arn = "arn:aws:apigateway:us-east-1::%2Fapis%2F" + api.substring(9);
    assertRefused("/v2/apis", API.formatted(tooLong), "tags");
    assertRefused("/v2/tags/" + arn, "{" + tooLong + "}", "tags");
    caller.create("/v2/apis", API.formatted(tooLong.replaceFirst("x", "")));
    String integration =
        "{'integrationType':'MOCK','requestParameters':{'integration.request.header.a':'%s'}}";
    assertRefused(
        api + "/integrations", integration.formatted("x".repeat(513)), "requestParameters");
    caller.create(api + "/integrations", integration.formatted("x".repeat(512)));
  }

  private void assertRefused(String path, String body, String message) {
    HttpResponse<String> answer = caller.call("POST", path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(message);
  }

  @Test
  void settingsOfARouteComeAfterIt() {
    String stage = "{'stageName':'%s','routeSettings':{'join':{'throttlingRateLimit':5}}}";
    HttpResponse<String> answer = caller.call("POST", api + "/stages", stage.formatted("prod"));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .contains("Unable to find Route by key join within the provided RouteSettings");
    String route = caller.route(api, "join", "Echo");
    caller.create(api + "/stages", stage.formatted("prod"));
    caller.delete(api + "/routes/" + route);
    caller.patch(api + "/stages/prod", "{'description':'still there'}");
    assertThat(caller.call("POST", api + "/stages", stage.formatted("dev")).statusCode())
        .isEqualTo(404);
  }

  @Test
  @Aws("CP-27")
  void anIdentitySourceHasOneOfThreeForms() {
    String body =
        "{'name':'a','authorizerType':'REQUEST','authorizerUri':'%s','identitySource':['%s']}";
    HttpResponse<String> answer =
        caller.call(
            "POST",
            api + "/authorizers",
            body.formatted(Caller.uri("Echo"), "$request.header.Auth"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("Invalid request identity source expression: $request.header.Auth.")
        .contains("'route.request.querystring|header.[a-zA-Z0-9._-]+'");
    caller.create(
        api + "/authorizers",
        body.formatted(Caller.uri("Echo"), "route.request.header.Auth','stageVariables.a"));
  }
}
