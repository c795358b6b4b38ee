package dev.wsemulator.internal.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What never gets to a connection, and what ends one, says why; clients are not told. */
class RefusalReasonsTest {
  private static final DomainName CHAT =
      new DomainName(
          "chat.example.com", List.of(new DomainName.ApiMapping("v1", "a1b2c3d4e5", "prod")));

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static Rig rig() {
    return new Rig().echo().stage("dev").stage("prod");
  }

  private static JournalEntry.RequestRefused refused(Rig rig, String request) throws Exception {
    try (RawClient client = RawClient.connect(rig.url())) {
      RawClient.Answer answer = client.request(request);
      JournalEntry.RequestRefused entry =
          rig.journal().next(JournalEntry.RequestRefused.class, LIMIT);
      assertThat(entry.status()).isEqualTo(answer.status());
      assertThat(answer.body()).doesNotContain(entry.why().what());
      assertThat(entry.connectionId()).isNull();
      return entry;
    }
  }

  private static String upgrade(Rig rig, String path, String version) {
    return ("GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: %s\r\n\r\n")
        .formatted(path, rig.url().getAuthority(), version);
  }

  private static String get(Rig rig, String path) {
    return "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, rig.url().getAuthority());
  }

  @Test
  void anUnknownStageNamesTheStagesThatThereAre() throws Exception {
    try (Rig rig = rig().start()) {
      JournalEntry.RequestRefused entry = refused(rig, upgrade(rig, "/prdo?token=hunter2", "13"));
      assertThat(entry.request()).isEqualTo("GET /prdo");
      Reason why = entry.why();
      assertThat(why.code()).isEqualTo("no-stage");
      assertThat(why.text())
          .isEqualTo(
              "There is no stage at %s/prdo. The path is /{stage}, or /{apiId}/{stage}. The stages are: /dev (API rig, a1b2c3d4e5), /prod (API rig, a1b2c3d4e5). Correct the URL, or deploy the stage. Did you mean prod?"
                  .formatted(rig.url().getAuthority()));
    }
  }

  @Test
  void aPostWithoutAStageIsToldHowItsHostDecides() throws Exception {
    try (Rig rig = rig().start()) {
      JournalEntry.RequestRefused entry = refused(rig, get(rig, "/@connections/id"));
      assertThat(entry.why().text())
          .contains("Put the stage before @connections.")
          .contains("the header Host: {apiId}.execute-api.{region}.amazonaws.com");
    }
  }

