package dev.wsemulator.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.cli.Rig;
import dev.wsemulator.cli.Rig.Run;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.journal.JournalEntry.Invoking;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectCommandTest {
  private final Rig rig = new Rig(Rig.ECHO);

  @AfterEach
  void close() {
    rig.close();
  }

  private static void type(PipedOutputStream keyboard, String lines) throws IOException {
    keyboard.write(lines.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  private static void closeInput(PipedOutputStream keyboard) throws IOException {
    keyboard.close();
  }

  private static List<String> events(Run run) {
    return run.jsonLines().stream().map(event -> event.path("event").asText()).toList();
  }

  @Test
  void messagesAreSentAndAnswersPrinted() {
    Run send = rig.run("send", "one", "two", "--expect", "2");
    assertThat(send.code()).isZero();
    assertThat(send.out().lines()).containsExactlyInAnyOrder("one", "two");
    assertThat(send.err())
        .isEqualTo(
            "Connected to ws://127.0.0.1:%d%s.%nClosed: 1000"
                .formatted(rig.emulator().port(), rig.emulator().webSocketUrl().getPath()));
    assertThat(rig.runWith("by a\npipe", "send", "-", "--expect", "1").out())
        .isEqualTo("by a\npipe");
  }

  @Test
  void messagesThatDoNotComeAreAFailure() {
    Run send = rig.run("send", "one", "--expect", "2", "--wait", "200ms");
    assertThat(send.code()).isEqualTo(1);
    assertThat(send.err()).endsWith("of 2 messages arrived within 0.2 s.");
    Run json = rig.run("send", "one", "--expect", "3000", "--wait", "200ms", "--output", "json");
    assertThat(json.code()).isEqualTo(1);
    JsonNode missing = json.jsonLines().get(json.jsonLines().size() - 1);
    assertThat(missing.path("event").asText()).isEqualTo("missing");
    assertThat(missing.path("expected").asInt()).isEqualTo(3000);
    assertThat(missing.path("arrived").isInt()).isTrue();
    assertThat(missing.path("withinMillis").asInt()).isEqualTo(200);
  }

  @Test
  void everythingThatHappensIsALineOfJsonForPrograms() {
    Run send = rig.run("send", "héllo", "--expect", "1", "--output", "json");
    assertThat(events(send)).containsExactly("open", "message", "close");
    JsonNode open = send.jsonLines().get(0);
    assertThat(open.path("status").asInt()).isEqualTo(101);
    assertThat(open.path("headers").path("Upgrade").asText()).isEqualTo("websocket");
    assertThat(send.jsonLines().get(1)).hasToString("{\"event\":\"message\",\"text\":\"héllo\"}");
    assertThat(send.jsonLines().get(2))
        .hasToString("{\"event\":\"close\",\"code\":1000,\"reason\":\"\",\"by\":\"client\"}");
    assertThat(send.err()).isEmpty();
  }

  @Test
  void aRefusedHandshakeIsShownWithStatusHeadersAndBody() {
    Run refused = rig.run("connect", "-q", "refuse=true", "-x", "hello");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith("The handshake was refused: HTTP/1.1 401 Unauthorized")
        .contains("x-amz-apigw-id: ");
    Run unknown = Run.of("connect", "-c", rig.emulator().webSocketUrl() + "x", "-x", "hello");
    assertThat(unknown.err())
        .startsWith("The handshake was refused: HTTP/1.1 403 Forbidden")
        .endsWith("{\"message\":\"Forbidden\"}");
    Run json = rig.run("send", "-q", "refuse=true", "hello", "--output", "json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(events(json)).containsExactly("refused");
    assertThat(json.json().path("status").asInt()).isEqualTo(401);
    assertThat(json.json().path("headers").path("Content-Type").asText())
        .isEqualTo("application/json; charset=UTF-8");
  }

  @Test
  void headersQueryAndSubprotocolGoWithTheHandshake() {
    Run connect =
        rig.run(
            ("connect -x hello -w 0 -H x-mine:yes -H x-mine:no -q room=a&b -q c -s chat"
                    + " -s other")
                .split(" "));
    assertThat(connect.code()).isZero();
    assertThat(connect.err()).contains(" with subprotocol chat.");
    String event = rig.journal().next(Invoking.class, Rig.PATIENCE).event().text();
    assertThat(event)
        .contains("\"x-mine\":\"yes, no\"", "\"room\":\"a&b\"", "\"c\":\"\"")
        .contains("\"Sec-WebSocket-Protocol\":\"***\""); // it may be a token
  }

  @Test
  void aSubprotocolThatTheServerDoesNotChooseIsAFailure() {
    Run connect = rig.run("connect", "-x", "hello", "-s", "none");
    assertThat(connect.code()).isEqualTo(1);
    assertThat(connect.err())
        .startsWith("The server accepted the handshake without any of the offered subprotocols");
  }

  @Test
  void linesOfAPipeAreMessages() throws Exception {
    try (PipedOutputStream typed = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(typed)) {
      Run connect = Run.begin(in, "connect", "-w", "0", "--output", "json", "--url", rig.url());
      type(typed, "one\ntwo\n");
      connect.says("\"one\"").says("\"two\"");
      closeInput(typed);
      assertThat(connect.code()).isZero();
      assertThat(events(connect)).containsExactly("open", "message", "message", "close");
    }
  }

  @Test
  void linesThatBeginWithASlashAreCommandsIfThatIsWanted() {
    Run connect = rig.runWith("/ping yo\n/nonsense\n/close 4001 bye now\n", "connect", "--slash");
    assertThat(connect.code()).isZero();
    assertThat(connect.err())
        .contains("Unknown command /nonsense. Allowed: /ping, /pong, /close.")
        .contains("Closed: 4001 bye now");
    assertThat(rig.run("send", "/close", "--expect", "1").out()).isEqualTo("/close");
  }

  @Test
  void anEndByTheServerIsSaidAndAFailure() throws Exception {
    try (PipedOutputStream nobodyTypes = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(nobodyTypes)) {
      Run connect = Run.begin(in, "connect", "--url", rig.url());
      connect.notes("Connected");
      rig.journal().next(Handshake.class, Rig.PATIENCE);
      rig.run("drop", rig.lastId(), "--fault", "close", "--code", "4002", "--reason", "so");
      assertThat(connect.code()).isEqualTo(1);
      assertThat(connect.err()).endsWith("Closed by the server: 4002 so");
    }
  }

  @Test
  void aVanishedServerIsSaidToBeOne() throws Exception {
    try (PipedOutputStream nobodyTypes = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(nobodyTypes)) {
      Run connect = Run.begin(in, "connect", "--url", rig.url());
      connect.notes("Connected");
      rig.journal().next(Handshake.class, Rig.PATIENCE);
      rig.run("drop", rig.lastId(), "--fault", "fin");
      assertThat(connect.code()).isEqualTo(1);
      assertThat(connect.err()).contains("Closed by the server without a close frame: 1006");
    }
  }

  @Test
  void pingsAndPongsAreShown() throws Exception {
    try (PipedOutputStream typed = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(typed)) {
      Run connect = Run.begin(in, "connect", "--slash", "--url", rig.url());
      type(typed, "/ping yo\n");
      connect.notes("pong yo");
      rig.emulator().close();
      assertThat(connect.code()).isEqualTo(1);
    }
  }

  @Test
  void whereToConnectIsFoundOrSaid() {
    String url = rig.emulator().webSocketUrl().toString();
    assertThat(Run.of("connect", url, "-x", "a", "-w", "0").code()).isZero();
    assertThat(Run.of("connect", "-c", url.substring(5), "-x", "a", "-w", "0").code()).isZero();
    Run two = Run.of("connect", url, "-c", url);
    assertThat(two.code()).isEqualTo(2);
    assertThat(two.err()).startsWith("Two URLs: ");
    assertThat(Run.of("connect", "ftp://x/").err())
        .startsWith("\"ftp://x/\" is not a WebSocket URL, such as ws://localhost:3010/dev.");
    assertThat(rig.run("connect", "--stage", "none").err())
        .isEqualTo("The emulator at " + rig.url() + " does not serve this stage.");
    assertThat(rig.run("connect", "-H", "x").err()).contains("is not of the form 'NAME: VALUE'");
    String nowhere = Rig.nowhere().toString().replace("http", "ws");
    assertThat(Run.of("connect", nowhere, "-x", "a").err())
        .isEqualTo("Connection refused: " + nowhere + ". Start the emulator, or use another URL.");
  }

  @Test
  void aCertificateOfTheEmulatorIsTrustedIfThatIsWanted() {
    String url = rig.emulator().webSocketUrl().toString().replace("ws:", "wss:");
    Run trusting = Run.of("send", "-c", url, "-n", "hello", "--expect", "1");
    assertThat(trusting.err()).startsWith("Connected to wss://");
    assertThat(trusting.out()).isEqualTo("hello");
  }
}
