package dev.wsemulator.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes without a back end. */
class MockIntegrationTest {

  private static Integration mock(String requestTemplate, IntegrationResponse... responses) {
    return new Integration.Mock(
        Transformation.of(responses).toBuilder().requestTemplate(requestTemplate).build());
  }

  private static String answer(Rig rig, String message) throws Exception {
    try (RawClient client = rig.open()) {
      client.text(message);
      return client.read().text();
    }
  }

  @Aws({"CN-03", "CN-02"})
  @Test
  void aMockWithStatus200OpensTheConnection() throws Exception {
    Integration open = mock("{\"statusCode\": 200}", IntegrationResponse.of("/200/"));
    try (Rig rig = new Rig().route(Route.of("$connect", open)).echo().start()) {
      assertThat(answer(rig, "hi")).isEqualTo("hi");
    }
  }

  @Aws({"CN-02", "IN-07"})
  @Test
  void aMockWithoutAResponseOpensNothing() throws Exception {
    try (Rig rig = new Rig().route(Route.of("$connect", mock("{\"statusCode\": 200}"))).start();
        RawClient client = RawClient.connect(rig.url())) {
      assertThat(client.upgrade(rig.url(), "").status()).isEqualTo(500);
    }
  }

  @Aws("CN-08")
  @Test
  void theTemplateOfConnectSeesTheHandshake() throws Exception {
    Integration decide =
        mock(
            "{\"statusCode\": #if($input.params('token') == 'good')200#else 403#end}",
            IntegrationResponse.of("$default"));
    try (Rig rig = new Rig().route(Route.of("$connect", decide)).start()) {
      for (Map.Entry<String, Integer> one : Map.of("good", 101, "bad", 403).entrySet()) {
        try (RawClient client = RawClient.connect(rig.url())) {
          java.net.URI url = java.net.URI.create(rig.url() + "?token=" + one.getKey());
          assertThat(client.upgrade(url, "").status()).isEqualTo(one.getValue());
        }
      }
    }
  }

  @Aws({"TM-15", "TM-14"})
  @Test
  void aResponseParameterChoosesTheSubprotocol() throws Exception {
    Integration open =
        mock(
            "{\"statusCode\": 200}",
            IntegrationResponse.builder("$default")
                .responseParameters(
                    Map.of(
                        "route.response.header.Sec-WebSocket-Protocol", "'chat'",
                        "route.response.header.X-Other", "'never seen'"))
                .build());
    try (Rig rig = new Rig().route(Route.of("$connect", open)).start();
        RawClient client = RawClient.connect(rig.url())) {
      RawClient.Answer answer =
          client.upgrade(rig.url(), "Sec-WebSocket-Protocol: chat, other\r\n");
      assertThat(answer.headers()).containsEntry("sec-websocket-protocol", "chat");
      assertThat(answer.headers()).doesNotContainKey("x-other");
    }
  }

  @Aws({"IN-09", "IN-10", "IN-05", "RR-06", "OB-121"})
  @Test
  void theStatusInTheTemplateChoosesTheResponse() throws Exception {
    Integration ping =
        mock(
            "{\"statusCode\": $input.path('$.code'), \"seen\": $input.json('$.text')}",
            IntegrationResponse.of(
                "/2\\d\\d/", "pong [$input.path('$.text')] $input.path('$.seen')"),
            IntegrationResponse.of("$default", "other"));
    try (Rig rig = new Rig().route(Route.twoWay("$default", ping)).start()) {
      assertThat(answer(rig, "{\"code\":200,\"text\":\"hi\"}")).isEqualTo("pong [] hi");
      assertThat(answer(rig, "{\"code\":404}")).isEqualTo("other");
      assertThat(answer(rig, "{\"code\":\"x\"}"))
          .startsWith("{\"message\": \"Internal server error\"");
    }
  }

  @Aws({"IN-05", "IN-06"})
  @ParameterizedTest
  @CsvSource({"200, two", "2000, other", "1200, other", "20, other", "404, not found"})
  void aKeyMatchesTheWholeStatusAndDefaultIsTheLastResort(int status, String answer)
      throws Exception {
    Integration mock =
        mock(
            "{\"statusCode\": $input.path('$.code')}",
            IntegrationResponse.of("$default", "other"),
            IntegrationResponse.of("/2\\d\\d/", "two"),
            IntegrationResponse.of("/404/", "not found"));
    try (Rig rig = new Rig().route(Route.twoWay("$default", mock)).start()) {
      assertThat(answer(rig, "{\"code\":%d}".formatted(status))).isEqualTo(answer);
    }
  }

