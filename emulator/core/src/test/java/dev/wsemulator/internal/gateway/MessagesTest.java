package dev.wsemulator.internal.gateway;

import static dev.wsemulator.testing.Rig.at;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Frame;
import dev.wsemulator.testing.Rig;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients get for their messages, and what {@code $disconnect} is told. */
class MessagesTest {
  private static final String ACTION = "{\"action\":\"x\"}";

  private static void assertRefused(Rig rig, RawClient client, String text) throws Exception {
    Frame frame = client.read();
    assertThat(frame.head()).isEqualTo(RawClient.TEXT);
    String start =
        "{\"message\": \"%s\", \"connectionId\":\"%s\", \"requestId\":\""
            .formatted(text, rig.lastId());
    assertThat(frame.text()).startsWith(start);
    assertThat(frame.text().substring(start.length())).matches("[A-Za-z0-9_-]{15}=\"}");
  }

  private static void assertStillEchoes(RawClient client) throws Exception {
    client.text("still here");
    assertThat(client.read().text()).isEqualTo("still here");
  }

  @Tag("RT-02")
  @Tag("ER-01")
  @Tag("ER-02")
  @Tag("ER-05")
  @Tag("OB-56")
  @Test
  void aMessageWithoutRouteIsForbiddenAndTheConnectionStaysOpen() throws Exception {
    try (Rig rig = new Rig().twoWay("x", Rig::echoed).start();
        RawClient client = rig.open()) {
      client.text("My name is John");
      assertRefused(rig, client, "Forbidden");
      client.text(ACTION);
      assertThat(client.read().text()).isEqualTo(ACTION);
    }
  }

  @Tag("LP-01")
  @Tag("LP-02")
  @Tag("OB-64")
  @ParameterizedTest
  @ValueSource(ints = {200, 201, 301, 401, 501})
  void aOneWayRouteSendsNothing(int status) throws Exception {
    String answer = "{\"statusCode\":" + status + ",\"body\":\"unheard\"}";
    try (Rig rig = new Rig().route("x", event -> bytes(answer)).echo().start();
        RawClient client = rig.open()) {
      client.text(ACTION);
      rig.event("MESSAGE");
      assertStillEchoes(client);
    }
  }

  @Tag("LP-03")
  @Tag("ER-03")
  @Tag("OB-63")
  @Test
  void aThrowingFunctionIsAnInternalServerError() throws Exception {
    try (Rig rig =
            new Rig()
                .route(
                    "x",
                    event -> {
                      throw new StackOverflowError("broken on purpose");
                    })
                .echo()
                .start();
        RawClient client = rig.open()) {
      client.text(ACTION);
      assertRefused(rig, client, "Internal server error");
      assertStillEchoes(client);
    }
  }

