package dev.wsemulator.internal.gateway;

import static dev.wsemulator.testing.Rig.at;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes, as the client sees them and as {@code $connect} is told of them. */
class GatewayTest {
  private static Answer handshake(Rig rig, String moreHeaders) throws Exception {
    try (RawClient client = RawClient.connect(rig.url())) {
      return client.upgrade(rig.url(), moreHeaders);
    }
  }

  private static Rig answering(String answer) {
    return new Rig().route("$connect", event -> bytes(answer)).route("$disconnect", Rig.OK).start();
  }

  @Aws({"HS-04", "CN-01", "OB-1"})
  @Test
  void theUpgradeIsAnsweredOnlyWhenConnectHasEnded() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (Rig rig =
        new Rig()
            .route(
                "$connect",
                event -> {
                  if (entered.getCount() > 0) {
                    entered.countDown();
                    go.await();
                  }
                  return bytes("{\"statusCode\":200}");
                })
            .start()) {
      CompletableFuture<RawClient> opened =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return rig.open();
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      rig.open().close(); // one that came later has its whole handshake meanwhile
      assertThat(opened).isNotDone();
      assertThat(rig.event("CONNECT")).isNotNull();
      assertThat(rig.event("CONNECT")).isNotNull();
      assertThat(rig.emulator().journal().entries(Handshake.class)).hasSize(1);
      go.countDown();
      opened.get(20, TimeUnit.SECONDS).close();
      assertThat(rig.eventsLeft()).isZero();
    }
  }

  @Aws({"HS-08", "OB-3"})
  @ParameterizedTest
  @ValueSource(ints = {200, 201, 299})
  void anySuccessfulStatusOpensTheConnection(int status) throws Exception {
    try (Rig rig = answering("{\"statusCode\":" + status + "}")) {
      assertThat(handshake(rig, "").status()).isEqualTo(101);
    }
  }

  @Aws({"HS-09", "HS-06", "DC-15", "OB-4"})
  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 501})
  void anyOtherStatusRefusesItVerbatim(int status) throws Exception {
    try (Rig rig = answering("{\"statusCode\":" + status + ",\"body\":\"secret\"}")) {
      Answer answer = handshake(rig, "");
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body()).isEqualTo("secret");
      rig.event("CONNECT");
      rig.emulator().close();
      assertThat(rig.eventsLeft()).as("events after the refusal").isZero();
    }
  }

  @Aws({"HS-10", "LP-04", "LP-05", "LP-06", "LP-07", "OB-6"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "",
        "[]",
        "\"x\"",
        "{\"statusCode\":200",
        "{\"statusCode\":\"abc\"}",
        "{\"statusCode\":200,\"extra\":1}",
        "{\"statusCode\":200,\"body\":{}}",
        "{\"statusCode\":0}",
        "{\"statusCode\":-1}",
        "{\"statusCode\":100}",
        "{\"statusCode\":1000}"
      })
  void aMalformedAnswerOfConnectIs502(String answer) throws Exception {
    try (Rig rig = answering(answer)) {
      assertThat(handshake(rig, "").status()).isEqualTo(502);
    }
  }

  @Aws({"HS-10", "DC-15", "OB-5"})
  @Test
  void aThrowingConnectIs502() throws Exception {
    try (Rig rig =
        new Rig()
            .route(
                "$connect",
                event -> {
                  throw new IllegalStateException("broken on purpose");
                })
            .start()) {
      Answer answer = handshake(rig, "");
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.body()).contains("Internal server error").doesNotContain("on purpose");
    }
  }

  @Aws("HS-11")
  @Test
  void aConnectRouteToAMissingFunctionIs500() throws Exception {
    try (Rig rig = new Rig().missing("$connect").start()) {
      assertThat(handshake(rig, "").status()).isEqualTo(500);
    }
  }

  @Aws({"HS-07", "OB-10"})
  @Test
  void withoutAConnectRouteEverybodyGetsIn() throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      client.text("hi");
      assertThat(client.read().text()).isEqualTo("hi");
    }
  }

  @Aws({"HS-13", "CN-09", "OB-14"})
  @Test
  void bodyAndHeadersOfConnectDoNotReachTheClient() throws Exception {
    try (Rig rig =
            new Rig()
                .twoWay(
                    "$connect",
                    event ->
                        bytes(
                            "{\"statusCode\":200,\"body\":\"welcome\","
                                + "\"headers\":{\"X-Mine\":\"1\",\"Set-Cookie\":\"a=b\"}}"))
                .echo()
                .start();
        RawClient client = RawClient.connect(rig.url())) {
      Answer answer = client.upgrade(rig.url(), "");
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.headers()).doesNotContainKeys("x-mine", "set-cookie");
      client.text("first");
      assertThat(client.read().text()).isEqualTo("first");
    }
  }

  @Aws({"HS-14", "HS-16"})
  @Test
  void theSubprotocolThatConnectChoosesIsAgreed() throws Exception {
    try (Rig rig =
        answering(
            "{\"statusCode\":200,\"headers\":{\"sec-websocket-PROTOCOL\":\"chat\"},\"body\":\"\"}")) {
      Answer answer = handshake(rig, "Sec-WebSocket-Protocol: soup, chat\r\n");
      assertThat(answer.headers()).containsEntry("sec-websocket-protocol", "chat");
      assertThat(at(rig.event("CONNECT"), "headers", "Sec-WebSocket-Protocol"))
          .isEqualTo("soup, chat");
    }
  }

  @Aws({"HS-15", "OB-13"})
  @Test
  void withoutAChoiceNoSubprotocolIsAgreed() throws Exception {
    try (Rig rig = answering("{\"statusCode\":200}")) {
      Answer answer = handshake(rig, "Sec-WebSocket-Protocol: soup\r\n");
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.headers()).doesNotContainKey("sec-websocket-protocol");
    }
  }

  /** D-28, HS-28 */
  @Aws({"HS-17", "HS-28"})
  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/", "/dev/extra", "/DEV"})
  void aPathThatIsNoStageIsForbidden(String path) throws Exception {
    try (Rig rig = answering("{\"statusCode\":200}");
        RawClient client = RawClient.connect(rig.url())) {
      Answer answer = client.upgrade(rig.url().resolve(path), "");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
      assertThat(answer.headers()).containsEntry("x-amzn-errortype", "ForbiddenException");
      assertThat(rig.eventsLeft()).isZero();
    }
  }

  @Aws("HS-21")
  @Test
  void onlyConnectIsToldOfTheQueryString() throws Exception {
    try (Rig rig =
        new Rig().route("$connect", Rig.OK).route("$disconnect", Rig.OK).echo().start()) {
      URI url = URI.create(rig.url() + "?token=a%20b&x=1&x=2");
      try (RawClient client = RawClient.open(url)) {
        Json connect = rig.event("CONNECT");
        assertThat(at(connect, "queryStringParameters", "token")).isEqualTo("a b");
        assertThat(at(connect, "queryStringParameters", "x")).isEqualTo("2");
        assertThat(at(connect, "multiValueQueryStringParameters", "x")).isEqualTo("[1, 2]");
        client.text("hi");
        assertThat(rig.event("MESSAGE").child("queryStringParameters")).isEmpty();
      }
      assertThat(rig.event("DISCONNECT").child("queryStringParameters")).isEmpty();
    }
  }

  @Aws({"HS-29", "HS-30", "HS-02", "NS-04", "OB-44"})
  @Test
  void connectIsNotToldOfTheHopByHopHeaders() throws Exception {
    try (Rig rig = answering("{\"statusCode\":200}")) {
      handshake(
          rig,
          "Origin: https://a.example\r\nX-Two: 1\r\nX-Two: 2\r\n"
              + "X-Forwarded-Port: 80\r\nX-Forwarded-Proto: http\r\n");
      Map<String, Json> headers = rig.event("CONNECT").child("headers").orElseThrow().members();
      assertThat(headers.keySet())
          .noneMatch(name -> name.equalsIgnoreCase("connection"))
          .noneMatch(name -> name.equalsIgnoreCase("upgrade"))
          .contains("Sec-WebSocket-Key", "Sec-WebSocket-Version", "Host");
      assertThat(headers.get("Origin").selectionText()).isEqualTo("https://a.example");
      assertThat(headers.get("X-Forwarded-Port").selectionText()).isEqualTo("443");
      assertThat(headers.get("X-Forwarded-Proto").selectionText()).isEqualTo("https");
      assertThat(headers.get("X-Two").selectionText()).isEqualTo("2");
      assertThat(headers.get("X-Amzn-Trace-Id").selectionText())
          .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
    }
  }

  /** D-04, HS-25 */
  @Aws({"HS-25", "OB-23"})
  @Test
  void aPlainGetIsForbiddenAndConnectDoesNotRun() throws Exception {
    try (Rig rig = answering("{\"statusCode\":200}")) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(rig.emulator().connectionsEndpoint()).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
      assertThat(rig.eventsLeft()).isZero();
    }
  }

  /** A client that checks what it is given. */
  @Aws("HS-14")
  @Test
  void javaWebSocketAgreesOnTheSubprotocol() throws Exception {
    try (Rig rig =
        answering("{\"statusCode\":200,\"headers\":{\"Sec-WebSocket-Protocol\":\"chat\"}}")) {
      Client client = new Client(rig.url());
      assertThat(client.connectBlocking(20, TimeUnit.SECONDS)).isTrue();
      assertThat(client.getProtocol().getProvidedProtocol()).isEqualTo("chat");
      client.closeBlocking();
      rig.event("DISCONNECT");
    }
  }

  private static final class Client extends WebSocketClient {
    Client(URI url) {
      super(
          url,
          new Draft_6455(
              java.util.List.of(),
              java.util.List.of(new org.java_websocket.protocols.Protocol("chat"))));
    }

    @Override
    public void onOpen(ServerHandshake handshake) {}

    @Override
    public void onMessage(String message) {}

    @Override
    public void onClose(int code, String reason, boolean remote) {}

    @Override
    public void onError(Exception failure) {}
  }
}
