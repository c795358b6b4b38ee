package dev.wsemulator.internal.controlplane;

import static dev.wsemulator.internal.controlplane.Caller.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** APIs that calls define are served, when they are deployed. */
class ServingTest {
  private final Caller caller = Caller.start();

  @AfterEach
  void close() {
    caller.close();
  }

  @Test
  @Aws({"ST-01", "ST-05"})
  void aRouteIsServedFromItsDeploymentOn() throws IOException {
    String api = caller.api("chat");
    String route = caller.route(api, "$default", "Echo");
    caller.create(api + "/stages", "{'stageName':'prod'}");
    assertThat(upgrade(caller.url(api, "prod"))).isEqualTo(403);

    caller.create(api + "/deployments", "{'stageName':'prod'}");
    try (RawClient client = RawClient.open(caller.url(api, "prod"))) {
      client.text("one");
      assertThat(client.read().text()).isEqualTo("echo");

      String other = caller.integration(api, "Other");
      caller.patch(api + "/routes/" + route, "{'target':'integrations/%s'}".formatted(other));
      client.text("two");
      assertThat(client.read().text()).isEqualTo("echo");

      caller.create(api + "/deployments", "{'stageName':'prod'}");
      client.text("three");
      assertThat(client.read().text()).isEqualTo("other");
    }
  }

  @Test
  @Aws("ST-01")
  void anOlderDeploymentCanBeAttachedAgain() throws IOException {
    String api = caller.api("chat");
    String route = caller.route(api, "$default", "Echo");
    caller.create(api + "/stages", "{'stageName':'prod'}");
    String first = caller.create(api + "/deployments", "{'stageName':'prod'}", "deploymentId");
    String other = caller.integration(api, "Other");
    caller.patch(api + "/routes/" + route, "{'target':'integrations/%s'}".formatted(other));
    caller.create(api + "/deployments", "{'stageName':'prod'}");
    assertThat(answer(caller.url(api, "prod"))).isEqualTo("other");

    caller.patch(api + "/stages/prod", "{'deploymentId':'%s'}".formatted(first));
    assertThat(answer(caller.url(api, "prod"))).isEqualTo("echo");
  }

  @Test
  @Aws({"REC-158", "REC-159", "REC-161", "ST-01", "CN-06"})
  void whatIsNotDeployedChangesNothingAndSocketsFollowADeployment() throws IOException {
    String api = caller.api("chat");
    caller.route(api, "$default", "Other");
    String echo =
        caller.create(
            api + "/routes",
            "{'routeKey':'echo','target':'integrations/%s'}"
                .formatted(caller.integration(api, "Echo")),
            "routeId");
    caller.create(api + "/stages", "{'stageName':'prod'}");
    caller.create(api + "/deployments", "{'stageName':'prod'}");
    URI url = caller.url(api, "prod");
    try (RawClient first = RawClient.open(url)) {
      caller.create(api + "/routes/" + echo + "/routeresponses", "{'routeResponseKey':'$default'}");
      for (URI each : List.of(url, url)) {
        try (RawClient fresh = RawClient.open(each)) {
          assertOneWay(fresh, "echo");
        }
      }
      assertOneWay(first, "echo");
      String deployed = caller.create(api + "/deployments", "{}", "deploymentId");
      caller.patch(api + "/routes/" + echo, "{'routeKey':'changed'}");
      caller.patch(api + "/stages/prod", "{'deploymentId':'%s'}".formatted(deployed));
      try (RawClient second = RawClient.open(url)) {
        for (RawClient client : List.of(first, second)) {
          assertThat(asked(client, "echo")).isEqualTo("echo");
          assertThat(asked(client, "changed")).isEqualTo("other");
        }
        caller.create(api + "/deployments", "{'stageName':'prod'}");
        for (RawClient client : List.of(first, second)) {
          assertThat(asked(client, "echo")).isEqualTo("other");
          assertThat(asked(client, "changed")).isEqualTo("echo");
        }
      }
    }
  }

  /** Asserts that a message has no answer: the next one's comes first. */
  private static void assertOneWay(RawClient client, String action) throws IOException {
    client.text("{\"action\":\"%s\"}".formatted(action));
    assertThat(asked(client, "any")).isEqualTo("other");
  }

  private static String asked(RawClient client, String action) throws IOException {
    client.text("{\"action\":\"%s\"}".formatted(action));
    return client.read().text();
  }

  @Test
  @Aws("REC-160")
  void aRoleOfAnIntegrationThatIsNotDeployedHasNoEffect() throws IOException {
    String api = caller.api("chat");
    caller.route(api, "$default", "Echo");
    caller.create(api + "/stages", "{'stageName':'prod'}");
    caller.create(api + "/deployments", "{'stageName':'prod'}");
    URI url = caller.url(api, "prod");
    String integration =
        text(
            caller.get(api + "/integrations").child("items").orElseThrow().elements().get(0),
            "integrationId");
    try (RawClient client = RawClient.open(url)) {
      caller.patch(
          api + "/integrations/" + integration,
          "{'credentialsArn':'arn:aws:iam::123456789012:role/none','integrationUri':'%s'}"
              .formatted(Caller.uri("Other")));
      assertThat(asked(client, "any")).isEqualTo("echo");
      assertThat(answer(url)).isEqualTo("echo");
      caller.create(api + "/deployments", "{'stageName':'prod'}");
      assertThat(asked(client, "any")).isEqualTo("other");
    }
  }

