package dev.wsemulator.internal.gateway;

import static dev.wsemulator.testing.Rig.at;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Stage;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS was recorded to tell functions, and what it does with their answers. */
class RecordedEventsTest {
  private static final byte[] NORMAL = {3, (byte) 0xe8};

  private static List<String> names(Json event) {
    return List.copyOf(event.members().keySet());
  }

  private static Json child(Json json, String name) {
    return json.child(name).orElseThrow();
  }

  private static Rig rig(Map<String, String> variables) {
    return new Rig()
        .time(new VirtualTime())
        .route("$connect", Rig.OK)
        .route("$disconnect", Rig.OK)
        .echo()
        .stage(Stage.builder("dev").variables(variables).build())
        .start();
  }

  @Aws({"REC-004", "REC-064", "REC-065", "REC-066", "REC-067"})
  @Test
  void connectHasTheseMembersInThisOrder() throws Exception {
    try (Rig rig = rig(Map.of("k", "v"));
        RawClient client = RawClient.connect(rig.url())) {
      URI url = URI.create(rig.url() + "?repeat=one&repeat=two&encoded=a%2Bb%20space&marker=m");
      client.upgrade(
          url,
          "x-probe: 1\r\nX-Mixed-Header: 2\r\nX-Context: 3\r\nuser-Agent: me\r\n"
              + "origin: http://o\r\nauthorization: Bearer x\r\n");
      Json event = rig.event("CONNECT");
      assertThat(names(event))
          .containsExactly(
              "headers",
              "multiValueHeaders",
              "queryStringParameters",
              "multiValueQueryStringParameters",
              "stageVariables",
              "requestContext",
              "isBase64Encoded");
      assertThat(at(event, "isBase64Encoded")).isEqualTo("false");
      assertHeaders(event);
      assertThat(at(event, "queryStringParameters"))
          .isEqualTo("{encoded=a+b space, marker=m, repeat=two}");
      assertThat(at(event, "multiValueQueryStringParameters"))
          .isEqualTo("{encoded=[a+b space], marker=[m], repeat=[one, two]}");
      assertContext(child(event, "requestContext"));
    }
  }

  private static void assertHeaders(Json event) {
    assertThat(names(child(event, "headers")))
        .containsExactly(
            "authorization",
            "Host",
            "origin",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version",
            "user-Agent",
            "X-Amzn-Trace-Id",
            "X-Context",
            "X-Forwarded-For",
            "X-Forwarded-Port",
            "X-Forwarded-Proto",
            "X-Mixed-Header",
            "x-probe");
    assertThat(at(event, "headers", "X-Forwarded-Port")).isEqualTo("443");
    assertThat(at(event, "headers", "X-Forwarded-Proto")).isEqualTo("https");
    child(event, "headers")
        .members()
        .forEach(
            (name, value) ->
                assertThat(at(event, "multiValueHeaders", name))
                    .isEqualTo("[" + value.selectionText() + "]"));
  }

  private static void assertContext(Json context) {
    assertThat(names(context))
        .containsExactly(
            "routeKey",
            "eventType",
            "extendedRequestId",
            "requestTime",
            "messageDirection",
            "stage",
            "connectedAt",
            "requestTimeEpoch",
            "identity",
            "requestId",
            "domainName",
            "connectionId",
            "apiId");
    assertThat(names(child(context, "identity"))).containsExactly("userAgent", "sourceIp");
    assertThat(at(context, "routeKey")).isEqualTo("$connect");
    assertThat(at(context, "messageDirection")).isEqualTo("IN");
    assertThat(at(context, "extendedRequestId")).isEqualTo(at(context, "requestId"));
    long epoch = Long.parseLong(at(context, "requestTimeEpoch"));
    long connected = Long.parseLong(at(context, "connectedAt"));
    assertThat(epoch).as("at the same virtual moment").isEqualTo(connected);
    assertThat(child(context, "connectedAt").string()).as("a number").isEmpty();
    assertThat(child(context, "requestTimeEpoch").string()).as("a number").isEmpty();
    String seconds =
        java.time.format.DateTimeFormatter.ofPattern(
                "dd/MMM/yyyy:HH:mm:ss +0000", java.util.Locale.ENGLISH)
            .withZone(java.time.ZoneOffset.UTC)
            .format(java.time.Instant.ofEpochMilli(epoch));
    assertThat(at(context, "requestTime")).isEqualTo(seconds);
  }

