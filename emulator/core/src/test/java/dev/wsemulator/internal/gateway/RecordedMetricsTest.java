package dev.wsemulator.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Metrics count what the service was recorded to count. */
class RecordedMetricsTest {
  private static final String STAGE = "ApiId,Stage";
  private static final String FINE = " IntegrationError=0/1 ClientError=0/1 ExecutionError=0/1";

  private static Rig rig() {
    RouteSettings detailed = RouteSettings.builder().detailedMetricsEnabled(true).build();
    return new Rig()
        .verified(false)
        .stage(
            Stage.builder("probe")
                .defaultRouteSettings(detailed)
                .routeSettings(Map.of("off", RouteSettings.none()))
                .build())
        .route("quiet", Rig.OK)
        .route("off", Rig.OK)
        .missing("missing")
        .twoWay(
            "echo",
            event -> {
              boolean isBad = Rig.text(event).contains("\\\"503\\\"");
              return Rig.bytes("{\"statusCode\":%d,\"body\":\"b\"}".formatted(isBad ? 503 : 200));
            });
  }

  private static Rig withConnect() {
    return rig()
        .route(
            "$connect",
            event -> {
              boolean isDenied = Rig.text(event).contains("\"deny\"");
              return Rig.bytes("{\"statusCode\":%d}".formatted(isDenied ? 403 : 200));
            });
  }

  private static List<Json> metrics(Rig rig) throws Exception {
    try (RawClient client = RawClient.connect(rig.url())) {
      String page =
          client
              .request(
                  "GET /_emulator/metrics.json HTTP/1.1\r\nHost: %s\r\n\r\n"
                      .formatted(rig.url().getAuthority()))
              .body();
      return Json.parse(Rig.bytes(page)).orElseThrow().child("Metrics").orElseThrow().elements();
    }
  }

  private static String text(Json json, String member) {
    return json.child(member).orElseThrow().selectionText();
  }

  /** Returns the sets of dimensions' names, and the values of a route's. */
  private static String dimensions(Json metric) {
    List<String> names = new ArrayList<>();
    String route = "";
    for (Json one : metric.child("Dimensions").orElseThrow().elements()) {
      names.add(text(one, "Name"));
      route = text(one, "Name").equals("Route") ? text(one, "Value") : route;
    }
    return route.isEmpty() ? String.join(",", names) : String.join(",", names) + " " + route;
  }

  /** Returns what there is for one set of dimensions: sums, and samples of errors and latencies. */
  private static String counted(Rig rig, String dimensions) throws Exception {
    StringBuilder text = new StringBuilder();
    for (Json metric : metrics(rig)) {
      if (dimensions(metric).equals(dimensions)) {
        String name = text(metric, "MetricName");
        text.append(text.isEmpty() ? "" : " ").append(name);
        if (name.equals("IntegrationLatency")) {
          text.append('(').append(text(metric, "SampleCount")).append(')');
        } else {
          text.append('=').append(text(metric, "Sum"));
          text.append(name.endsWith("Error") ? "/" + text(metric, "SampleCount") : "");
        }
      }
    }
    return text.toString();
  }

  private static void awaitCounted(Rig rig, String dimensions, String counted) {
    await().untilAsserted(() -> assertThat(counted(rig, dimensions)).isEqualTo(counted));
  }

  private static String route(String key) {
    return "ApiId,Route,Stage " + key;
  }

  @Aws({"REC-114", "REC-110", "REC-113", "MT-02", "MT-03"})
  @Test
  void anAcceptedConnectIsAMessageToo() throws Exception {
    try (Rig rig = withConnect().start();
        RawClient client = rig.open()) {
      String counted = "ConnectCount=1 MessageCount=1" + FINE + " IntegrationLatency(1)";
      awaitCounted(rig, route("$connect"), counted);
      awaitCounted(rig, STAGE, counted);
      awaitCounted(rig, "ApiId", counted);
      assertThat(client).isNotNull();
    }
  }