  @Aws({"RT-25", "IN-06"})
  @Test
  void aKeyThatIsNoPatternIsRefusedWhenTheApiIsDeployed() {
    Rig rig = new Rig().route(Route.of("x", mock("{}", IntegrationResponse.of("200"))));
    assertThatThrownBy(rig::start)
        .hasMessageContaining("The route x of the API rig cannot be deployed")
        .hasMessageContaining("\"200\"");
  }

  @Aws({"TM-05", "TM-03"})
  @Test
  void templatesSeeStageVariablesAndTheContext() throws Exception {
    Integration mock =
        mock(
            "{\"statusCode\": 200}",
            IntegrationResponse.of(
                "$default",
                "$stageVariables.color $context.routeKey $context.stage $context.apiId"
                    + " $context.eventType $context.connectionId $context.identity.sourceIp"));
    try (Rig rig =
        new Rig()
            .api(api -> api.stage(Stage.builder("dev").variables(Map.of("color", "red")).build()))
            .route(Route.twoWay("$default", mock))
            .start()) {
      assertThat(answer(rig, "x"))
          .isEqualTo("red $default dev a1b2c3d4e5 MESSAGE " + rig.lastId() + " 127.0.0.1");
    }
  }

  @Aws({"RR-07", "IN-07"})
  @Test
  void aOneWayMockNeedsNeitherAStatusNorAResponse() throws Exception {
    Integration bare = new Integration.Mock(Transformation.of());
    try (Rig rig =
            new Rig()
                .route(Route.of("bare", bare))
                .route(Route.of("text", mock("no JSON")))
                .route(Route.of("none", mock("{\"statusCode\": 404}")))
                .echo()
                .start();
        RawClient client = rig.open()) {
      for (Map.Entry<String, Integer> route :
          Map.of("bare", 200, "text", 200, "none", 404).entrySet()) {
        client.text("{\"action\":\"%s\"}".formatted(route.getKey()));
        assertThat(rig.ended().status()).isEqualTo(route.getValue());
      }
      client.text("next");
      assertThat(client.read().text()).isEqualTo("next");
    }
  }

  @Test
  void aOneWayMockWhoseRequestTemplateFailsIsAnInternalError() throws Exception {
    try (Rig rig = new Rig().route(Route.of("$default", mock("$util.urlDecode('%')"))).start()) {
      assertThat(answer(rig, "x")).startsWith("{\"message\": \"Internal server error\"");
    }
  }

  /** Numbers, as Velocity computes with them. */
  @Aws("TM-03")
  @Test
  void timesAreNumbersInTemplates() throws Exception {
    Integration clock =
        mock(
            "{\"statusCode\": 200}",
            IntegrationResponse.of(
                "$default",
                "#set($ttl = $context.requestTimeEpoch + 86400)"
                    + "#set($until = ($context.requestTimeEpoch / 1000) + 7200)"
                    + "#set($since = $context.connectedAt - 1)$ttl $until $since"
                    + " $context.requestTimeEpoch $context.connectedAt"));
    VirtualTime time = new VirtualTime(Instant.ofEpochMilli(1_795_967_183_999L));
    try (Rig rig = new Rig().time(time).route(Route.twoWay("$default", clock)).start()) {
      assertThat(answer(rig, "x"))
          .isEqualTo("1795967270399 1795974383 1795967183998 1795967183999 1795967183999");
    }
  }

  @Test
  void aTemplateThatTakesTooMuchIsAnInternalErrorAndSaysWhichBound() throws Exception {
    Integration endless =
        mock(
            "{\"statusCode\": 200}",
            IntegrationResponse.of("$default", "#set($a='xx')" + "#set($a=\"$a$a\")".repeat(40)));
    try (Rig rig = new Rig().route(Route.twoWay("$default", endless)).start()) {
      assertThat(answer(rig, "x")).startsWith("{\"message\": \"Internal server error\"");
      Reason why = rig.why();
      assertThat(why.code()).isEqualTo("mapping-bound");
      assertThat(why.what()).contains("is longer than 10485760 characters");
    }
  }

  @Aws({"RR-02", "OB-67", "RR-01"})
  @Test
  void withoutARouteResponseNothingIsSent() throws Exception {
    Integration ping = mock("{\"statusCode\": 200}", IntegrationResponse.of("$default", "pong"));
    try (Rig rig = new Rig().route(Route.of("ping", ping)).echo().start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"ping\"}");
      client.text("next");
      assertThat(client.read().text()).isEqualTo("next");
    }
  }
}
