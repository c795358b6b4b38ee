package dev.wsemulator.internal.controlplane;

import static dev.wsemulator.internal.controlplane.Caller.text;
import static dev.wsemulator.internal.controlplane.Recorded.assertAnswer;
import static dev.wsemulator.internal.controlplane.Recorded.assertBadRequest;
import static dev.wsemulator.internal.controlplane.Recorded.assertNotFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.apigateway.ApiCalls;
import dev.wsemulator.internal.controlplane.store.Documents;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceResponse;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.TimeSource;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * APIs, integrations, routes and deployments are shown as the service was recorded to show them.
 */
class RecordedResourcesTest {
  private static final String URI = Caller.uri("Echo");
  private static final String ROLE = "arn:aws:iam::123456789012:role/no-such-role";
  private static final String RESTRICTED =
      "Currently, authorization is restricted to the $connect route only";

  private final Caller caller = Caller.start();
  private String api;

  @BeforeEach
  void createApi() {
    api = caller.api("chat");
  }

  @AfterEach
  void close() {
    caller.close();
  }

  private HttpResponse<String> post(String path, String body) {
    return caller.call("POST", api + path, body);
  }

  private HttpResponse<String> patch(String path, String body) {
    return caller.call("PATCH", api + path, body);
  }

  @Test
  @Aws({"REC-123", "REC-157", "CP-10", "CP-26"})
  void aNewApiIsShownWithItsDefaultsAndWithoutTags() {
    String given =
        "{'name':'chat','protocolType':'WEBSOCKET','routeSelectionExpression':'$request.body.action'}";
    HttpResponse<String> created = caller.call("POST", "/v2/apis", given);
    String id = created.body().replaceAll(".*\"apiId\":\"([a-z0-9]{10})\".*", "$1");
    String shown =
        "{'apiEndpoint':'ws://%s/%s','apiId':'%s','apiKeySelectionExpression':'$request.header.x-api-key','createdDate':'TIME','disableExecuteApiEndpoint':false,'ipAddressType':'ipv4','name':'chat','protocolType':'WEBSOCKET','routeSelectionExpression':'$request.body.action'}"
            .formatted(caller.emulator().baseUrl().getAuthority(), id, id);
    assertAnswer(created, 201, shown);
    assertAnswer(caller.call("GET", "/v2/apis/" + id, ""), 200, shown);
  }

  @Test
  @Aws("REC-123")
  void whoAsksByHttpsIsToldOfAnEncryptedEndpoint() {
    HttpRequest.Header scheme = new HttpRequest.Header(HttpRequest.SCHEME, "https");
    HttpRequest call =
        new HttpRequest(
                "POST",
                "/v2/apis",
                "",
                List.of(new HttpRequest.Header("Host", "localhost:3010")),
                "{\"name\":\"a\",\"protocolType\":\"WEBSOCKET\",\"routeSelectionExpression\":\"$request.body.a\"}"
                    .getBytes(StandardCharsets.UTF_8))
            .with(scheme);
    AwsAccount account = new AwsAccount("us-east-1", "123456789012", TimeSource.system());
    ServiceResponse answer = new ApiCalls(account).call(new Draft(new Documents()), call);
    assertThat(answer.document().text("apiEndpoint").orElseThrow())
        .matches("wss://localhost:3010/[a-z0-9]{10}");
  }

  @Test
  @Aws({"REC-124", "CP-17"})
  void anUnknownApiIsNotFound() {
    assertNotFound(
        caller.call("GET", "/v2/apis/abcdef1234", ""),
        "Invalid API identifier specified 123456789012:abcdef1234");
  }

  @Test
  @Aws({"REC-125", "REC-156"})
  void anApiIsDeletedWithItsRoutesAndStages() {
    String route = caller.route(api, "$default", "Echo");
    caller.create(api + "/stages", "{'stageName':'prod','autoDeploy':true}");
    assertAnswer(caller.call("DELETE", api + "/routes/" + route, ""), 204, "");
    assertNotFound(
        caller.call("GET", api + "/routes/" + route, ""), "Invalid route identifier specified");
    assertAnswer(caller.call("DELETE", api, ""), 204, "");
    assertNotFound(
        caller.call("GET", api, ""),
        "Invalid API identifier specified 123456789012:" + api.substring("/v2/apis/".length()));
  }

