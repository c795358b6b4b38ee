package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class ProxyResponsesIT {
  private static final String INTERNAL = "Internal server error";

  private final Deployment deployment;

  ProxyResponsesIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Aws({"LP-01", "LP-02"})
  @ParameterizedTest
  @ValueSource(ints = {200, 201, 301, 401, 500, 501})
  void aOneWayRouteSendsNothingWhateverItAnswers(int status) throws IOException {
    try (Client client = deployment.open();
        Captured captured = new Captured(deployment)) {
      String test = Text.unique();
      String answer = "{\"statusCode\":%d,\"body\":\"not for you\"}".formatted(status);
      String id = client.id();
      client.send(Text.message("silent", "save", test, "post", "it has run", "answer", answer));
      assertThat(client.text()).isEqualTo("it has run");
      assertThat(captured.posted(test)).isEqualTo(200);
      assertThat(client.id()).isEqualTo(id);
    }
  }

  @Aws({"LP-03", "ER-04", "ER-05", "OB-62"})
  @ParameterizedTest
  @ValueSource(strings = {"silent", "answer"})
  void aFunctionThatThrowsIsAnInternalErrorOnEveryRoute(String route) throws IOException {
    assertInternalError(Text.message(route, "throw", "1"));
  }

  @Aws({"LP-04", "LP-05", "LP-06", "LP-07"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "no JSON",
        "[]",
        "\"text\"",
        "{\"ConnectionId\":\"x\",\"Data\":\"y\",\"statusCode\":200}",
        "{\"statusCode\":200,\"cookies\":[]}",
        "{}",
        "{\"body\":\"no status\"}",
        "{\"statusCode\":200,\"body\":{\"no\":\"text\"}}",
        "{\"statusCode\":200,\"body\":1}"
      })
  void anAnswerThatIsNoProxyResponseIsAnInternalError(String answer) throws IOException {
    assertInternalError(Text.message("silent", "answer", answer));
    assertInternalError(Text.message("answer", "answer", answer));
  }

  @Aws("LP-05")
  @Test
  void allKeysOfAProxyResponseAreKnown() throws IOException {
    String answer =
        "{\"statusCode\":200,\"headers\":{\"a\":\"b\"},\"multiValueHeaders\":{\"a\":[\"b\"]},"
            + "\"isBase64Encoded\":false,\"body\":\"all\"}";
    try (Client client = deployment.open()) {
      assertThat(client.ask(Text.message("answer", "answer", answer))).isEqualTo("all");
    }
  }

  @Aws({"LP-08", "DC-03"})
  @Test
  void whatGoesWrongInDisconnectReachesNobody() throws IOException {
    try (Captured captured = new Captured(deployment);
        Client client = Client.open(deployment.url("disconnect", "throw"))) {
      String id = client.id();
      Frame close = client.end(4000, "bye");
      assertThat(close.head()).isEqualTo(Frame.CLOSE);
      assertThat(client.isAtEnd()).isTrue();
      captured.event("DISCONNECT", id);
    }
  }

  /** The function may not run at all: its reserved concurrency is 0. */
  @Aws("LP-11")
  @Test
  void aThrottledFunctionIsAnInternalError() throws IOException {
    assertInternalError(Text.message("throttled"));
  }

  /** The integration of this route waits for one second. */
  @Aws({"LP-12", "LP-13", "ER-04", "ER-05"})
  @Test
  void aSlowFunctionIsGivenUpButGoesOn() throws IOException {
    String signal = Text.unique();
    try (Client client = deployment.open();
        Captured captured = new Captured(deployment)) {
      String id = client.id();
      String answer = "{\"statusCode\":200,\"body\":\"too late\"}";
      client.send(
          Text.message("impatient", "wait", signal, "post", "still here", "answer", answer));
      assertThat(client.text()).matches(Text.errorPattern("Endpoint request timed out", id));
      captured.signal(signal);
      assertThat(client.text()).isEqualTo("still here");
      assertThat(client.id()).isEqualTo(id);
    }
  }

  @Aws({"RR-01", "RR-03", "RR-10"})
  @Test
  void aTwoWayRouteSendsTheBodyAndNothingElse() throws IOException {
    String body = "hello, 東京\n";
    String answer = "{\"statusCode\":200,\"headers\":{\"a\":\"b\"},\"body\":\"hello, 東京\\n\"}";
    try (Client client = deployment.open()) {
      client.send(Text.message("answer", "answer", answer));
      Frame frame = client.frame();
      assertThat(frame.head()).isEqualTo(Frame.TEXT);
      assertThat(frame.text()).isEqualTo(body);
    }
  }

  @Aws({"RR-04", "OB-66"})
  @Test
  void withoutABodyATwoWayRouteSendsAnEmptyMessage() throws IOException {
    try (Client client = deployment.open()) {
      client.send(Text.message("answer", "answer", "{\"statusCode\":200}"));
      Frame frame = client.frame();
      assertThat(frame.head()).isEqualTo(Frame.TEXT);
      assertThat(frame.payload()).isEmpty();
    }
  }

  @Aws({"RR-05", "OB-65"})
  @ParameterizedTest
  @ValueSource(ints = {201, 301, 400, 500})
  void theStatusOfATwoWayRouteDoesNotMatter(int status) throws IOException {
    String answer = "{\"statusCode\":%d,\"body\":\"a message\"}".formatted(status);
    try (Client client = deployment.open()) {
      assertThat(client.ask(Text.message("answer", "answer", answer))).isEqualTo("a message");
    }
  }

  /** One-way routes stay silent even where the API's other routes answer. */
  @Aws({"RR-01", "OB-68"})
  @Test
  void aRouteWithoutRouteResponseIsOneWay() throws IOException {
    try (Client client = deployment.open()) {
      client.send(Text.message("silent", "answer", "{\"statusCode\":200,\"body\":\"silent\"}"));
      JsonNode next = client.event(Text.message("echo"));
      assertThat(next.at("/requestContext/routeKey").asText()).isEqualTo("echo");
    }
  }

  @Aws({"ER-01", "ER-02", "ER-03"})
  @Test
  void theErrorFrameIsKnownByteForByte() throws IOException {
    String test = Text.unique();
    try (Client client = deployment.open();
        Captured captured = new Captured(deployment)) {
      client.send(Text.message("answer", "save", test, "throw", "1"));
      Frame frame = client.frame();
      assertThat(frame.head()).isEqualTo(Frame.TEXT);
      JsonNode context = captured.eventOfTest("MESSAGE", test).path("requestContext");
      assertThat(frame.text())
          .isEqualTo(
              Text.errorFrame(
                  INTERNAL,
                  context.path("connectionId").asText(),
                  context.path("requestId").asText()));
      assertThat(frame.text()).doesNotContain(context.path("messageId").asText());
    }
  }

  private void assertInternalError(String message) throws IOException {
    try (Client client = deployment.open()) {
      String id = client.id();
      assertThat(client.ask(message)).matches(Text.errorPattern(INTERNAL, id));
      assertThat(client.id()).isEqualTo(id);
    }
  }
}
