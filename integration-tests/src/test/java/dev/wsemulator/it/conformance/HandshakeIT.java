package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class HandshakeIT {
  private final Deployment deployment;

  HandshakeIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Aws("HS-01")
  @Test
  void theApisIdIsTheHostAndTheStageIsThePath() throws IOException {
    try (Client client = deployment.open();
        Client other = Client.connect(deployment.url())) {
      JsonNode context = client.event(Text.message("echo")).path("requestContext");
      assertThat(context.path("stage").asText()).isEqualTo("main");
      String host =
          "%s.execute-api.%s.amazonaws.com"
              .formatted(context.path("apiId").asText(), deployment.region().id());
      other.beginAt("/main", host);
      assertThat(other.answer().status()).isEqualTo(101);
      JsonNode there = other.event(Text.message("echo")).path("requestContext");
      assertThat(there.path("domainName").asText()).isEqualTo(host);
      assertThat(there.path("apiId")).isEqualTo(context.path("apiId"));
    }
  }

  @Aws({"HS-01", "HS-17", "OB-18"})
  @Test
  void thereIsNothingWithoutAStage() throws IOException {
    try (Client client = deployment.open();
        Client other = Client.connect(deployment.url())) {
      JsonNode context = client.event(Text.message("echo")).path("requestContext");
      other.beginAt(
          "/",
          "%s.execute-api.%s.amazonaws.com"
              .formatted(context.path("apiId").asText(), deployment.region().id()));
      assertForbidden(other.answer());
    }
  }

  @Aws({"HS-02", "EV-12"})
  @Test
  void functionsSeeTheServicesPortAndProtocol() throws IOException {
    JsonNode headers = connectEvent("HS-02").path("headers");
    assertThat(headers.path("X-Forwarded-Port").asText()).isEqualTo("443");
    assertThat(headers.path("X-Forwarded-Proto").asText()).isEqualTo("https");
    assertThat(headers.path("X-Amzn-Trace-Id").asText()).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
  }

  @Aws({"HS-04", "CX-24", "OB-2"})
  @Test
  void theHandshakeIsAnsweredOnlyAfterConnectHasAnswered() throws IOException {
    String test = Text.unique();
    URI url = URI.create(deployment.url("test", test) + "&wait=" + test);
    try (Captured captured = new Captured(deployment);
        Client client = Client.connect(url)) {
      client.begin();
      JsonNode event = captured.eventOfTest("CONNECT", test);
      String id = event.at("/requestContext/connectionId").asText();
      assertThat(SignedCall.about(deployment, id).post("too early").status()).isEqualTo(410);
      assertThat(client.isSilent()).isTrue();
      captured.signal(test);
      assertThat(client.answer().status()).isEqualTo(101);
      assertThat(client.id()).isEqualTo(id);
    }
  }

  @Aws({"HS-06", "DC-15", "OB-8"})
  @ParameterizedTest
  @ValueSource(strings = {"throw=1", "status=403"})
  void whoIsRefusedHasNoConnectionAndCausesNoDisconnect(String fault) throws IOException {
    String test = Text.unique();
    String refused;
    try (Captured captured = new Captured(deployment)) {
      try (Client client = Client.connect(URI.create(deployment.url("test", test) + "&" + fault))) {
        assertThat(client.upgrade().status()).isGreaterThanOrEqualTo(400);
        refused = captured.eventOfTest("CONNECT", test).at("/requestContext/connectionId").asText();
      }
      assertThat(SignedCall.about(deployment, refused).post("hello").status()).isEqualTo(410);
      disconnectAnother(captured);
      assertThat(captured.ofConnection(refused))
          .extracting(event -> event.at("/requestContext/eventType").asText())
          .containsExactly("CONNECT");
    }
  }

  /** Returns when the {@code $disconnect} of a later connection has run. */
  private void disconnectAnother(Captured captured) throws IOException {
    String id;
    try (Client later = deployment.open()) {
      id = later.id();
      later.end(1000, "");
    }
    captured.event("DISCONNECT", id);
  }

  @Aws("HS-07")
  @Test
  void withoutAConnectRouteEverybodyIsLetIn() throws IOException {
    try (Client client = Client.connect(deployment.url(Deployment.BARE))) {
      assertThat(client.upgrade().status()).isEqualTo(101);
    }
  }

  @Aws("HS-08")
  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 299})
  void everyStatusOf200LetsIn(int status) throws IOException {
    assertThat(upgrade("status", String.valueOf(status)).status()).isEqualTo(101);
  }

  @Aws("HS-09")
  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 501})
  void everyOtherStatusIsTheHandshakes(int status) throws IOException {
    assertThat(upgrade("status", String.valueOf(status)).status()).isEqualTo(status);
  }

  @Aws("HS-10")
  @Test
  void aFunctionThatThrowsIsABadGateway() throws IOException {
    assertThat(upgrade("throw", "1").status()).isEqualTo(502);
  }

  @Aws("HS-10")
  @ParameterizedTest
  @ValueSource(
      strings = {"null", "{}", "no JSON", "{\"statusCode\":200,\"connectionId\":\"unknown key\"}"})
  void anAnswerThatIsNoProxyResponseIsABadGateway(String answer) throws IOException {
    assertThat(upgrade("answer", answer).status()).isEqualTo(502);
  }

  @Aws("LP-14")
  @Test
  void aStatusMayBeAText() throws IOException {
    assertThat(upgrade("answer", "{\"statusCode\":\"200\"}").status()).isEqualTo(101);
  }

  @Aws("HS-13")
  @Test
  void nothingButTheSubprotocolOfConnectsAnswerReachesTheClient() throws IOException {
    String answer =
        "{\"statusCode\":200,\"headers\":{\"X-Mine\":\"1\",\"Set-Cookie\":\"a=b\"},\"body\":\"hi\"}";
    try (Client client = Client.connect(deployment.url("answer", answer))) {
      HttpAnswer handshake = client.upgrade();
      assertThat(handshake.status()).isEqualTo(101);
      assertThat(handshake.header("X-Mine")).isEmpty();
      assertThat(handshake.header("Set-Cookie")).isEmpty();
      assertThat(client.event(Text.message("echo")).has("requestContext")).isTrue();
    }
  }

  @Aws({"HS-13", "OB-7", "REC-033"})
  @Test
  void ofARefusalTheBodyReachesTheClientAndTheHeadersDoNot() throws IOException {
    HttpAnswer answer =
        upgrade(
            "answer",
            "{\"statusCode\":401,\"headers\":{\"X-Mine\":\"1\",\"Content-Type\":\"text/plain\"},"
                + "\"body\":\"not today\"}");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("X-Mine")).isEmpty();
    assertThat(answer.header("Content-Type")).hasValue("application/json; charset=UTF-8");
    assertThat(answer.text()).isEqualTo("not today");
  }

  @Aws({"HS-14", "EV-11", "OB-12"})
  @Test
  void theFunctionChoosesTheSubprotocol() throws IOException {
    String test = Text.unique();
    URI url =
        URI.create(
            deployment.url("test", test)
                + "&answer="
                + Text.encoded(
                    "{\"statusCode\":200,\"headers\":{\"Sec-WebSocket-Protocol\":\"chat.v2\"}}"));
    try (Client client = Client.connect(url);
        Captured captured = new Captured(deployment)) {
      HttpAnswer answer = client.upgrade("Sec-WebSocket-Protocol: chat.v1, chat.v2");
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.header("Sec-WebSocket-Protocol")).hasValue("chat.v2");
      JsonNode event = captured.eventOfTest("CONNECT", test);
      assertThat(event.at("/headers/Sec-WebSocket-Protocol").asText())
          .isEqualTo("chat.v1, chat.v2");
    }
  }

  @Aws({"HS-14", "HS-15"})
  @Test
  void noSubprotocolIsChosenForTheFunction() throws IOException {
    try (Client client = Client.connect(deployment.url())) {
      HttpAnswer answer = client.upgrade("Sec-WebSocket-Protocol: chat");
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.header("Sec-WebSocket-Protocol")).isEmpty();
    }
  }

  @Aws("HS-16")
  @ParameterizedTest
  @ValueSource(strings = {"sec-websocket-protocol", "SEC-WEBSOCKET-PROTOCOL"})
  void theSubprotocolsHeaderMayBeInAnyCase(String name) throws IOException {
    String answer = "{\"statusCode\":200,\"headers\":{\"%s\":\"chat\"}}".formatted(name);
    try (Client client = Client.connect(deployment.url("answer", answer))) {
      assertThat(client.upgrade("Sec-WebSocket-Protocol: chat").header("Sec-WebSocket-Protocol"))
          .hasValue("chat");
    }
  }

  @Aws({"HS-17", "HS-28", "OB-19"})
  @Test
  void anUnknownStageIsForbidden() throws IOException {
    URI unknown = deployment.url().resolve("nosuchstage");
    try (Client client = Client.connect(unknown)) {
      assertForbidden(client.upgrade());
    }
  }

  @Aws({"HS-17", "HS-22"})
  @Test
  void aPathBelowTheStageIsForbidden() throws IOException {
    try (Client client = Client.connect(URI.create(deployment.url() + "/more"))) {
      assertForbidden(client.upgrade());
    }
  }

  @Aws({"HS-22", "OB-17"})
  @Test
  void aSlashAfterTheStageIsTolerated() throws IOException {
    try (Client client = Client.connect(URI.create(deployment.url() + "/"))) {
      assertThat(client.upgrade().status()).isEqualTo(101);
    }
  }

  private static void assertForbidden(HttpAnswer answer) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).isEqualTo("{\"message\":\"Forbidden\"}");
    assertThat(answer.header("Content-Type")).hasValue("application/json");
    assertThat(answer.names()).contains("x-amzn-RequestId", "x-amz-apigw-id", "x-amzn-ErrorType");
    assertThat(answer.header("x-amzn-ErrorType")).hasValue("ForbiddenException");
    assertThat(answer.header("x-amzn-RequestId").orElseThrow()).matches(Text.UUID_SHAPE);
    assertThat(answer.header("x-amz-apigw-id").orElseThrow()).matches(Text.REQUEST_ID);
  }

  @Aws("HS-25")
  @Test
  void aPlainGetDoesNotReachConnect() throws IOException {
    String test = Text.unique();
    URI url = deployment.url("test", test);
    try (Client client = Client.connect(url);
        Captured captured = new Captured(deployment)) {
      client.write(
          "GET " + client.target() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n");
      assertThat(client.answer().status()).isGreaterThanOrEqualTo(400);
      assertThat(captured.ofTest(test)).isEmpty();
    }
  }

  @Aws({"HS-28", "REC-032"})
  @Test
  void aRefusalByTheGatewayHasFiveHeaders() throws IOException {
    HttpAnswer answer = upgrade("throw", "1");
    assertThat(answer.names())
        .map(String::toLowerCase)
        .containsExactly("date", "content-type", "content-length", "connection", "x-amz-apigw-id");
    assertThat(answer.header("Content-Type")).hasValue("application/json; charset=UTF-8");
    assertThat(answer.header("Connection")).hasValue("keep-alive");
    assertThat(answer.header("x-amz-apigw-id").orElseThrow()).matches(Text.REQUEST_ID);
  }

  /** The extended request id is the one that the function is told. */
  @Aws({"HS-28", "REC-032"})
  @Test
  void aRefusalNamesTheRequestThatTheFunctionSaw() throws IOException {
    String test = Text.unique();
    URI url = URI.create(deployment.url("test", test) + "&throw=1");
    try (Client client = Client.connect(url);
        Captured captured = new Captured(deployment)) {
      HttpAnswer answer = client.upgrade();
      JsonNode event = captured.eventOfTest("CONNECT", test);
      assertThat(answer.header("x-amz-apigw-id"))
          .hasValue(event.at("/requestContext/extendedRequestId").asText());
    }
  }

  /** The headers of a captured handshake. */
  @Aws("D-26")
  @Test
  void theHandshakeHasTheHeadersThatAWebSocketNeeds() throws IOException {
    try (Client client = Client.connect(deployment.url())) {
      HttpAnswer answer = client.upgrade();
      assertThat(answer.names())
          .map(String::toLowerCase)
          .contains("date", "connection", "upgrade")
          .doesNotContain("server", "content-type", "content-length");
      assertThat(answer.header("Connection").orElseThrow()).isEqualToIgnoringCase("upgrade");
      assertThat(answer.header("Upgrade")).hasValue("websocket");
      assertThat(answer.header("Sec-WebSocket-Accept")).hasValue("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
  }

  @Aws("HS-29")
  @Test
  void hopByHopHeadersAreNotInTheEvent() throws IOException {
    assertThat(Text.keys(connectEvent("HS-29").path("headers")))
        .map(String::toLowerCase)
        .contains("host", "sec-websocket-key")
        .doesNotContain("connection", "upgrade", "content-length");
  }

  @Aws("HS-30")
  @Test
  void everyOriginIsLetInAndPassedOn() throws IOException {
    String test = Text.unique();
    try (Client client = Client.connect(deployment.url("test", test));
        Captured captured = new Captured(deployment)) {
      HttpAnswer answer = client.upgrade("Origin: https://elsewhere.example");
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.names()).noneMatch(name -> name.toLowerCase().startsWith("access-control"));
      assertThat(captured.eventOfTest("CONNECT", test).at("/headers/Origin").asText())
          .isEqualTo("https://elsewhere.example");
    }
  }

  private JsonNode connectEvent(String row) throws IOException {
    String test = row + Text.unique();
    try (Client client = Client.open(deployment.url("test", test));
        Captured captured = new Captured(deployment)) {
      assertThat(client.id()).isNotEmpty();
      return captured.eventOfTest("CONNECT", test);
    }
  }

  private HttpAnswer upgrade(String name, String value) throws IOException {
    try (Client client = Client.connect(deployment.url(name, value))) {
      return client.upgrade();
    }
  }
}