  @Test
  @Aws("REC-156")
  void aDeletedStageIsNotFound() {
    caller.create(api + "/stages", "{'stageName':'prod'}");
    assertAnswer(caller.call("DELETE", api + "/stages/prod", ""), 204, "");
    assertNotFound(
        caller.call("GET", api + "/stages/prod", ""), "Invalid stage identifier specified");
  }

  @Test
  @Aws({"REC-126", "IN-03", "EV-01"})
  void aNewIntegrationIsShownWithItsDefaults() {
    String shown =
        "{'connectionType':'INTERNET','integrationId':'ID','integrationMethod':'POST','integrationType':'AWS_PROXY','integrationUri':'%s','passthroughBehavior':'WHEN_NO_MATCH','payloadFormatVersion':'1.0','timeoutInMillis':29000}"
            .formatted(URI);
    String given = "{'integrationType':'AWS_PROXY','integrationUri':'%s'%s}";
    assertAnswer(
        post("/integrations", given.formatted(URI, ",'integrationMethod':'POST'")), 201, shown);
    assertAnswer(post("/integrations", given.formatted(URI, "")), 201, shown);
    String id =
        caller.create(
            api + "/integrations",
            given.formatted(URI, ",'description':'d','credentialsArn':'%s'".formatted(ROLE)),
            "integrationId");
    assertAnswer(
        caller.call("GET", api + "/integrations/" + id, ""),
        200,
        shown.replace(
            "'integrationId'",
            "'credentialsArn':'%s','description':'d','integrationId'".formatted(ROLE)));
  }

  @ParameterizedTest
  @Aws("REC-127")
  @ValueSource(strings = {"not-an-arn", "arn:aws:iam::*:user/*"})
  void whatIsNoRoleIsRefused(String arn) {
    String given = "{'integrationType':'AWS_PROXY','integrationUri':'%s','credentialsArn':'%s'}";
    assertBadRequest(post("/integrations", given.formatted(URI, arn)), "Invalid role ARN");
    String id = caller.create(api + "/integrations", given.formatted(URI, ROLE), "integrationId");
    assertBadRequest(
        patch(
            "/integrations/" + id, "{'description':'other','credentialsArn':'%s'}".formatted(arn)),
        "Invalid role ARN");
    assertThat(text(caller.get(api + "/integrations/" + id), "credentialsArn")).isEqualTo(ROLE);
    assertThat(caller.get(api + "/integrations/" + id).child("description")).isEmpty();
  }

  @Test
  @Aws({"REC-128", "CP-21"})
  void anEmptyRoleIsNoneAndClearsOne() {
    String given = "{'integrationType':'AWS_PROXY','integrationUri':'%s','credentialsArn':'%s'}";
    HttpResponse<String> none = post("/integrations", given.formatted(URI, ""));
    assertThat(none.statusCode()).isEqualTo(201);
    assertThat(none.body()).doesNotContain("credentialsArn");
    HttpResponse<String> unknown = post("/integrations", given.formatted(URI, ROLE));
    assertThat(unknown.statusCode()).isEqualTo(201);
    assertThat(unknown.body()).contains("\"credentialsArn\":\"" + ROLE + "\"");
    String id = unknown.body().replaceAll(".*\"integrationId\":\"([a-z0-9]+)\".*", "$1");
    assertThat(patch("/integrations/" + id, "{'description':'d'}").body()).contains(ROLE);
    HttpResponse<String> cleared = patch("/integrations/" + id, "{'credentialsArn':''}");
    assertThat(cleared.statusCode()).isEqualTo(200);
    assertThat(cleared.body()).doesNotContain("credentialsArn");
  }