  @Aws({"REC-068", "REC-069"})
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void messageAndDisconnectHaveTheirs(boolean withVariables) throws Exception {
    try (Rig rig = rig(withVariables ? Map.of("k", "v") : Map.of());
        RawClient client = RawClient.connect(rig.url())) {
      client.upgrade(URI.create(rig.url() + "?a=b"), "User-Agent: me\r\n");
      client.text("hello");
      client.read();
      client.frame(0x88, NORMAL);
      Json message = rig.event("MESSAGE");
      assertThat(names(message))
          .containsExactlyElementsOf(
              listed(withVariables, "requestContext", "body", "isBase64Encoded"));
      assertThat(names(child(message, "requestContext")))
          .containsExactly(
              "routeKey",
              "messageId",
              "eventType",
              "extendedRequestId",
              "requestTime",
              "messageDirection",
              "stage",
              "connectedAt",
              "requestTimeEpoch",
              "identity",
              "requestId",
              "domainName",
              "connectionId",
              "apiId");
      assertDisconnect(rig.event("DISCONNECT"), withVariables);
    }
  }

  private static void assertDisconnect(Json event, boolean withVariables) {
    List<String> expected = new ArrayList<>(List.of("headers", "multiValueHeaders"));
    expected.addAll(listed(withVariables, "requestContext", "isBase64Encoded"));
    assertThat(names(event)).containsExactlyElementsOf(expected);
    String host = at(event, "requestContext", "domainName");
    assertThat(at(event, "headers"))
        .isEqualTo("{Host=%s, x-api-key=, X-Forwarded-For=, x-restapi=}".formatted(host));
    assertThat(at(event, "multiValueHeaders"))
        .isEqualTo("{Host=[%s], x-api-key=[], X-Forwarded-For=[], x-restapi=[]}".formatted(host));
    assertThat(names(child(event, "requestContext")))
        .containsExactly(
            "routeKey",
            "disconnectStatusCode",
            "eventType",
            "extendedRequestId",
            "requestTime",
            "messageDirection",
            "disconnectReason",
            "stage",
            "connectedAt",
            "requestTimeEpoch",
            "identity",
            "requestId",
            "domainName",
            "connectionId",
            "apiId");
    assertThat(at(event, "requestContext", "disconnectStatusCode")).isEqualTo("1000");
  }

  private static List<String> listed(boolean withVariables, String... names) {
    List<String> all = new ArrayList<>(List.of(names));
    if (withVariables) {
      all.add(0, "stageVariables");
    }
    return all;
  }

  /** One message on its own route, four that fall through to the default one. */
  @Aws("REC-072")
  @Test
  void oneWayRoutesRunOnceEachAndAnswerNothing() throws Exception {
    List<String> messages =
        List.of(
            "{\"action\":\"say\"}",
            "{\"action\":\"$default\"}",
            "{\"action\":\"unknown\"}",
            "{\"text\":\"x\"}",
            "no JSON");
    String answer = "{\"statusCode\":200,\"body\":\"unheard\"}";
    try (Rig rig =
            new Rig()
                .route("say", event -> bytes(answer))
                .route("$default", event -> bytes(answer))
                .twoWay("ask", Rig::echoed)
                .start();
        RawClient client = rig.open()) {
      List<String> routes = new ArrayList<>();
      for (String message : messages) {
        client.text(message);
        Json event = rig.event("MESSAGE");
        assertThat(at(event, "body")).isEqualTo(message);
        routes.add(at(event, "requestContext", "routeKey"));
      }
      assertThat(routes).containsExactly("say", "$default", "$default", "$default", "$default");
      client.text("{\"action\":\"ask\"}");
      assertThat(client.read().text()).as("the first frame").isEqualTo("{\"action\":\"ask\"}");
    }
  }

