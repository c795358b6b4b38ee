package dev.wsemulator.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages are checked by models before their route's back end gets them. */
class ValidationTest {
  private static final String TEXT =
      "{\"type\":\"object\",\"required\":[\"text\"],"
          + "\"properties\":{\"text\":{\"type\":\"string\"}}}";
  private static final String NUMBER = "{\"type\":\"object\",\"required\":[\"number\"]}";

  private static Rig rig(Integration integration, Map<String, String> models) {
    return new Rig()
        .api(api -> api.model("text", TEXT).model("number", NUMBER))
        .route(
            Route.of("$default", integration).toBuilder()
                .respondsToClient(true)
                .validation(new Route.Validation("${request.body.kind}", models))
                .build());
  }

  private static Integration echo(Rig rig) {
    return Integration.lambdaProxy(rig.function("echo", Rig::echoed));
  }

  private static Rig proxied(Map<String, String> models) {
    Rig rig = new Rig();
    return rig.api(api -> api.model("text", TEXT).model("number", NUMBER))
        .route(
            Route.of("$default", echo(rig)).toBuilder()
                .respondsToClient(true)
                .validation(new Route.Validation("${request.body.kind}", models))
                .build());
  }

  private static String refused(Rig rig, String answer) {
    return answer
        .replace(rig.lastId(), "ID")
        .replaceAll("\"requestId\":\"[A-Za-z0-9_-]{15}=\"", "\"requestId\":\"REQUEST\"");
  }

  @Aws({"MV-01", "MV-03", "MV-04", "MV-07", "ER-04", "OB-77"})
  @Test
  void aMessageThatIsNotAsItsModelSaysIsRefused() throws Exception {
    try (Rig rig = proxied(Map.of("number", "number", "$default", "text")).start();
        RawClient client = rig.open()) {
      client.text("{\"text\":7}");
      assertThat(refused(rig, client.read().text()))
          .isEqualTo(
              "{\"message\": \"Invalid request body\", \"connectionId\":\"ID\","
                  + " \"requestId\":\"REQUEST\"}");
      assertThat(rig.eventsLeft()).isZero();
      client.text("{\"text\":\"fine\"}");
      assertThat(client.read().text()).isEqualTo("{\"text\":\"fine\"}");
      client.text("{\"kind\":\"number\",\"text\":\"fine\"}");
      assertThat(client.read().text()).startsWith("{\"message\": \"Invalid request body\"");
      client.text("{\"kind\":\"number\",\"number\":1}");
      assertThat(client.read().text()).isEqualTo("{\"kind\":\"number\",\"number\":1}");
    }
  }

  @Aws("MV-02")
  @Test
  void aMessageWithoutAModelIsRefused() throws Exception {
    try (Rig rig = proxied(Map.of("number", "number")).start();
        RawClient client = rig.open()) {
      client.text("{\"kind\":\"other\",\"number\":1}");
      assertThat(client.read().text()).startsWith("{\"message\": \"Invalid request body\"");
    }
  }

  @Aws("MV-07")
  @Test
  void otherIntegrationsAreGuardedToo() throws Exception {
    Integration mock =
        new Integration.Mock(
            Transformation.of(IntegrationResponse.of("$default", "pong")).toBuilder()
                .requestTemplate("{\"statusCode\":200}")
                .build());
    try (Rig rig = rig(mock, Map.of("$default", "text")).start();
        RawClient client = rig.open()) {
      client.text("no json");
      assertThat(client.read().text()).startsWith("{\"message\": \"Invalid request body\"");
      client.text("{\"text\":\"x\"}");
      assertThat(client.read().text()).isEqualTo("pong");
    }
  }

  @Aws("MV-09")
  @Test
  void aModelThatIsNotThereIsNamedWhenTheApiIsDeployed() {
    assertThatThrownBy(() -> proxied(Map.of("$default", "lost")).start())
        .hasMessageContaining("There is no model \"lost\"");
  }

  @Aws({"TM-11", "TM-12"})
  @Test
  void aRequiredParameterThatIsMissingRefusesTheHandshake() throws Exception {
    Rig rig = new Rig();
    String open = rig.function("open", Rig.OK);
    rig.route(
        Route.of("$connect", Integration.lambdaProxy(open)).toBuilder()
            .requestParameters(
                Map.of(
                    "route.request.querystring.room", true,
                    "route.request.header.X-Optional", false))
            .build());
    try (rig) {
      rig.start();
      try (RawClient client = RawClient.connect(rig.url())) {
        RawClient.Answer answer = client.upgrade(rig.url(), "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("Missing required request parameters: [room]");
      }
      assertThat(rig.eventsLeft()).isZero();
      try (RawClient client = RawClient.connect(rig.url())) {
        assertThat(client.upgrade(java.net.URI.create(rig.url() + "?room=1"), "").status())
            .isEqualTo(101);
      }
    }
  }

  @Aws("RT-27")
  @Test
  void aSlowModelDoesNotHoldUpTheNextMessage() throws Exception {
    String never = "{\"minimum\":1},".repeat(40) + "{\"type\":\"number\"}";
    String list = "{\"properties\":{\"list\":{\"items\":{\"anyOf\":[" + never + "]}}}}";
    String slow = "{\"kind\":\"list\",\"list\":[0" + ",0".repeat(10_000) + "]}";
    try (Rig rig =
            proxied(Map.of("list", "list", "number", "number"))
                .api(api -> api.model("list", list))
                .start();
        RawClient client = rig.open()) {
      String quick = "{\"kind\":\"number\",\"number\":1}";
      client.text(quick);
      assertThat(client.read().text()).isEqualTo(quick);
      assertThat(ReaderThreadTest.answersBefore(client, slow, quick))
          .isLessThan(ReaderThreadTest.MANY);
    }
  }
}