  @Test
  @Aws("ST-02")
  void aStageCanBeDeployedWithEachChange() throws IOException {
    String api = caller.api("chat");
    caller.create(api + "/stages", "{'stageName':'prod','autoDeploy':true}");
    String route = caller.route(api, "$default", "Echo");
    assertThat(answer(caller.url(api, "prod"))).isEqualTo("echo");

    String other = caller.integration(api, "Other");
    caller.patch(api + "/routes/" + route, "{'target':'integrations/%s'}".formatted(other));
    assertThat(answer(caller.url(api, "prod"))).isEqualTo("other");
    Json stage = caller.get(api + "/stages/prod");
    Json deployment = caller.get(api + "/deployments/" + text(stage, "deploymentId"));
    assertThat(text(deployment, "autoDeployed")).isEqualTo("true");
    assertThat(caller.call("PATCH", api + "/stages/prod", "{'deploymentId':'none'}").statusCode())
        .isEqualTo(404);
  }

  /** Ends a connection of a stage that stays, whose $disconnect runs; returns its id. */
  private String endOfAnother(String api) throws IOException {
    caller.create(api + "/stages", "{'stageName':'kept'}");
    caller.create(api + "/deployments", "{'stageName':'kept'}");
    RawClient.open(caller.url(api, "kept")).close();
    return caller
        .emulator()
        .journal()
        .cursor()
        .next(
            JournalEntry.Invoking.class,
            Duration.ofSeconds(20),
            entry -> entry.functionName().equals("Other"))
        .connectionId();
  }

  @Test
  @Aws("ST-13")
  void connectionsOfADeletedStageEndWithoutDisconnect() throws IOException {
    String api = caller.api("chat");
    caller.route(api, "$default", "Echo");
    caller.route(api, "$disconnect", "Other");
    caller.create(api + "/stages", "{'stageName':'prod'}");
    caller.create(api + "/deployments", "{'stageName':'prod'}");
    try (RawClient client = RawClient.open(caller.url(api, "prod"))) {
      client.text("one");
      assertThat(client.read().text()).isEqualTo("echo");
      caller.delete(api + "/stages/prod");
      assertThat(client.read().closeCode()).isEqualTo(1001);
    }
    assertThat(upgrade(caller.url(api, "prod"))).isEqualTo(403);
    assertThat(caller.emulator().journal().entries(JournalEntry.Closed.class))
        .extracting(entry -> entry.why().code())
        .containsExactly("stage-deleted");
    String id = endOfAnother(api);
    caller.emulator().close(); // waits for every $disconnect
    assertThat(caller.emulator().journal().entries(JournalEntry.Invoking.class))
        .filteredOn(entry -> entry.functionName().equals("Other"))
        .extracting(JournalEntry::connectionId)
        .containsExactly(id);
  }

  @Test
  @Aws({"ST-01", "HS-27"})
  void settingsOfAStageApplyAtOnce() throws IOException {
    String api = caller.api("chat");
    caller.route(api, "$default", "${stageVariables.answerer}");
    caller.create(
        api + "/stages",
        "{'stageName':'prod','autoDeploy':true,'stageVariables':{'answerer':'Echo'}}");
    URI url = caller.url(api, "prod");
    assertThat(answer(url)).isEqualTo("echo");
    caller.patch(api + "/stages/prod", "{'stageVariables':{'answerer':'Other'}}");
    assertThat(answer(url)).isEqualTo("other");
    caller.patch(
        api + "/stages/prod",
        "{'defaultRouteSettings':{'throttlingRateLimit':0,'throttlingBurstLimit':0}}");
    assertThat(upgrade(url)).isEqualTo(429);
  }

  @Test
  @Aws({"LG-01", "LG-02"})
  void theAccessLogOfAStageIsWritten() throws IOException {
    StringBuffer log = new StringBuffer();
    try (Caller logged = new Caller(WebSocketApiEmulator.builder().logTo(log).start())) {
      String api = logged.api("chat");
      logged.call(
          "PATCH",
          "/account",
          "{'patchOperations':[{'op':'replace','path':'/cloudwatchRoleArn','value':'arn:aws:iam::123456789012:role/logs'}]}");
      logged.create(api + "/routes", "{'routeKey':'a'}");
      logged.create(
          api + "/stages",
          "{'stageName':'prod','autoDeploy':true,'accessLogSettings':{'destinationArn':'arn:aws:logs:us-east-1:123456789012:log-group:doors','format':'<$context.stage"
              + " $context.eventType> $context.requestId'}}");
      RawClient.open(logged.url(api, "prod")).close();
      await()
          .untilAsserted(
              () -> assertThat(log.toString()).matches("<prod CONNECT> [A-Za-z0-9_-]+=\n"));
    }
  }

  private static int upgrade(URI url) throws IOException {
    try (RawClient client = RawClient.connect(url)) {
      return client.upgrade(url, "").status();
    }
  }

  private static String answer(URI url) throws IOException {
    try (RawClient client = RawClient.open(url)) {
      client.text("hello");
      return client.read().text();
    }
  }
}