  private static void assertError(Rig rig, RawClient client, String message) throws IOException {
    RawClient.Frame frame = client.read();
    Matcher ids =
        Pattern.compile(".*\"requestId\":\"([A-Za-z0-9_-]{9}[AQgw]ME[A-Za-z0-9_-]{3}=)\"}")
            .matcher(frame.text());
    assertThat(ids.matches()).as(frame.text()).isTrue();
    assertThat(frame.head()).isEqualTo(RawClient.TEXT);
    assertThat(frame.text())
        .isEqualTo(
            "{\"message\": \"%s\", \"connectionId\":\"%s\", \"requestId\":\"%s\"}"
                .formatted(message, rig.lastId(), ids.group(1)));
    assertThat(rig.emulator().journal().entries(JournalEntry.MessageReceived.class))
        .extracting(JournalEntry.MessageReceived::requestId)
        .contains(ids.group(1));
  }

  @Aws({"REC-003", "REC-076", "RT-02"})
  @Test
  void withoutARouteTheClientIsToldForbidden() throws Exception {
    try (Rig rig = new Rig().twoWay("ask", Rig::echoed).start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"unknown\"}");
      assertError(rig, client, "Forbidden");
      client.text("{\"action\":\"ask\"}");
      assertThat(client.read().text()).isEqualTo("{\"action\":\"ask\"}");
    }
  }

  @Aws({"REC-077", "REC-078", "REC-081"})
  @ParameterizedTest
  @ValueSource(strings = {"raises", "malformed", "missing"})
  void aFunctionThatFailsIsAnInternalServerError(String action) throws Exception {
    try (Rig rig =
            new Rig()
                .twoWay(
                    "raises",
                    event -> {
                      throw new IllegalStateException("no");
                    })
                .twoWay("malformed", event -> bytes("{\"statusCode\":\"invalid\",\"body\":{}}"))
                .missing("missing")
                .echo()
                .start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"" + action + "\"}");
      assertError(rig, client, "Internal server error");
      client.text("still open");
      assertThat(client.read().text()).isEqualTo("still open");
    }
  }

  @Aws({"REC-079", "RR-05", "D-05"})
  @ParameterizedTest
  @CsvSource({"503", "200", "404"})
  void aTwoWayReplyIsTheBodyWhateverTheStatus(int status) throws Exception {
    String answer = "{\"statusCode\":%d,\"body\":\"b %d\"}".formatted(status, status);
    try (Rig rig = new Rig().twoWay("$default", event -> bytes(answer)).start();
        RawClient client = rig.open()) {
      client.text("x");
      RawClient.Frame frame = client.read();
      assertThat(frame.head()).isEqualTo(RawClient.TEXT);
      assertThat(frame.text()).isEqualTo("b " + status);
    }
  }

  /** Of all that happens only a message and an accepted post count. */
  @Aws({"REC-025", "REC-028", "CX-26"})
  @Test
  void messagesAndAcceptedPostsAreActivity() throws Exception {
    VirtualTime time = new VirtualTime();
    try (Rig rig = new Rig().time(time).verified(false).route("$default", Rig.OK).start();
        RawClient client = rig.open()) {
      String start = lastActive(rig);
      time.advance(Duration.ofSeconds(1));
      assertThat(lastActive(rig)).as("time and GET").isEqualTo(start);
      assertThat(call(rig, "POST", "x".repeat(131_073)).status()).isEqualTo(413);
      assertThat(lastActive(rig)).as("a refused post").isEqualTo(start);
      client.text("one-way");
      rig.event("MESSAGE");
      String message = lastActive(rig);
      assertThat(message).as("a message").isGreaterThan(start);
      time.advance(Duration.ofSeconds(1));
      assertThat(call(rig, "POST", "").status()).isEqualTo(200);
      String empty = lastActive(rig);
      assertThat(empty).as("an empty post").isGreaterThan(message);
      time.advance(Duration.ofSeconds(1));
      assertThat(call(rig, "POST", "text").status()).isEqualTo(200);
      assertThat(lastActive(rig)).as("a post").isGreaterThan(empty);
    }
  }

  private static String lastActive(Rig rig) throws IOException {
    return call(rig, "GET", "").body().replaceAll("(?s).*lastActiveAt\" : \"([^\"]+)\".*", "$1");
  }

  private static Answer call(Rig rig, String method, String body) throws IOException {
    try (RawClient http = RawClient.connect(rig.url())) {
      return http.request(
          "%s /dev/@connections/%s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(method, rig.lastId(), rig.url().getAuthority(), body.length(), body));
    }
  }
}