  @Test
  void aDomainNameNamesItsMappings() throws Exception {
    try (Rig rig = rig().also(builder -> builder.domainName(CHAT)).start()) {
      Reason why = refused(rig, upgrade(rig, "/v2", "13")).why();
      assertThat(why.found()).contains("The custom domain names are: chat.example.com/v1.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sec-WebSocket-Version: 13|Sec-WebSocket-Version: 8|The header Sec-WebSocket-Version is 8,"
            + " not 13.",
        "AAAAAAAAAAAAAAAAAAAAAA==|AAAA|The header Sec-WebSocket-Key has not 24 characters.",
        "GET|PUT|The verb is PUT, not GET."
      })
  void aHandshakeThatIsNoneSaysWhatIsWrong(String right, String wrong, String problem)
      throws Exception {
    try (Rig rig = rig().start()) {
      Reason why = refused(rig, upgrade(rig, "/dev", "13").replace(right, wrong)).why();
      assertThat(why.code()).isEqualTo("bad-handshake");
      assertThat(why.found()).isEqualTo(problem);
    }
  }

  @Test
  void anExtensionThatCannotBeReadIsSaid() throws Exception {
    try (Rig rig = rig().start()) {
      String request =
          upgrade(rig, "/dev", "13")
              .replace("Upgrade: w", "Sec-WebSocket-Extensions: a;;=\r\nUpgrade: w");
      Reason why = refused(rig, request).why();
      assertThat(why.code()).isEqualTo("bad-handshake");
      assertThat(why.found()).startsWith("Sec-WebSocket-Extensions: ");
    }
  }

  @Test
  void aUrlThatIsTooLongSaysHowLongItMayBe() throws Exception {
    try (Rig rig = rig().start()) {
      Reason why = refused(rig, upgrade(rig, "/dev?q=" + "x".repeat(5000), "13")).why();
      assertThat(why.code()).isEqualTo("url-too-long");
      assertThat(why.expected()).isEqualTo("It may have 4096.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/dev, no-upgrade",
    "/other/@connections/abc, no-stage",
    "/dev/more/@connections/abc, no-connections-path",
    "/dev%2Fprod, bad-path",
    "/.git/config, hidden-file"
  })
  void aPlainRequestThatLeadsNowhereSaysSo(String path, String code) throws Exception {
    try (Rig rig = rig().start()) {
      assertThat(refused(rig, get(rig, path)).why().code()).isEqualTo(code);
    }
  }

  @Test
  void aPageOfAnotherSiteIsSaidToBeOne() throws Exception {
    try (Rig rig = rig().start()) {
      String request =
          get(rig, "/_emulator/health").replace("Host", "Origin: https://evil.example\r\nHost");
      Reason why = refused(rig, request).why();
      assertThat(why.code()).isEqualTo("foreign-page");
      assertThat(why.found()).contains("the request comes from https://evil.example");
    }
  }

  @Test
  void theNameOfAForeignSiteIsSaidToBeOne() throws Exception {
    try (Rig rig = rig().start()) {
      String request = "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n";
      Reason why = refused(rig, request).why();
      assertThat(why.code()).isEqualTo("foreign-name");
      assertThat(why.found()).contains("evil.example");
      assertThat(why.advice()).contains("--allow-host");
    }
  }

  @Test
  void anotherMachineIsToldHowToBeLetIn() {
    Reason why = RefusalReasons.otherMachine("192.168.1.9");
    assertThat(why.code()).isEqualTo("other-machine");
    assertThat(why.advice()).contains("--tools-from-network");
  }

  @Test
  void anotherMachineIsNoClientOfTheProxy() {
    Reason why = RefusalReasons.proxyFromNetwork("192.168.1.9");
    assertThat(why.code()).isEqualTo("proxy-from-network");
    assertThat(why.found()).contains("192.168.1.9");
  }

  @Test
  void aRequestThatIsNotHttpSaysSo() throws Exception {
    try (Rig rig = rig().start()) {
      Reason why = refused(rig, get(rig, "/dev").replace("Host:", "Ho st:")).why();
      assertThat(why.code()).isEqualTo("bad-request");
    }
  }

  @Test
  void anEndpointThatEndsWithASlashIsNamedAsTheCauseOfTwoSlashes() throws Exception {
    try (Rig rig = rig().start()) {
      String call = get(rig, "/dev//@connections/abc=").replace("GET", "POST");
      Reason why = refused(rig, call.replace("Host:", "Content-Length: 0\r\nHost:")).why();
      assertThat(why.code()).isEqualTo("empty-segment");
      assertThat(why.found()).isEqualTo("It is /dev//@connections/abc=.");
      assertThat(why.advice()).contains("the slash at the end of the SDK's endpoint");
    }
  }

  private static Reason closed(Rig rig) {
    return rig.journal().next(JournalEntry.Closed.class, LIMIT).why();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0x81|40|frame-too-long|The client sent a frame of 40 bytes. The limit for frames is 30 bytes",
        "0x82|1|binary-frame|The client sent a binary message. WebSocket APIs accept text only.",
        "0x83|1|protocol-error|The client sent a frame that RFC 6455 does not allow."
      })
  void aFrameThatEndsTheConnectionSaysWhy(String head, int length, String code, String text)
      throws Exception {
    try (Rig rig = rig().quota("frameBytes", "30").start();
        RawClient client = rig.open()) {
      client.frame(Integer.decode(head), new byte[length]);
      Reason why = closed(rig);
      assertThat(why.code()).isEqualTo(code);
      assertThat(why.text()).startsWith(text);
    }
  }

  @Test
  void aMessageThatIsTooLongSaysHowLongItMayBe() throws Exception {
    try (Rig rig = rig().quota("messageBytes", "50").quota("frameBytes", "30").start();
        RawClient client = rig.open()) {
      client.frame(0x01, new byte[30]);
      client.frame(0x80, new byte[30]);
      Reason why = closed(rig);
      assertThat(why.code()).isEqualTo("message-too-long");
      assertThat(why.expected()).isEqualTo("The limit for messages is 50 bytes, decompressed.");
    }
  }

  @Test
  void manyEmptyFramesAreSaidToBeTooMany() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      client.frame(0x01, new byte[1]);
      for (int i = 0; i < 1001; i++) {
        client.frame(0x00, new byte[0]);
      }
      assertThat(closed(rig).code()).isEqualTo("empty-frames");
    }
  }

  @Test
  void aMessageThatCannotBeWrittenSaysWhatTheNetworkSays() {
    Reason why = RefusalReasons.notWritten(new IOException("Broken pipe"));
    assertThat(why.code()).isEqualTo("not-written");
    assertThat(why.found()).isEqualTo("java.io.IOException: Broken pipe");
    assertThat(RefusalReasons.notWritten(null).found()).isEqualTo("The client is gone.");
  }

  @Test
  void aTextThatIsNotUtf8IsSaidToBeNone() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      client.frame(0x81, new byte[] {(byte) 0xff});
      assertThat(closed(rig).code()).isEqualTo("not-utf8");
    }
  }

  @Test
  void whatTheEmulatorEndsSaysWhy() throws Exception {
    try (Rig rig = rig().start()) {
      rig.open().close();
      assertThat(closed(rig)).as("the client is lost").isNull();
    }
    Rig other = rig().start();
    RawClient left = RawClient.open(URI.create(other.url().toString()));
    other.close();
    assertThat(other.emulator().journal().entries(JournalEntry.Closed.class))
        .extracting(entry -> entry.why().code())
        .isEqualTo(List.of("closing"));
    left.close();
  }
}
