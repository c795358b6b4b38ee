package dev.wsemulator.fault;

import static dev.wsemulator.fault.MessageFaultsTest.faults;
import static dev.wsemulator.fault.MessageFaultsTest.post;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.journal.JournalEntry.ConnectionsCall;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Handshakes and calls that something before the gateway answers. */
class IntermediaryAnswersTest {
  private static final String PAGE = "<html><h1>502 Bad Gateway</h1></html>";

  private static Rig rig() {
    return new Rig().route("$connect", Rig.OK).echo().verified(false).start();
  }

  @Test
  void aProxyAnswersTheHandshakeWithItsOwnHeadersAndPage() throws Exception {
    try (Rig rig = rig();
        RawClient client = RawClient.connect(rig.url())) {
      IntermediaryAnswer answer =
          IntermediaryAnswer.of(502)
              .withHeader("Server", "nginx/1.25.3")
              .withHeader("Retry-After", "5")
              .withBody("text/html", PAGE);
      faults(rig).add(Fault.proxyAnswer(answer).at(FaultPoint.HANDSHAKE).once());
      RawClient.Answer seen = client.upgrade(rig.url(), "");
      assertThat(seen.status()).isEqualTo(502);
      assertThat(seen.body()).isEqualTo(PAGE);
      assertThat(seen.headers().keySet())
          .containsExactlyInAnyOrder(
              "server", "retry-after", "content-type", "content-length", "date");
      assertThat(seen.headers())
          .containsEntry("server", "nginx/1.25.3")
          .containsEntry("retry-after", "5")
          .containsEntry("content-type", "text/html");
      assertThat(rig.eventsLeft()).as("events of functions").isZero();
      Handshake noted = rig.emulator().journal().entries(Handshake.class).get(0);
      assertThat(noted.status()).isEqualTo(502);
      assertThat(noted.why().toString())
          .contains("A fault rule had a proxy answer the handshake with 502.");
      assertThat(rig.emulator().journal().entries(Faulted.class))
          .extracting(Faulted::fault)
          .containsExactly(
              "proxy answer 502 with 37 bytes of text/html, Server: nginx/1.25.3, Retry-After: 5");
      assertThat(client.upgrade(rig.url(), "").status())
          .as("the next one on the same TCP connection")
          .isEqualTo(101);
    }
  }

  @Test
  void aProxyAnswersCallsBeforeOrAfterTheyAreDone() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      IntermediaryAnswer answer = IntermediaryAnswer.of(503).withBody("text/plain", "later");
      faults(rig).add(Fault.proxyAnswer(answer).at(FaultPoint.CONNECTIONS_CALL).once());
      faults(rig).add(Fault.proxyAnswer(answer).at(FaultPoint.CONNECTIONS_ANSWER).once());
      HttpResponse<String> first = post(rig, "not done").join();
      assertThat(first.statusCode()).isEqualTo(503);
      assertThat(first.body()).isEqualTo("later");
      assertThat(first.headers().firstValue("x-amzn-ErrorType")).isEmpty();
      assertThat(post(rig, "done").join().statusCode()).isEqualTo(503);
      assertThat(client.message()).isEqualTo("done");
      assertThat(rig.emulator().journal().entries(ConnectionsCall.class))
          .extracting(ConnectionsCall::status)
          .startsWith(503)
          .endsWith(503);
    }
  }

  @Test
  void aHandshakeIsAnsweredWithBytesThatAreNoHttpAndThenTheConnectionEnds() throws Exception {
    byte[] bytes = {0, (byte) 0xff, 1, '\n'};
    try (Rig rig = rig()) {
      faults(rig).add(Fault.rawAnswer(bytes).at(FaultPoint.HANDSHAKE).once());
      try (RawClient client = RawClient.connect(rig.url())) {
        client.write(bytes(RawClient.upgradeRequest(rig.url(), "")));
        assertThat(client.read().payload()).as("0, a length of 255 and the rest").hasSize(2);
        assertThat(client.isAtEnd()).isTrue();
      }
      faults(rig).add(Fault.rawAnswer("SSH-2.0-x\r\n").at(FaultPoint.HANDSHAKE).once());
      try (RawClient client = RawClient.connect(rig.url())) {
        client.write(bytes(RawClient.upgradeRequest(rig.url(), "")));
        assertThat(client.rest()).isEqualTo("SSH-2.0-x\r\n");
      }
      assertThat(rig.emulator().journal().entries(Handshake.class))
          .extracting(Handshake::status)
          .as("no answer in HTTP")
          .containsExactly(0, 0);
      assertThat(rig.emulator().journal().entries(Faulted.class))
          .extracting(Faulted::fault)
          .contains("raw answer of 11 bytes: SSH-2.0-x..");
      assertThat(rig.eventsLeft()).as("events of functions").isZero();
    }
  }

  @Test
  void whatIsNoAnswerIsRefused() {
    assertThatThrownBy(() -> IntermediaryAnswer.of(101))
        .hasMessageContaining("200 to 599, and not 101");
    assertThatThrownBy(() -> IntermediaryAnswer.of(204).withBody("text/plain", "x"))
        .hasMessageContaining("204 has no body");
    assertThatThrownBy(() -> IntermediaryAnswer.of(200).withHeader("a b", "c"))
        .hasMessage("\"a b: c\" is not a header of HTTP.");
    assertThatThrownBy(() -> IntermediaryAnswer.of(200).withHeader("content-Length", "3"))
        .hasMessageContaining("comes from the body");
    assertThatThrownBy(() -> Fault.rawAnswer("")).hasMessageContaining("choose fin");
    assertThatThrownBy(() -> Fault.of(Map.of("fault", "raw-answer")))
        .hasMessageContaining("either \"text\" or \"base64\"");
    assertThatThrownBy(() -> Fault.of(Map.of("fault", "raw-answer", "base64", "?")))
        .hasMessageStartingWith("\"base64\": ");
    assertThatThrownBy(() -> Fault.of(Map.of("fault", "proxy-answer", "headers", "nonsense")))
        .hasMessageContaining("\"nonsense\" is not a header.");
    assertThatThrownBy(() -> IntermediaryAnswer.of(200).withBody("a\nb", "x"))
        .hasMessage("A content type has one line.");
  }

  @Test
  void theWordsOfTheAdminApiSayAllOfAnAnswer() {
    Fault page =
        Fault.of(
            Map.of(
                "fault",
                "proxy-answer",
                "status",
                "503",
                "type",
                "text/html",
                "body",
                PAGE,
                "headers",
                "Server: nginx\nRetry-After: 5"));
    assertThat(page)
        .isEqualTo(
            Fault.proxyAnswer(
                IntermediaryAnswer.of(503)
                    .withHeader("Server", "nginx")
                    .withHeader("Retry-After", "5")
                    .withBody("text/html", PAGE)));
    assertThat(Fault.of(Map.of("fault", "raw-answer", "base64", "AP8B")))
        .isEqualTo(Fault.rawAnswer(new byte[] {0, (byte) 0xff, 1}))
        .isNotEqualTo(Fault.rawAnswer("x"));
    assertThat(Fault.rawAnswer(new byte[] {(byte) 0xff}).arguments())
        .containsEntry("base64", "/w==");
    assertThat(Fault.ofJournal("raw answer of 3 bytes: abc").map(Fault::name))
        .contains("RAW_ANSWER");
  }
}