  @Test
  @Aws({"REC-131", "CP-13", "RT-23"})
  void aNewRouteIsShownWithItsDefaults() {
    assertAnswer(
        post("/routes", "{'routeKey':'a'}"),
        201,
        "{'apiKeyRequired':false,'authorizationType':'NONE','routeId':'ID','routeKey':'a'}");
    String integration = caller.integration(api, "Echo");
    HttpResponse<String> created =
        post(
            "/routes",
            "{'routeKey':'b','target':'integrations/%s','routeResponseSelectionExpression':'$default'}"
                .formatted(integration));
    assertAnswer(
        created,
        201,
        "{'apiKeyRequired':false,'authorizationType':'NONE','routeId':'ID','routeKey':'b','routeResponseSelectionExpression':'$default','target':'integrations/%s'}"
            .formatted(integration));
  }

  @Test
  @Aws({"REC-132", "RR-08"})
  void aNewRouteResponseIsItsIdAndItsKey() {
    String route = caller.create(api + "/routes", "{'routeKey':'a'}", "routeId");
    assertAnswer(
        post("/routes/" + route + "/routeresponses", "{'routeResponseKey':'$default'}"),
        201,
        "{'routeResponseId':'ID','routeResponseKey':'$default'}");
  }

  @Test
  @Aws({"REC-133", "CP-02"})
  void onlyTheChangeOfARouteIsAnsweredAsACreation() {
    String route = caller.create(api + "/routes", "{'routeKey':'a'}", "routeId");
    assertThat(patch("/routes/" + route, "{'routeKey':'b'}").statusCode()).isEqualTo(201);
    String integration = caller.integration(api, "Echo");
    assertThat(patch("/integrations/" + integration, "{'description':'d'}").statusCode())
        .isEqualTo(200);
    caller.create(api + "/stages", "{'stageName':'prod'}");
    assertThat(patch("/stages/prod", "{'description':'d'}").statusCode()).isEqualTo(200);
    String authorizer = authorizer();
    assertThat(patch("/authorizers/" + authorizer, "{'name':'other'}").statusCode()).isEqualTo(200);
    assertThat(patch("", "{'description':'d'}").statusCode()).isEqualTo(200);
  }

  private String authorizer() {
    return caller.create(
        api + "/authorizers",
        "{'authorizerType':'REQUEST','authorizerUri':'%s','name':'guard'}".formatted(URI),
        "authorizerId");
  }

  @ParameterizedTest
  @Aws({"REC-134", "AU-02"})
  @ValueSource(strings = {"$disconnect", "$default", "message"})
  void onlyConnectCanBeGuarded(String key) {
    String guard = "'authorizationType':'CUSTOM','authorizerId':'%s'".formatted(authorizer());
    assertBadRequest(post("/routes", "{'routeKey':'%s',%s}".formatted(key, guard)), RESTRICTED);
    String route = caller.create(api + "/routes", "{'routeKey':'%s'}".formatted(key), "routeId");
    assertBadRequest(patch("/routes/" + route, "{%s}".formatted(guard)), RESTRICTED);
    assertBadRequest(patch("/routes/" + route, "{'authorizationType':'AWS_IAM'}"), RESTRICTED);
    assertAnswer(
        caller.call("GET", api + "/routes/" + route, ""),
        200,
        "{'apiKeyRequired':false,'authorizationType':'NONE','routeId':'ID','routeKey':'%s'}"
            .formatted(key));
  }

  @Test
  @Aws({"REC-135", "CP-15"})
  void connectIsShownWithItsGuard() {
    assertAnswer(
        post(
            "/routes",
            "{'routeKey':'$connect','authorizationType':'CUSTOM','authorizerId':'%s'}"
                .formatted(authorizer())),
        201,
        "{'apiKeyRequired':false,'authorizationType':'CUSTOM','authorizerId':'ID','routeId':'ID','routeKey':'$connect'}");
  }

