package dev.wsemulator.internal.controlplane;

import static dev.wsemulator.internal.controlplane.Caller.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.testing.Aws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every resource is made, listed, read, changed and deleted at its path, and nowhere else. */
class PathsTest {
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

  /** Makes a resource, sees that it is listed, read and changed, and returns its path. */
  private String living(String collection, String body, String idField, String change) {
    String id = caller.create(collection, body, idField);
    String path = collection + "/" + id;
    assertThat(caller.get(collection).child("items").orElseThrow().elements())
        .extracting(item -> text(item, idField))
        .contains(id);
    assertThat(text(caller.get(path), idField)).isEqualTo(id);
    Json changed = caller.patch(path, change);
    assertThat(text(changed, idField)).isEqualTo(id);
    assertThat(caller.get(path)).isEqualTo(changed);
    return path;
  }

  private void gone(String path) {
    caller.delete(path);
    assertThat(caller.call("GET", path, "").statusCode()).isEqualTo(404);
  }

  @Test
  @Aws({"CP-01", "CP-02", "CP-03", "CP-22"})
  void apisAndTheirRoutesAreAtTheirPaths() {
    String own =
        living(
            "/v2/apis",
            "{'name':'a','protocolType':'WEBSOCKET','routeSelectionExpression':'$request.body.a'}",
            "apiId",
            "{'name':'b'}");
    String route =
        living(
            own + "/routes",
            "{'routeKey':'$connect','requestParameters':{'route.request.header.a':{'required':true},'route.request.header.b':{'required':true}}}",
            "routeId",
            "{'operationName':'enter'}");
    caller.delete(route + "/requestparameters/route.request.header.a");
    assertThat(text(caller.get(route), "requestParameters"))
        .isEqualTo("{route.request.header.b={required=true}}");
    gone(
        living(
            route + "/routeresponses",
            "{'routeResponseKey':'$default'}",
            "routeResponseId",
            "{'modelSelectionExpression':'a'}"));
    gone(route);
    gone(own);
  }

  @Test
  @Aws({"CP-02", "CP-04"})
  void partsOfAnApiAreAtTheirPaths() {
    String integration =
        living(
            api + "/integrations",
            "{'integrationType':'MOCK'}",
            "integrationId",
            "{'description':'other'}");
    gone(
        living(
            integration + "/integrationresponses",
            "{'integrationResponseKey':'$default'}",
            "integrationResponseId",
            "{'templateSelectionExpression':'a'}"));
    gone(integration);
    gone(
        living(
            api + "/authorizers",
            "{'name':'a','authorizerType':'REQUEST','authorizerUri':'%s'}"
                .formatted(Caller.uri("Echo")),
            "authorizerId",
            "{'name':'b'}"));
    String model =
        living(
            api + "/models",
            "{'name':'a','schema':'{\\\"type\\\":\\\"integer\\\"}'}",
            "modelId",
            "{'description':'other'}");
    assertThat(text(caller.get(model + "/template"), "value"))
        .isEqualTo("#set($inputRoot = $input.path('$'))\n42");
    gone(model);
    caller.route(api, "a", "Echo");
    gone(living(api + "/deployments", "{}", "deploymentId", "{'description':'other'}"));
  }

  @Test
  @Aws({"CP-02", "CP-05", "CP-22"})
  void stagesDomainsAndTagsAreAtTheirPaths() {
    String stage =
        living(
            api + "/stages",
            "{'stageName':'prod','routeSettings':{'$default':{'throttlingRateLimit':5}}}",
            "stageName",
            "{'description':'other'}");
    caller.delete(stage + "/routesettings/$default");
    assertThat(text(caller.get(stage), "routeSettings")).isEqualTo("{}");
    caller.delete(stage + "/accesslogsettings");
    String domain =
        living("/v2/domainnames", "{'domainName':'ws.example.com'}", "domainName", "{}");
    gone(
        living(
            domain + "/apimappings",
            "{'apiId':'%s','stage':'prod','apiMappingKey':'a'}"
                .formatted(api.substring("/v2/apis/".length())),
            "apiMappingId",
            "{'apiMappingKey':'b'}"));
    gone(domain);
    String tags =
        "/v2/tags/arn:aws:apigateway:us-east-1::%2Fapis%2F" + api.substring("/v2/apis/".length());
    caller.create(tags, "{'tags':{'k':'v','l':'w'}}");
    caller.delete(tags + "?tagKeys=l");
    assertThat(text(caller.get(tags), "tags")).isEqualTo("{k=v}");
    gone(stage);
  }
}
