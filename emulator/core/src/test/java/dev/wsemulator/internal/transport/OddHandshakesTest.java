package dev.wsemulator.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no client library sends, and what handlers answer that they should not. */
class OddHandshakesTest {
  private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate; ";

  private final Rig rig =
      new Rig()
          .verified(false)
          .route(
              "$connect",
              event ->
                  Rig.bytes(
                      "{\"statusCode\":200,\"headers\":{\"Sec-WebSocket-Protocol\":\"chat\"}}"))
          .route("$disconnect", Rig.OK)
          .echo();

  @BeforeEach
  void start() {
    rig.start();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private Answer upgrade(String target, String moreHeaders) throws IOException {
    try (RawClient client = RawClient.connect(rig.url())) {
      return client.upgrade(URI.create("ws://" + rig.url().getAuthority() + target), moreHeaders);
    }
  }

  private Answer request(String method, String target) throws IOException {
    try (RawClient client = RawClient.connect(rig.url())) {
      return client.request(
          "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 0\r\n\r\n"
              .formatted(method, target, rig.url().getAuthority()));
    }
  }

  private void assertStillServes() throws IOException {
    try (RawClient client = RawClient.connect(rig.url())) {
      assertThat(client.upgrade(rig.url(), "").status()).isEqualTo(101);
      client.text("well");
      assertThat(client.read().text()).isEqualTo("well");
    }
  }

  @Aws({"HS-13", "HS-14"})
  @ParameterizedTest
  @ValueSource(strings = {"", "Sec-WebSocket-Protocol: soup\r\n"})
  void aSubprotocolThatNobodyOfferedIsPassedOn(String offer) throws Exception {
    try (RawClient client = RawClient.connect(rig.url())) {
      Answer answer = client.upgrade(rig.url(), offer);
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.headers()).containsEntry("sec-websocket-protocol", "chat");
      client.text("on");
      assertThat(client.read().text()).isEqualTo("on");
    }
  }

  @Aws("HS-24")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "server_max_window_bits=abc",
        "server_max_window_bits=99",
        "server_max_window_bits=7",
        "client_max_window_bits=99",
        "client_max_window_bits=x"
      })
  void anOfferOfCompressionThatCannotBeMetIsNotAgreed(String offer) throws Exception {
    try (RawClient client = RawClient.connect(rig.url())) {
      Answer answer = client.upgrade(rig.url(), DEFLATE + offer + "\r\n");
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.headers()).doesNotContainKey("sec-websocket-extensions");
      client.text("plain");
      assertThat(client.read().text()).isEqualTo("plain");
    }
  }

  @Aws("HS-28")
  @ParameterizedTest
  @CsvSource({
    "GET, /dev?a=%zz",
    "GET, /dev?a=%ff",
    "GET, /dev%zz",
    "GET, /%ff",
    "POST, /dev/@connections/%zz",
    "POST, /dev/@connections/%00",
    "POST, /dev/@connections/%ff",
    "POST, /dev/@connections/a%2Fb"
  })
  void whatCannotBeDecodedIsABadRequestInJson(String method, String target) throws Exception {
    Answer answer;
    if (method.equals("POST")) {
      answer = request(method, target);
    } else {
      try (RawClient client = RawClient.connect(rig.url())) {
        answer =
            client.request(
                ("GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                        + "Sec-WebSocket-Version: 13\r\n\r\n")
                    .formatted(target, rig.url().getAuthority()));
      }
    }
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Bad Request\"}");
    assertThat(answer.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("x-amzn-errortype", "BadRequestException")
        .containsKeys("x-amzn-requestid", "x-amz-apigw-id");
    assertThat(rig.eventsLeft()).isZero();
    assertStillServes();
  }

  @Aws({"CX-09", "IA-10"})
  @Test
  void anIdThatIsEncodedTwiceIsDecodedOnce() throws Exception {
    assertThat(request("POST", "/dev/@connections/AAAAAAAAAAAAAAA%253D").body())
        .isEqualTo("{\"message\":\"Invalid connectionId: AAAAAAAAAAAAAAA%3D\"}");
  }

  @Aws("HS-23")
  @Test
  void theLongestUrlLeavesRoomForCookiesAndTokens() throws Exception {
    String query = "/dev?token=" + "x".repeat(3900);
    Answer answer = upgrade(query, "Cookie: c=" + "y".repeat(8000) + "\r\n");
    assertThat(answer.status()).isEqualTo(101);
    assertThat(Rig.at(rig.event("CONNECT"), "headers", "Cookie")).hasSize(8002);
  }

  @Test
  void headersThatNeverEndAreRefused() throws Exception {
    Answer answer = upgrade("/dev", "X-Huge: " + "z".repeat(40_000) + "\r\n");
    assertThat(answer.status()).isEqualTo(431);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Request Header Fields Too Large\"}");
    assertStillServes();
  }

  @Aws("DC-10")
  @ParameterizedTest
  @ValueSource(ints = {1000, 1002, 1007, 1009, 1011, 3000, 4999})
  void whateverAClientClosesWithIsPassedOn(int code) throws Exception {
    try (RawClient client = RawClient.connect(rig.url())) {
      client.upgrade(rig.url(), "");
      client.frame(0x88, new byte[] {(byte) (code >> 8), (byte) code, 'b', 'y', 'e'});
      RawClient.Frame answer = client.read();
      assertThat(answer.closeCode()).isEqualTo(code);
    }
    var event = rig.event("DISCONNECT");
    assertThat(Rig.at(event, "requestContext", "disconnectStatusCode"))
        .isEqualTo(Integer.toString(code));
    assertThat(Rig.at(event, "requestContext", "disconnectReason")).isEqualTo("bye");
  }

  /** A client that does not wait for the 101. */
  @Aws("HS-04")
  @Test
  void aMessageThatComesWithTheHandshakeWaitsForConnect() throws Exception {
    try (RawClient client = RawClient.connect(rig.url())) {
      String head =
          "GET /dev HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n";
      byte[] handshake = Rig.bytes(head.formatted(rig.url().getAuthority()));
      byte[] both = java.util.Arrays.copyOf(handshake, handshake.length + 8);
      byte[] frame = {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'};
      System.arraycopy(frame, 0, both, handshake.length, frame.length);
      client.write(both);
      assertThat(client.request("").status()).isEqualTo(101);
      assertThat(client.read().text()).isEqualTo("hi");
    }
    assertThat(Rig.at(rig.event("CONNECT"), "requestContext", "routeKey")).isEqualTo("$connect");
    assertThat(Rig.at(rig.event("MESSAGE"), "body")).isEqualTo("hi");
  }
}