  @Tag("LP-04")
  @Tag("LP-05")
  @Tag("LP-06")
  @Tag("LP-07")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "",
        "true",
        "{\"ConnectionId\":\"a\",\"Data\":\"b\",\"statusCode\":200}",
        "{\"statusCode\":200,\"body\":{\"a\":1}}",
        "{\"statusCode\":200}garbage"
      })
  void aMalformedAnswerIsAnInternalServerError(String answer) throws Exception {
    try (Rig rig = new Rig().route("x", event -> bytes(answer)).echo().start();
        RawClient client = rig.open()) {
      client.text(ACTION);
      assertRefused(rig, client, "Internal server error");
      assertStillEchoes(client);
    }
  }

  @Tag("LP-10")
  @Test
  void aRouteToAMissingFunctionIsAnInternalServerError() throws Exception {
    try (Rig rig = new Rig().missing("x").echo().start();
        RawClient client = rig.open()) {
      client.text(ACTION);
      assertRefused(rig, client, "Internal server error");
      assertStillEchoes(client);
    }
  }

  @Tag("LP-12")
  @Tag("LP-13")
  @Tag("ER-05")
  @Test
  void aSlowFunctionTimesOutAndTheConnectionStaysOpen() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (Rig rig =
            new Rig()
                .route(
                    "x",
                    Duration.ofMillis(50),
                    event -> {
                      go.await();
                      return bytes("{\"statusCode\":200}");
                    })
                .echo()
                .start();
        RawClient client = rig.open()) {
      client.text(ACTION);
      assertRefused(rig, client, "Endpoint request timed out");
      assertStillEchoes(client);
      go.countDown();
      assertStillEchoes(client);
    }
  }

  @Tag("RR-03")
  @Tag("RR-04")
  @Tag("RR-05")
  @Tag("MS-19")
  @Test
  void aTwoWayRouteSendsTheBodyAndNothingElse() throws Exception {
    try (Rig rig =
            new Rig()
                .twoWay("none", event -> bytes("{\"statusCode\":200}"))
                .twoWay("bad", event -> bytes("{\"statusCode\":500,\"body\":\"oh\"}"))
                .start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"none\"}");
      Frame empty = client.read();
      assertThat(empty.head()).isEqualTo(RawClient.TEXT);
      assertThat(empty.payload()).isEmpty();
      client.text("{\"action\":\"bad\"}");
      assertThat(client.read().text()).isEqualTo("oh");
    }
  }

  private static Rig withDisconnect() {
    return new Rig().route("$disconnect", Rig.OK).echo().start();
  }

  private static void assertDisconnected(Rig rig, int code, String reason) throws Exception {
    Json event = rig.event("DISCONNECT");
    assertThat(at(event, "requestContext", "disconnectStatusCode")).isEqualTo("" + code);
    assertThat(at(event, "requestContext", "disconnectReason")).isEqualTo(reason);
    assertThat(at(event, "requestContext", "connectionId")).isEqualTo(rig.lastId());
  }

  @Tag("DC-05")
  @Tag("DC-01")
  @Tag("OB-90")
  @Test
  void aCloseFrameWithoutStatusIs1005() throws Exception {
    try (Rig rig = withDisconnect();
        RawClient client = rig.open()) {
      client.frame(0x88, new byte[0]);
      assertThat(client.read().head()).isEqualTo(0x88);
      assertDisconnected(rig, 1005, "Client-side close frame status not set");
    }
  }

  @Tag("DC-06")
  @Tag("OB-91")
  @Test
  void aBrowserThatLeavesIs1001WithoutReason() throws Exception {
    try (Rig rig = withDisconnect();
        RawClient client = rig.open()) {
      client.frame(0x88, new byte[] {3, (byte) 0xe9});
      assertThat(client.read().closeCode()).isEqualTo(1001);
      assertDisconnected(rig, 1001, "");
    }
  }

  @Tag("DC-10")
  @Tag("OB-92")
  @Test
  void theClientsOwnCodeAndReasonAreToldToDisconnect() throws Exception {
    try (Rig rig = withDisconnect();
        RawClient client = rig.open()) {
      client.frame(0x88, new byte[] {0x0f, (byte) 0xa0, 'b', 'y', 'e'});
      assertThat(client.read().closeCode()).isEqualTo(4000);
      assertDisconnected(rig, 4000, "bye");
    }
  }

  /** D-21 */
  @Tag("DC-11")
  @Tag("OB-95")
  @Test
  void aLostConnectionIs1006() throws Exception {
    try (Rig rig = withDisconnect();
        RawClient client = rig.open()) {
      client.text("hi");
      client.read();
      client.reset();
      assertDisconnected(rig, 1006, "");
    }
  }

  /** The TCP connection is closed in order, but without a close frame. */
  @Tag("DC-11")
  @Test
  void aConnectionThatEndsWithoutCloseFrameIs1006() throws Exception {
    try (Rig rig = withDisconnect();
        RawClient client = rig.open()) {
      client.end();
      assertDisconnected(rig, 1006, "");
    }
  }

  @Tag("DC-03")
  @Tag("LP-08")
  @Tag("OB-97")
  @Test
  void aThrowingDisconnectHarmsNobody() throws Exception {
    try (Rig rig =
            new Rig()
                .route(
                    "$disconnect",
                    event -> {
                      throw new IllegalStateException("broken on purpose");
                    })
                .echo()
                .start();
        RawClient other = rig.open()) {
      try (RawClient client = rig.open()) {
        client.frame(0x88, new byte[] {3, (byte) 0xe8});
        assertThat(client.read().closeCode()).isEqualTo(1000);
      }
      rig.event("DISCONNECT");
      assertStillEchoes(other);
    }
  }
}
