package dev.wsemulator.internal.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was recorded of clients while APIs, stages and authorizers were made and changed. */
class ClientsOfChangedStagesTest {
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private Caller caller;
  private String api;

  @BeforeEach
  void start() {
    LambdaFunction keeper =
        event -> {
          events.add(new String(event, java.nio.charset.StandardCharsets.UTF_8));
          return Rig.bytes("{\"statusCode\":200,\"body\":\"kept\"}");
        };
    LambdaFunction guard =
        event -> {
          asked.add(new String(event, java.nio.charset.StandardCharsets.UTF_8));
          return Rig.bytes(
              "{\"policyDocument\":{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]},"
                  + "\"context\":{\"since\":\"first\"}}");
        };
    caller =
        new Caller(
            WebSocketApiEmulator.builder()
                .isolated(false)
                .function("Keeper", keeper)
                .function("Guard", guard)
                .start());
    api = caller.api("chat");
  }

  @AfterEach
  void close() {
    caller.close();
  }

  private Json event(String type) throws InterruptedException {
    for (String text = events.poll(20, TimeUnit.SECONDS);
        text != null;
        text = events.poll(20, TimeUnit.SECONDS)) {
      Json event = Json.parse(Rig.bytes(text)).orElseThrow();
      if (Rig.at(event, "requestContext", "eventType").equals(type)) {
        return event;
      }
    }
    throw new AssertionError("There is no event of type " + type);
  }

  private void stage(String name, String more) {
    caller.create(api + "/stages", "{'stageName':'%s','autoDeploy':true%s}".formatted(name, more));
  }

  @Aws("REC-041")
  @Test
  void aStageIsServedAtOnce() throws Exception {
    caller.route(api, "$default", "Keeper");
    stage("dev", "");
    try (RawClient client = RawClient.open(caller.url(api, "dev"))) {
      client.text("hello");
      assertThat(client.read().text()).isEqualTo("kept");
    }
  }

  @Aws({"REC-070", "ST-01", "EV-05"})
  @Test
  void openSocketsSeeTheStageVariablesOfNow() throws Exception {
    caller.route(api, "$default", "Keeper");
    caller.route(api, "$disconnect", "Keeper");
    String guard =
        caller.create(
            api + "/authorizers",
            "{'name':'g','authorizerType':'REQUEST','authorizerUri':'%s'}"
                .formatted(Caller.uri("Guard")),
            "authorizerId");
    caller.create(
        api + "/routes",
        "{'routeKey':'$connect','authorizationType':'CUSTOM','authorizerId':'%s'}"
            .formatted(guard));
    stage("dev", ",'stageVariables':{'phase':'one'}");
    try (RawClient client = RawClient.open(caller.url(api, "dev"))) {
      client.text("before");
      client.read();
      assertThat(Rig.at(event("MESSAGE"), "stageVariables")).isEqualTo("{phase=one}");
      caller.patch(api + "/stages/dev", "{'stageVariables':{'phase':'two'}}");
      client.text("after");
      client.read();
      Json message = event("MESSAGE");
      assertThat(Rig.at(message, "stageVariables")).isEqualTo("{phase=two}");
      assertThat(Rig.at(message, "requestContext", "authorizer")).isEqualTo("{since=first}");
    }
    Json disconnect = event("DISCONNECT");
    assertThat(Rig.at(disconnect, "stageVariables")).isEqualTo("{phase=two}");
    assertThat(Rig.at(disconnect, "requestContext", "authorizer")).isEqualTo("{since=first}");
    assertThat(asked).hasSize(1);
  }

  @Aws({"REC-060", "AU-28"})
  @Test
  void anIdentityValidationExpressionKeepsNobodyOut() throws Exception {
    String guard =
        caller.create(
            api + "/authorizers",
            ("{'name':'g','authorizerType':'REQUEST','authorizerUri':'%s',"
                    + "'identitySource':['route.request.header.X-Tenant'],"
                    + "'identityValidationExpression':'^probe-.*$'}")
                .formatted(Caller.uri("Guard")),
            "authorizerId");
    caller.create(
        api + "/routes",
        "{'routeKey':'$connect','authorizationType':'CUSTOM','authorizerId':'%s','target':'integrations/%s'}"
            .formatted(guard, caller.integration(api, "Keeper")));
    stage("dev", "");
    try (RawClient client = RawClient.connect(caller.url(api, "dev"))) {
      assertThat(client.upgrade(caller.url(api, "dev"), "X-Tenant: other\r\n").status())
          .isEqualTo(101);
    }
    assertThat(asked).hasSize(1);
    assertThat(Rig.at(event("CONNECT"), "headers", "X-Tenant")).isEqualTo("other");
  }

