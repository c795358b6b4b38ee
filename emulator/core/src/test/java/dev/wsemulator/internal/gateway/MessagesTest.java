package dev.wsemulator.internal.gateway;

import static dev.wsemulator.testing.Rig.at;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Frame;
import dev.wsemulator.testing.Rig;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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

  @Aws({"RT-02", "ER-01", "ER-02", "ER-05", "OB-56"})
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

  @Aws({"LP-01", "LP-02", "OB-64"})
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

  @Aws({"LP-03", "ER-03", "OB-63"})
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

  @Aws({"LP-04", "LP-05", "LP-06", "LP-07"})
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

  @Aws("LP-10")
  @Test
  void aRouteToAMissingFunctionIsAnInternalServerError() throws Exception {
    try (Rig rig = new Rig().missing("x").echo().start();
        RawClient client = rig.open()) {
      client.text(ACTION);
      assertRefused(rig, client, "Internal server error");
      assertStillEchoes(client);
    }
  }

  @Aws({"LP-12", "LP-13", "ER-05"})
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

  @Aws({"RR-03", "RR-04", "RR-05", "MS-19"})
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

  @Aws({"DC-05", "DC-01", "OB-90"})
  @Test
  void aCloseFrameWithoutStatusIs1005() throws Exception {
    try (Rig rig = withDisconnect();
        RawClient client = rig.open()) {
      client.frame(0x88, new byte[0]);
      assertThat(client.read().head()).isEqualTo(0x88);
      assertDisconnected(rig, 1005, "Client-side close frame status not set");
    }
  }

  @Aws({"DC-06", "OB-91"})
  @Test
  void aBrowserThatLeavesIs1001WithoutReason() throws Exception {
    try (Rig rig = withDisconnect();
        RawClient client = rig.open()) {
      client.frame(0x88, new byte[] {3, (byte) 0xe9});
      assertThat(client.read().closeCode()).isEqualTo(1001);
      assertDisconnected(rig, 1001, "");
    }
  }

  @Aws({"DC-10", "OB-92"})
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
  @Aws({"DC-11", "OB-95"})
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
  @Aws("DC-11")
  @Test
  void aConnectionThatEndsWithoutCloseFrameIs1006() throws Exception {
    try (Rig rig = withDisconnect();
        RawClient client = rig.open()) {
      client.end();
      assertDisconnected(rig, 1006, "");
    }
  }

  @Aws({"DC-03", "LP-08", "OB-97"})
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