  @Aws({"MT-02", "MT-03"})
  @Test
  void withoutAnIntegrationOfConnectThereIsAMessageAndNoConnect() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      awaitCounted(rig, route("$connect"), "MessageCount=1" + FINE);
      assertThat(client).isNotNull();
    }
  }

  @Aws({"REC-115", "MT-02", "MT-04"})
  @Test
  void aConnectThatTheFunctionRefusesIsTheClientsError() throws Exception {
    try (Rig rig = withConnect().start();
        RawClient client = RawClient.connect(rig.url())) {
      client.upgrade(URI.create(rig.url() + "?deny=yes"), "");
      awaitCounted(
          rig,
          route("$connect"),
          "ConnectCount=1 MessageCount=1 IntegrationError=0/1 ClientError=1/1 ExecutionError=0/1"
              + " IntegrationLatency(1)");
    }
  }

  @Aws({"REC-116", "REC-117", "MT-03"})
  @Test
  void aTwoWayMessageCountsTwice() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"quiet\"}");
      awaitCounted(rig, route("quiet"), "MessageCount=1" + FINE + " IntegrationLatency(1)");
      client.text("{\"action\":\"echo\"}");
      client.read();
      awaitCounted(rig, route("echo"), "MessageCount=2" + FINE + " IntegrationLatency(1)");
    }
  }

  @Aws("MT-05")
  @Test
  void aMockHasNoLatency() throws Exception {
    Integration mock = new Integration.Mock(Transformation.of());
    try (Rig rig = rig().route(Route.of("mock", mock)).start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"mock\"}");
      awaitCounted(rig, route("mock"), "MessageCount=1" + FINE);
    }
  }

  @Aws({"REC-118", "MT-04"})
  @Test
  void aFunctionThatAnswers503IsAnExecutionError() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      for (int i = 0; i < 2; i++) {
        client.text("{\"action\":\"echo\",\"mode\":\"503\"}");
        client.read();
      }
      awaitCounted(
          rig,
          route("echo"),
          "MessageCount=4 IntegrationError=0/2 ClientError=0/2 ExecutionError=2/2"
              + " IntegrationLatency(2)");
    }
  }

  @Aws({"REC-119", "MT-04"})
  @Test
  void anIntegrationThatCannotBeCalledCountsWithItsErrorFrame() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"missing\"}");
      client.read();
      awaitCounted(
          rig,
          route("missing"),
          "MessageCount=2 IntegrationError=0/1 ClientError=0/1 ExecutionError=1/1"
              + " IntegrationLatency(1)");
    }
  }

  @Aws({"REC-120", "MT-03", "MT-04"})
  @Test
  void whatNoRouteTakesIsTheClientsErrorOfTheStage() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      String before = counted(rig, STAGE);
      client.text("{\"action\":\"nowhere\"}");
      client.read();
      assertThat(before).isEqualTo("MessageCount=1" + FINE);
      String after = "MessageCount=1 IntegrationError=0/2 ClientError=1/2 ExecutionError=0/2";
      awaitCounted(rig, STAGE, after);
      awaitCounted(rig, "ApiId", after);
      assertThat(metrics(rig))
          .map(RecordedMetricsTest::dimensions)
          .filteredOn(one -> one.contains("Route"))
          .containsOnly(route("$connect"));
    }
  }

  @Aws({"REC-121", "REC-111", "CX-27", "MT-05"})
  @Test
  void messagesOfBackEndsAreARouteOfTheirOwn() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      for (int i = 0; i < 2; i++) {
        try (RawClient http = RawClient.connect(rig.url())) {
          http.request(
              "POST /a1b2c3d4e5/probe/@connections/%s HTTP/1.1\r\nHost: %s\r\nContent-Length: 2\r\n\r\nhi"
                  .formatted(rig.lastId().replace("=", "%3D"), rig.url().getAuthority()));
        }
        client.read();
      }
      awaitCounted(
          rig,
          route("POST /@connections/{connectionId}"),
          "MessageCount=2 IntegrationError=0/2 ClientError=0/2 ExecutionError=0/2");
    }
  }

  @Aws({"REC-122", "REC-111", "MT-03"})
  @Test
  void anEndIsAMessageAlsoWithoutARoute() throws Exception {
    try (Rig rig = rig().start()) {
      rig.open().close();
      awaitCounted(rig, route("$disconnect"), "MessageCount=1" + FINE);
    }
  }

  @Aws({"REC-112", "REC-111", "MT-06"})
  @Test
  void aRoutesOwnSettingTakesNoMetricsAway() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"off\"}");
      awaitCounted(rig, route("off"), "MessageCount=1" + FINE + " IntegrationLatency(1)");
      assertThat(metrics(rig))
          .map(RecordedMetricsTest::dimensions)
          .containsOnly("ApiId", STAGE, route("off"), route("$connect"));
    }
  }

  @Aws("MT-06")
  @Test
  void withoutDetailedMetricsThereAreNoRoutes() throws Exception {
    try (Rig rig = new Rig().stage("probe").route("quiet", Rig.OK).start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"quiet\"}");
      await().until(() -> counted(rig, STAGE).contains("Latency"));
      assertThat(metrics(rig)).map(RecordedMetricsTest::dimensions).containsOnly("ApiId", STAGE);
    }
  }
}