  /** Unless permissions are enforced. */
  @Test
  void aPermissionThatIsRemovedKeepsNobodyOut() throws Exception {
    caller.route(api, "$connect", "Keeper");
    stage("dev", "");
    String policy = "/2015-03-31/functions/Keeper/policy";
    caller.create(
        policy,
        "{'StatementId':'a','Action':'lambda:InvokeFunction','Principal':'apigateway.amazonaws.com'}");
    caller.delete(policy + "/a");
    RawClient.open(caller.url(api, "dev")).close();
    assertThat(Rig.at(event("CONNECT"), "requestContext", "stage")).isEqualTo("dev");
  }

  @Aws({"REC-074", "RR-01"})
  @Test
  void aRouteResponseIsEnoughForReplies() throws Exception {
    String route =
        caller.create(
            api + "/routes",
            "{'routeKey':'$default','target':'integrations/%s'}"
                .formatted(caller.integration(api, "Keeper")),
            "routeId");
    assertThat(caller.get(api + "/routes/" + route).members())
        .doesNotContainKey("routeResponseSelectionExpression");
    caller.create(api + "/routes/" + route + "/routeresponses", "{'routeResponseKey':'$default'}");
    stage("dev", "");
    try (RawClient client = RawClient.open(caller.url(api, "dev"))) {
      client.text("hello");
      assertThat(client.read().text()).isEqualTo("kept");
    }
  }

  @Aws({"REC-005", "ID-07", "ID-08"})
  @Test
  void idsAreAsLongAsTheServices() {
    String integration = caller.integration(api, "Keeper");
    String route = caller.create(api + "/routes", "{'routeKey':'a'}", "routeId");
    String response =
        caller.create(
            api + "/routes/" + route + "/routeresponses",
            "{'routeResponseKey':'$default'}",
            "routeResponseId");
    String authorizer =
        caller.create(
            api + "/authorizers",
            "{'name':'g','authorizerType':'REQUEST','authorizerUri':'%s'}"
                .formatted(Caller.uri("Guard")),
            "authorizerId");
    String deployment = caller.create(api + "/deployments", "{}", "deploymentId");
    assertThat(api).matches("/v2/apis/[a-z0-9]{10}");
    assertThat(integration).matches("[a-z0-9]{7}");
    assertThat(route).matches("[a-z0-9]{7}");
    assertThat(response).matches("[a-z0-9]{6}");
    assertThat(authorizer).matches("[a-z0-9]{6}");
    assertThat(deployment).matches("[a-z0-9]{6}");
  }

  @Aws("HS-20")
  @Test
  void theDefaultEndpointClosesOnEveryStageWithTheNextDeployment() throws Exception {
    caller.route(api, "$default", "Keeper");
    String first = caller.create(api + "/deployments", "{}", "deploymentId");
    for (String stage : new String[] {"dev", "prod"}) {
      caller.create(
          api + "/stages", "{'stageName':'%s','deploymentId':'%s'}".formatted(stage, first));
    }
    caller.patch(api, "{'disableExecuteApiEndpoint':true}");
    assertThat(status("dev")).as("before the deployment").isEqualTo(101);
    assertThat(status("prod")).as("before the deployment").isEqualTo(101);
    String second = caller.create(api + "/deployments", "{}", "deploymentId");
    for (String stage : new String[] {"dev", "prod"}) {
      caller.patch(api + "/stages/" + stage, "{'deploymentId':'%s'}".formatted(second));
    }
    assertThat(status("dev")).isEqualTo(403);
    assertThat(status("prod")).isEqualTo(403);
  }

  private int status(String stage) throws Exception {
    try (RawClient client = RawClient.connect(caller.url(api, stage))) {
      return client.upgrade(caller.url(api, stage), "").status();
    }
  }
}
