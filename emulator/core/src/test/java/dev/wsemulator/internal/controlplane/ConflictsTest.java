package dev.wsemulator.internal.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is refused because of what is there already, or is named as nothing can be. */
class ConflictsTest {
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

  private static void assertRefused(HttpResponse<String> answer, int status, String message) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("{\"message\":\"" + message + "\"}");
  }

  @Test
  @Aws("IN-06")
  void anIntegrationResponseHasAPatternOfItsOwn() {
    String path =
        api + "/integrations/" + caller.integration(api, "Echo") + "/integrationresponses";
    String body = "{'integrationResponseKey':'%s'}";
    assertRefused(
        caller.call("POST", path, body.formatted("4..")),
        400,
        "The integration response key \\\"4..\\\" is invalid. It must be $default, or a regular"
            + " expression between slashes.");
    for (String key : new String[] {"/4../", "$default"}) {
      caller.create(path, body.formatted(key));
      assertRefused(
          caller.call("POST", path, body.formatted(key)),
          409,
          "IntegrationResponse with key %s already exists for this Integration".formatted(key));
    }
  }

  @Test
  @Aws("RR-02")
  void aRouteHasOneRouteResponse() {
    String route = caller.create(api + "/routes", "{'routeKey':'a'}", "routeId");
    String path = api + "/routes/" + route + "/routeresponses";
    assertRefused(
        caller.call("POST", path, "{'routeResponseKey':'other'}"),
        400,
        "The route response key \\\"other\\\" is invalid. Only $default is supported.");
    caller.create(path, "{'routeResponseKey':'$default'}");
    assertRefused(
        caller.call("POST", path, "{'routeResponseKey':'$default'}"),
        409,
        "RouteResponse with key $default already exists for this Route");
  }

  @Test
  @Aws("ST-11")
  void aStageHasANameOfItsOwn() {
    caller.create(api + "/stages", "{'stageName':'dev'}");
    assertRefused(
        caller.call("POST", api + "/stages", "{'stageName':'dev'}"), 409, "Stage already exists");
  }

  @Test
  @Aws("CP-20")
  void anIntegrationThatNoRouteNeedsIsDeletedWhileOthersAreNeeded() {
    caller.route(api, "a", "Echo");
    caller.delete(api + "/integrations/" + caller.integration(api, "Other"));
  }

  @Test
  void aDeploymentIsDeletedWhenNoStageServesIt() {
    caller.route(api, "a", "Echo");
    String first = caller.create(api + "/deployments", "{}", "deploymentId");
    String other = caller.create(api + "/deployments", "{}", "deploymentId");
    caller.create(api + "/stages", "{'stageName':'prod','deploymentId':'%s'}".formatted(first));
    assertRefused(
        caller.call("DELETE", api + "/deployments/" + first, ""),
        400,
        "Active stages pointing to this deployment must be moved or deleted");
    caller.delete(api + "/deployments/" + other);
  }

  @Test
  @Aws("CD-08")
  void aDomainNameIsWithoutMutualTls() {
    String name = "{'domainName':'ws.example.com','domainNameConfigurations':[{}]%s}";
    assertRefused(
        caller.call(
            "POST",
            "/v2/domainnames",
            name.formatted(",'mutualTlsAuthentication':{'truststoreUri':'s3://a/b'}")),
        400,
        "Mutual TLS domain name association is not supported for Websocket APIs");
    caller.create("/v2/domainnames", name.formatted(""));
  }

  @Test
  @Aws("CD-03")
  void aDomainNameHasEachMappingKeyOnce() {
    caller.create(api + "/stages", "{'stageName':'prod'}");
    caller.create(
        "/v2/domainnames", "{'domainName':'ws.example.com','domainNameConfigurations':[{}]}");
    String path = "/v2/domainnames/ws.example.com/apimappings";
    String body =
        "{'apiId':'%s','stage':'prod','apiMappingKey':'chat'}".formatted(api.substring(9));
    caller.create(path, body);
    assertRefused(
        caller.call("POST", path, body), 409, "ApiMapping key already exists for this domain name");
    caller.create(path, body.replace("chat", "other"));
  }
}
