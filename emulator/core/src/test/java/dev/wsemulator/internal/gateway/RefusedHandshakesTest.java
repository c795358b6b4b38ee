package dev.wsemulator.internal.gateway;

import static dev.wsemulator.testing.Rig.at;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client reads whose handshake is refused, byte for byte. */
class RefusedHandshakesTest {

  private static Answer knock(Rig rig) throws IOException {
    try (RawClient client = RawClient.connect(rig.url())) {
      return client.upgrade(rig.url(), "");
    }
  }

  private static void assertLines(Answer answer, String requestId) {
    assertThat(answer.lines()).hasSize(5);
    assertThat(answer.lines().get(0)).startsWith("Date: ");
    assertThat(answer.lines().subList(1, 5))
        .containsExactly(
            "Content-Type: application/json; charset=UTF-8",
            "Content-Length: " + bytes(answer.body()).length,
            "Connection: keep-alive",
            "x-amz-apigw-id: " + requestId);
  }

  private static Rig answering(String response) {
    return new Rig()
        .route("$connect", event -> bytes(response))
        .route("$disconnect", Rig.OK)
        .start();
  }

  @Aws({"REC-032", "REC-033", "HS-06", "HS-09", "HS-13", "HS-28", "D-19"})
  @Test
  void theBodyOfTheRefusingFunctionIsTheAnswers() throws Exception {
    String body = "{ \"réason\" : \"" + "no ".repeat(680) + "\" }\n";
    String response =
        "{\"statusCode\":403,\"headers\":{\"Content-Type\":\"text/plain\",\"X-Mine\":\"1\"},\"body\":%s}"
            .formatted(JsonText.quoted(body));
    try (Rig rig = answering(response)) {
      Answer answer = knock(rig);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo(body);
      Json event = rig.event("CONNECT");
      assertLines(answer, at(event, "requestContext", "requestId"));
      assertThat(at(event, "requestContext", "connectionId")).hasSize(20);
      rig.emulator().close();
      assertThat(rig.eventsLeft()).as("a $disconnect").isZero();
    }
  }

  @Aws("REC-033")
  @ParameterizedTest
  @ValueSource(ints = {301, 304, 400, 404, 418, 501, 599})
  void everyOtherStatusHasTheFunctionsBodyToo(int status) throws Exception {
    try (Rig rig = answering("{\"statusCode\":%d,\"body\":\"why\"}".formatted(status))) {
      Answer answer = knock(rig);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body()).isEqualTo(status == 304 ? "" : "why");
    }
  }

  @Aws("REC-033")
  @Test
  void aFunctionThatRefusesWithoutABodySaysNothing() throws Exception {
    try (Rig rig = answering("{\"statusCode\":403}")) {
      Answer answer = knock(rig);
      assertThat(answer.body()).isEmpty();
      assertLines(answer, at(rig.event("CONNECT"), "requestContext", "requestId"));
    }
  }

  @Aws({"REC-034", "HS-11", "D-19"})
  @Test
  void aConnectThatMayNotBeCalledIsAnInternalServerError() throws Exception {
    try (Rig rig = new Rig().missing("$connect").start()) {
      Answer answer = knock(rig);
      JournalEntry.Handshake handshake =
          rig.emulator().journal().entries(JournalEntry.Handshake.class).get(0);
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body())
          .isEqualTo(
              "{\"message\": \"Internal server error\", \"connectionId\":\"%s\", \"requestId\":\"%s\"}"
                  .formatted(handshake.connectionId(), handshake.requestId()))
          .hasSize(107);
      assertLines(answer, handshake.requestId());
    }
  }

  @Aws({"REC-032", "HS-10"})
  @Test
  void aConnectThatFailsHasTheSameHeaders() throws Exception {
    try (Rig rig = answering("null")) {
      Answer answer = knock(rig);
      assertThat(answer.status()).isEqualTo(502);
      assertLines(answer, at(rig.event("CONNECT"), "requestContext", "requestId"));
    }
  }

  /** What does not reach the API is answered as the rest of the service does. */
  @Aws("HS-17")
  @Test
  void anUnknownStageIsRefusedAsForConnections() throws Exception {
    try (Rig rig = new Rig().start();
        RawClient client = RawClient.connect(rig.url())) {
      Answer answer = client.upgrade(rig.url().resolve("/nowhere"), "");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
      assertThat(answer.lines().stream().map(line -> line.replaceAll(":.*", "")))
          .containsExactly(
              "Date",
              "Content-Type",
              "Content-Length",
              "Connection",
              "x-amzn-RequestId",
              "x-amzn-ErrorType",
              "x-amz-apigw-id");
    }
  }
}