  @Test
  @Aws({"REC-136", "CP-18"})
  void anUnknownRouteIsNotFound() {
    assertNotFound(
        caller.call("GET", api + "/routes/none", ""), "Invalid route identifier specified");
  }

  @Test
  @Aws({"REC-138", "CP-06"})
  void routesAreListedByTheirIds() {
    assertAnswer(caller.call("GET", api + "/routes", ""), 200, "{'items':[]}");
    for (int i = 0; i < 20; i++) {
      caller.create(api + "/routes", "{'routeKey':'r%d'}".formatted(i));
    }
    List<String> ids = new ArrayList<>();
    caller
        .get(api + "/routes")
        .child("items")
        .orElseThrow()
        .elements()
        .forEach(one -> ids.add(text(one, "routeId")));
    assertThat(ids).hasSize(20).isSorted();
    assertThat(caller.get(api + "/routes").child("nextToken")).isEmpty();
  }

  @Test
  @Aws("RT-21")
  void aKeyWithADollarIsOneOfThree() {
    assertBadRequest(
        post("/routes", "{'routeKey':'$getauthorized'}"),
        "The provided route key is not formatted properly");
  }

  @Test
  @Aws({"REC-155", "ST-06"})
  void aNewDeploymentIsShownAsDeployed() {
    caller.create(api + "/routes", "{'routeKey':'a'}");
    assertAnswer(
        post("/deployments", "{}"),
        201,
        "{'autoDeployed':false,'createdDate':'TIME','deploymentId':'ID','deploymentStatus':'DEPLOYED'}");
    assertAnswer(
        post("/deployments", "{'description':'first'}"),
        201,
        "{'autoDeployed':false,'createdDate':'TIME','deploymentId':'ID','deploymentStatus':'DEPLOYED','description':'first'}");
  }

  @Test
  @Aws({"CD-01", "NS-01"})
  void anEdgeDomainIsOfTheOtherApi() {
    assertBadRequest(
        caller.call(
            "POST",
            "/v2/domainnames",
            "{'domainName':'ws.example.com','domainNameConfigurations':[{'endpointType':'EDGE'}]}"),
        "Only REGIONAL domain names can be managed through the API Gateway V2 API. For EDGE domain"
            + " names, please use the API Gateway V1 API. Also note that only REST APIs can be"
            + " attached to EDGE domain names.");
  }

  @Test
  @Aws({"CD-08", "NS-01"})
  void aDomainHasNoMutualTls() {
    String domain =
        "{'domainName':'ws.example.com','mutualTlsAuthentication':{'truststoreUri':'s3://a/b.pem'}}";
    String message = "Mutual TLS domain name association is not supported for Websocket APIs";
    assertBadRequest(caller.call("POST", "/v2/domainnames", domain), message);
    caller.create("/v2/domainnames", "{'domainName':'ws.example.com'}");
    assertBadRequest(caller.call("PATCH", "/v2/domainnames/ws.example.com", domain), message);
  }

  @ParameterizedTest
  @Aws("CD-03")
  @ValueSource(strings = {"v1/chat", "/chat", "chat/", "a b", "a,b", "ü"})
  void aMappingKeyIsOneSegment(String key) {
    caller.create(api + "/stages", "{'stageName':'prod'}");
    caller.create("/v2/domainnames", "{'domainName':'ws.example.com'}");
    String mapping =
        "{'apiId':'%s','stage':'prod','apiMappingKey':'%s'}"
            .formatted(api.substring("/v2/apis/".length()), key);
    assertBadRequest(
        caller.call("POST", "/v2/domainnames/ws.example.com/apimappings", mapping),
        "An ApiMapping key may contain only letters, numbers and one of $-_.+!*'(),");
  }

  @ParameterizedTest
  @Aws("CP-02")
  @ValueSource(strings = {"/v2/vpclinks", "/v2/vpclinks/abc", "/v2/portals", "/v2/portalproducts"})
  void whatOnlyOtherApisHaveIsNotFound(String path) {
    assertNotFound(caller.call("GET", path, ""), "Unable to find the requested operation");
  }
}
