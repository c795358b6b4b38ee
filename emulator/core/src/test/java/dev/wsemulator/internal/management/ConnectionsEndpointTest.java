package dev.wsemulator.internal.management;

import static dev.wsemulator.internal.transport.Rig.at;
import static dev.wsemulator.internal.transport.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.transport.RawClient;
import dev.wsemulator.internal.transport.RawClient.Answer;
import dev.wsemulator.internal.transport.RawClient.Frame;
import dev.wsemulator.internal.transport.Rig;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code @connections}: status, headers and bodies. */
class ConnectionsEndpointTest {
  private static final String GONE_ID = "AAAAAAAAAAAAAAA=";

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
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers())
        .containsEntry("x-amzn-errortype", "GoneException")
        .containsEntry("content-type", "application/json")
        .containsEntry("content-length", "0");
  }

  @Tag("CX-01")
  @Tag("CX-06")
  @Tag("ID-04")
  @Tag("OB-83")
  @Test
  void aPostIsDeliveredAndAnsweredWithNothing() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open()) {
      String id = rig.lastId();
      for (String form : new String[] {id, id.replace("=", "%3D"), id.replace("=", "%3d")}) {
        Answer answer = call(rig, "POST", form, "hé");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
            .containsEntry("content-type", "application/json")
            .containsEntry("content-length", "0")
            .containsKeys("date", "x-amzn-requestid", "x-amz-apigw-id", "x-amzn-trace-id");
        assertThat(client.read().text()).isEqualTo("hé");
      }
      String encoded = "/dev/%40connections/" + id.replace("=", "%3D");
      assertThat(request(rig, "POST", encoded, "x").status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("x");
    }
  }

  @Tag("CX-22")
  @Tag("OB-113")
  @Test
  void anEmptyPostIsAnEmptyMessage() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open()) {
      assertThat(call(rig, "POST", rig.lastId(), "").status()).isEqualTo(200);
      assertThat(client.read().payload()).isEmpty();
    }
  }

  @Tag("CX-02")
  @Tag("CX-03")
  @Tag("CX-04")
  @Test
  void aGetTellsOfTheConnectionInTheServicesLayout() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open()) {
      Answer answer = call(rig, "GET", rig.lastId(), "");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers()).containsEntry("content-type", "application/json");
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

  @Tag("CX-05")
  @Tag("CX-07")
  @Tag("DC-08")
  @Tag("OB-93")
  @Test
  void aDeleteClosesTheConnectionAndThenItIsGone() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open()) {
      String id = rig.lastId();
      Answer answer = call(rig, "DELETE", id, "");
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers()).doesNotContainKeys("content-type", "content-length");
      assertThat(answer.headers()).containsKey("x-amzn-trace-id");
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
  @Tag("CX-07")
  @Tag("OB-94")
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

  @Tag("CX-07")
  @Tag("CX-08")
  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "DELETE"})
  void anIdThatNeverWasIsGone(String method) throws Exception {
    try (Rig rig = open()) {
      assertGone(call(rig, method, GONE_ID, ""));
    }
  }

  /** D-23 */
  @Tag("CX-09")
  @Tag("CX-10")
  @ParameterizedTest
  @ValueSource(strings = {"abc", GONE_ID + "x", "%22%3E"})
  void aMalformedIdIsABadRequest(String id) throws Exception {
    try (Rig rig = open()) {
      Answer answer = call(rig, "POST", id, "x");
      String decoded = java.net.URLDecoder.decode(id, java.nio.charset.StandardCharsets.UTF_8);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.headers())
          .containsEntry("x-amzn-errortype", "BadRequestException")
          .doesNotContainKey("x-amzn-trace-id");
      assertThat(answer.body())
          .isEqualTo(
              "{\"message\":\"Invalid connectionId: " + decoded.replace("\"", "\\\"") + "\"}");
    }
  }

  @Tag("CX-13")
  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/@connections/", "/@connections/", "/nowhere/%40connections/"})
  void aWrongStageIsForbidden(String path) throws Exception {
    try (Rig rig = open()) {
      Answer answer = request(rig, "POST", path + GONE_ID, "x");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
      assertThat(answer.headers()).containsEntry("x-amzn-errortype", "ForbiddenException");
    }
  }

  @Tag("CX-14")
  @Tag("CX-15")
  @Test
  void anotherMethodIsNotFound() throws Exception {
    try (Rig rig = open()) {
      Answer answer = call(rig, "PUT", GONE_ID, "");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body())
          .isEqualTo(
              "{\"message\":\"No method found matching route dev/@connections/"
                  + GONE_ID
                  + " for http method PUT.\"}");
    }
  }

  @Tag("CX-11")
  @Tag("MS-01")
  @Tag("OB-85")
  @Test
  void aPostOverTheQuotaIsTooLarge() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open()) {
      String most = "a".repeat(131072);
      assertThat(call(rig, "POST", rig.lastId(), most).status()).isEqualTo(200);
      assertThat(client.read().payload()).hasSize(32768);
      Answer answer = call(rig, "POST", rig.lastId(), most + "a");
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.headers()).containsEntry("x-amzn-errortype", "PayloadTooLargeException");
    }
  }

  @Tag("CX-25")
  @Test
  void aConnectionOfAnotherStageIsGone() throws Exception {
    try (Rig rig = new Rig().echo().stage("dev").stage("prod").verified(false).start();
        RawClient client = rig.open()) {
      assertGone(request(rig, "POST", "/prod/@connections/" + rig.lastId(), "x"));
      assertThat(call(rig, "POST", rig.lastId(), "y").status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("y");
    }
  }

  @Tag("CN-04")
  @Tag("CX-24")
  @Tag("OB-110")
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

  /** D-22 */
  @Test
  void bytesThatAreNotUtf8ArriveAsReplacementCharacters() throws Exception {
    try (Rig rig = open();
        RawClient client = rig.open();
        RawClient http = RawClient.connect(rig.url())) {
      http.write(
          bytes(
              "POST /dev/@connections/%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na"
                  .formatted(rig.lastId())));
      http.write(new byte[] {(byte) 0xff});
      assertThat(http.request("b").status()).isEqualTo(200);
      Frame frame = client.read();
      assertThat(frame.head()).isEqualTo(RawClient.TEXT);
      assertThat(frame.text()).isEqualTo("a\ufffdb");
    }
  }
}
