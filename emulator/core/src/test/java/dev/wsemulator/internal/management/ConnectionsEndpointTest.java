package dev.wsemulator.internal.management;

import static dev.wsemulator.testing.Rig.at;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.RawClient.Frame;
import dev.wsemulator.testing.Rig;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code @connections}: status, headers and bodies. */
class ConnectionsEndpointTest {
  private static final String NEVER_ISSUED = "AAAAAAAAAAAAAAA=";

  private static final String[] DONE = {
    "Date: [A-Z][a-z]{2}, .* GMT",
    "Content-Type: application/json",
    "Content-Length: \\d+",
    "Connection: keep-alive",
    "x-amzn-RequestId: [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "x-amz-apigw-id: [A-Za-z0-9_-]{10}ME[A-Za-z0-9_-]{3}=",
    "X-Amzn-Trace-Id: Root=1-[0-9a-f]{8}-[0-9a-f]{24}"
  };

  /** Checks the header lines, letter for letter, in their order. */
  static void assertLines(Answer answer, String... patterns) {
    assertThat(answer.lines()).as("" + answer.lines()).hasSize(patterns.length);
    for (int i = 0; i < patterns.length; i++) {
      assertThat(answer.lines().get(i)).matches(patterns[i]);
    }
  }

  /** Checks the header lines of a refusal that the API itself makes. */
  static void assertRefused(Answer answer, int status, String errorType, String... more) {
    assertThat(answer.status()).isEqualTo(status);
    String length = "Content-Length: " + bytes(answer.body()).length;
    String type = "x-amzn-ErrorType: " + errorType;
    assertLines(
        answer,
        Stream.concat(
                Stream.of(DONE[0], DONE[1], length, DONE[3], DONE[4], type, DONE[5]),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static Rig open() {
    return new Rig().route("$disconnect", Rig.OK).echo().verified(false).start();
  }

  private static Answer call(Rig rig, String method, String id, String body) throws Exception {
    return request(rig, method, "/dev/@connections/" + id, body);
  }

  private static Answer request(Rig rig, String method, String path, String body) throws Exception {
    try (RawClient http = RawClient.connect(rig.url())) {
      return http.request(
          "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(method, path, rig.url().getAuthority(), bytes(body).length, body));
    }
  }

  private static void assertGone(Answer answer) {
    assertRefused(answer, 410, "GoneException", DONE[6]);
    assertThat(answer.body()).isEmpty();
  }

  @Aws({"CX-01", "CX-06", "ID-04", "OB-83", "REC-006", "REC-026"})
  @Test
  void aPostIsDeliveredAndAnsweredWithNothing() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open()) {
      String id = rig.lastId();
      for (String form : new String[] {id, id.replace("=", "%3D"), id.replace("=", "%3d")}) {
        Answer answer = call(rig, "POST", form, "hé");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-length", "0");
        assertLines(answer, DONE);
        Frame frame = client.read();
        assertThat(frame.head()).isEqualTo(RawClient.TEXT);
        assertThat(frame.payload()).isEqualTo(bytes("hé"));
      }
      String encoded = "/dev/%40connections/" + id.replace("=", "%3D");
      assertThat(request(rig, "POST", encoded, "x").status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("x");
    }
  }

  @Aws({"CX-22", "OB-113", "REC-025"})
  @Test
  void anEmptyPostIsAnEmptyMessage() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open()) {
      Answer answer = call(rig, "POST", rig.lastId(), "");
      assertThat(answer.status()).isEqualTo(200);
      assertLines(answer, DONE);
      Frame frame = client.read();
      assertThat(frame.head()).isEqualTo(RawClient.TEXT);
      assertThat(frame.payload()).isEmpty();
    }
  }

  @Aws({"CX-02", "CX-03", "CX-04", "REC-007"})
  @Test
  void aGetTellsOfTheConnectionInTheServicesLayout() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open()) {
      Answer answer = call(rig, "GET", rig.lastId(), "");
      assertThat(answer.status()).isEqualTo(200);
      assertLines(answer, DONE);
      String instant = "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"";
      assertThat(answer.body())
          .matches(
              "\\{\n  \"identity\" : \\{\n    \"sourceIp\" : \"127.0.0.1\",\n"
                  + "    \"userAgent\" : null\n  },\n  \"connectedAt\" : "
                  + instant
                  + ",\n  \"lastActiveAt\" : "
                  + instant
                  + "\n}");
      client.text("hi");
      assertThat(client.read().text()).isEqualTo("hi");
    }
  }

  @Aws({"CX-05", "CX-07", "DC-08", "OB-93", "REC-008", "REC-009"})
  @Test
  void aDeleteClosesTheConnectionAndThenItIsGone() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open()) {
      String id = rig.lastId();
      Answer answer = call(rig, "DELETE", id, "");
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
      assertLines(answer, DONE[0], DONE[1], DONE[3], DONE[4], DONE[5], DONE[6]);
      Frame close = client.read();
      assertThat(close.closeCode()).isEqualTo(1000);
      assertThat(new String(close.payload(), 2, close.payload().length - 2))
          .isEqualTo("Connection Closed Normally");
      client.frame(0x88, close.payload());
      var event = rig.event("DISCONNECT");
      assertThat(at(event, "requestContext", "disconnectStatusCode")).isEqualTo("1000");
      assertThat(at(event, "requestContext", "disconnectReason"))
          .isEqualTo("Connection Closed Normally");
      for (String method : new String[] {"GET", "POST", "DELETE"}) {
        assertGone(call(rig, method, id, ""));
      }
    }
  }

  /** Right after the DELETE, before the client has answered the close. */
  @Aws({"CX-07", "OB-94"})
  @Test
  void aDeletedConnectionIsGoneAtOnce() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open()) {
      String id = rig.lastId();
      call(rig, "DELETE", id, "");
      assertGone(call(rig, "GET", id, ""));
      assertGone(call(rig, "POST", id, "late"));
      assertThat(client.read().closeCode()).isEqualTo(1000);
    }
  }

  @Aws({"CX-07", "CX-08", "REC-009"})
  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "DELETE"})
  void whoHasLeftIsGone(String method) throws Exception {
    try (Rig rig = open()) {
      try (RawClient client = rig.open()) {
        client.frame(0x88, new byte[] {3, (byte) 0xe8});
        client.read();
      }
      rig.event("DISCONNECT");
      assertGone(call(rig, method, rig.lastId(), ""));
    }
  }

  @Aws({"CX-09", "CX-10", "REC-010", "REC-012"})
  @ParameterizedTest
  @ValueSource(
      strings = {"abc", NEVER_ISSUED, NEVER_ISSUED + "x", "%22%3E", "gbgAbCdEfQAYKEhIjA=="})
  void anIdThatWasNeverIssuedIsABadRequestWhoeverAsks(String id) throws Exception {
    for (boolean verified : new boolean[] {true, false}) {
      try (Rig rig = new Rig().echo().verified(verified).start()) {
        String decoded = java.net.URLDecoder.decode(id, java.nio.charset.StandardCharsets.UTF_8);
        for (String method : new String[] {"GET", "POST", "DELETE"}) {
          Answer answer = call(rig, method, id, "");
          assertRefused(answer, 400, "BadRequestException");
          assertThat(answer.body())
              .isEqualTo(
                  "{\"message\":\"Invalid connectionId: " + decoded.replace("\"", "\\\"") + "\"}");
        }
      }
    }
  }

  @Aws({"CX-07", "REC-010"})
  @Test
  void onesOwnIdWithAnotherFirstCharacterIsABadRequest() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open()) {
      String changed = "A" + rig.lastId().substring(1);
      Answer answer = call(rig, "POST", changed, "x");
      assertRefused(answer, 400, "BadRequestException");
      assertThat(answer.headers()).containsEntry("content-length", "56");
      assertThat(answer.body())
          .isEqualTo("{\"message\":\"Invalid connectionId: " + changed + "\"}");
      client.text("undisturbed");
      assertThat(client.read().text()).isEqualTo("undisturbed");
    }
  }

  @Aws({"CX-13", "REC-013"})
  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/@connections/", "/@connections/", "/nowhere/%40connections/"})
  void aWrongStageIsForbidden(String path) throws Exception {
    try (Rig rig = open()) {
      Answer answer = request(rig, "POST", path + NEVER_ISSUED, "x");
      assertRefused(answer, 403, "ForbiddenException");
      assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    }
  }

  @Aws({"CX-14", "CX-15"})
  @Test
  void anotherMethodIsNotFound() throws Exception {
    try (Rig rig = open()) {
      Answer answer = call(rig, "PUT", NEVER_ISSUED, "");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body())
          .isEqualTo(
              "{\"message\":\"No method found matching route dev/@connections/"
                  + NEVER_ISSUED
                  + " for http method PUT.\"}");
    }
  }

  @Aws({"CX-11", "MS-01", "OB-85", "REC-022", "REC-023"})
  @Test
  void aPostOverTheQuotaIsRefusedBeforeItReachesTheApi() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open()) {
      String most = "a".repeat(131072);
      String before = call(rig, "GET", rig.lastId(), "").body();
      Answer answer = call(rig, "POST", rig.lastId(), most + "a");
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).isEmpty();
      assertLines(answer, DONE[0], "Content-Length: 0", DONE[3]);
      assertThat(call(rig, "GET", rig.lastId(), "").body()).isEqualTo(before);
      assertThat(call(rig, "POST", rig.lastId(), most).status()).isEqualTo(200);
      assertThat(message(client)).isEqualTo(most);
    }
  }

  /** Its sender reads no answer before all is sent, and uses the connection again. */
  @Aws("REC-022")
  @Test
  void muchMoreThanTheQuotaIsRefusedToo() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open();
        RawClient http = RawClient.connect(rig.url())) {
      String head =
          "POST /dev/@connections/%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s";
      String much = "a".repeat(8 * 1024 * 1024);
      Answer answer = http.request(head.formatted(rig.lastId(), much.length(), much));
      assertThat(answer.status()).isEqualTo(413);
      assertLines(answer, DONE[0], "Content-Length: 0", DONE[3]);
      assertThat(http.request(head.formatted(rig.lastId(), 1, "b")).status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("b");
    }
  }

  /** Reads a message of one or more frames. */
  private static String message(RawClient client) throws Exception {
    Frame frame = client.read();
    assertThat(frame.head() & 0x7f).isEqualTo(1);
    StringBuilder text = new StringBuilder(frame.text());
    while (frame.head() < 0x80) {
      frame = client.read();
      assertThat(frame.head() & 0x7f).isZero();
      text.append(frame.text());
    }
    return text.toString();
  }

  @Aws({"CX-25", "ID-09", "REC-014"})
  @Test
  void everyStageOfTheApiReachesAConnection() throws Exception {
    try (Rig rig =
            new Rig()
                .route("$disconnect", Rig.OK)
                .echo()
                .stage("dev")
                .stage("other")
                .verified(false)
                .start();
        RawClient client = rig.open()) {
      String path = "/other/@connections/" + rig.lastId();
      assertThat(request(rig, "GET", path, "").body()).startsWith("{\n  \"identity\"");
      assertThat(request(rig, "POST", path, "x").status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("x");
      assertThat(request(rig, "DELETE", path, "").status()).isEqualTo(204);
      Frame close = client.read();
      assertThat(close.closeCode()).isEqualTo(1000);
      client.frame(0x88, close.payload());
      assertThat(at(rig.event("DISCONNECT"), "requestContext", "stage")).isEqualTo("dev");
      assertGone(request(rig, "POST", path, "x"));
      assertGone(call(rig, "POST", rig.lastId(), "x"));
    }
  }

  @Aws("CX-25")
  @Test
  void anotherApiDoesNotReachAConnection() throws Exception {
    WebSocketApi other =
        WebSocketApi.builder("other").apiId("f6g7h8i9j0").stage(Stage.of("there")).build();
    try (Rig rig = new Rig().echo().also(all -> all.api(other)).verified(false).start();
        RawClient client = rig.open()) {
      assertGone(call(rig, "POST", rig.lastId(), "x"));
      String path = "/there/@connections/" + rig.lastId();
      assertThat(request(rig, "POST", path, "y").status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("y");
    }
  }

  @Aws({"CN-04", "CX-24", "OB-110"})
  @Test
  void aPostDuringConnectIsGone() throws Exception {
    AtomicReference<Rig> self = new AtomicReference<>();
    AtomicReference<Answer> early = new AtomicReference<>();
    try (Rig rig =
        new Rig()
            .route(
                "$connect",
                event -> {
                  var json = dev.wsemulator.internal.json.Json.parse(event).orElseThrow();
                  String id = at(json, "requestContext", "connectionId");
                  early.set(call(self.get(), "POST", id, "early"));
                  return bytes("{\"statusCode\":200}");
                })
            .verified(false)
            .start()) {
      self.set(rig);
      try (RawClient client = rig.open()) {
        assertGone(early.get());
        call(rig, "POST", rig.lastId(), "now");
        assertThat(client.read().text()).isEqualTo("now");
      }
    }
  }

  @Aws({"CX-19", "REC-027"})
  @Test
  void bytesThatAreNotUtf8ArriveAsReplacementCharacters() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open();
        RawClient http = RawClient.connect(rig.url())) {
      http.write(
          bytes(
              "POST /dev/@connections/%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n"
                  .formatted(rig.lastId())));
      http.write(new byte[] {0, (byte) 0xff, (byte) 0xfe, (byte) 0x80});
      assertThat(http.request("native").status()).isEqualTo(200);
      Frame frame = client.read();
      assertThat(frame.head()).isEqualTo(RawClient.TEXT);
      assertThat(frame.payload()).isEqualTo(bytes("\0\ufffd\ufffd\ufffdnative")).hasSize(16);
    }
  }

  @Aws({"CX-20", "REC-029"})
  @Test
  void postsArriveInTheOrderOfTheirAnswers() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open()) {
      for (int i = 0; i < 50; i++) {
        assertThat(call(rig, "POST", rig.lastId(), "number " + i).status()).isEqualTo(200);
      }
      for (int i = 0; i < 50; i++) {
        assertThat(client.read().text()).isEqualTo("number " + i);
      }
    }
  }
}
