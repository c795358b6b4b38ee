package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to a running emulator, each as a process of its own. */
class CliCommandsIT {
  private static final String HELLO = "{\"action\":\"echomessage\",\"data\":\"hello\"}";
  private static final String ECHOED = "{\"type\":\"echo\",\"data\":\"hello\"}";
  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final String TEMPLATE = TranslatorApp.TEMPLATE.toString();

  private static RunningCli emulator;
  private static URI url;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    emulator = RunningCli.start("--template", TEMPLATE);
    url = URI.create("http://" + emulator.address("WebSocket").getAuthority());
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  private CliProcess begin(String... arguments) throws IOException {
    return CliProcess.begin(url, folder, CliProcess.command(arguments));
  }

  private String run(int code, String... arguments) throws Exception {
    try (CliProcess process = begin(arguments)) {
      assertThat(process.code()).as(process.output()).isEqualTo(code);
      return process.output();
    }
  }

  @Test
  void whatAClientDoesIsRecordedUntilCtrlCAndReplayed() throws Exception {
    Path file = folder.resolve("drop.jsonl");
    try (CliProcess record = begin("record", file.toString())) {
      record.says("Recording to ");
      assertThat(run(0, "send", HELLO, "--expect", "1")).contains(ECHOED);
      record.interrupt();
      assertThat(record.code()).isZero();
      assertThat(record.output()).contains(" steps of 1 connections.");
    }
    assertThat(run(0, "replay", file.toString())).endsWith("steps match.");
    assertThat(run(0, "replay", file.toString(), "--template", TEMPLATE)).endsWith("steps match.");
    String changed = Files.readString(file).replace("echo\\\",\\\"data\\\":\\\"hello", "echo");
    Files.writeString(file, changed);
    String different = run(1, "replay", file.toString(), "--output", "json");
    assertThat(json(different).path("difference").path("actual").asText()).contains("hello");
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void somebodyAtATerminalTalksEditsAndIsToldTheEnd() throws Exception {
    assumeThat(SCRIPT).as("A terminal can be had only with script, of util-linux.").isExecutable();
    String command = String.join(" ", CliProcess.command("connect"));
    List<String> terminal =
        List.of(SCRIPT.toString(), "-qefc", "stty cols 100 rows 24; exec " + command, "/dev/null");
    try (CliProcess connect = CliProcess.begin(url, folder, terminal)) {
      connect.says("Connected to ws://");
      connect.says("> ");
      connect.type(HELLO + "\r");
      connect.says("< " + ECHOED);
      connect.says("> ");
      connect.type("\u001bOA"); // up: the line before
      connect.says(HELLO);
      connect.type("\r");
      connect.says("< " + ECHOED);
      JsonNode all = json(run(0, "connections", "--output", "json")).path("connections");
      String id = all.get(all.size() - 1).path("connectionId").asText();
      run(0, "drop", id, "--fault", "close", "--code", "4001", "--reason", "so");
      connect.says("Closed by the server: 4001 so");
      assertThat(connect.code()).isEqualTo(1);
    }
    Path history = folder.resolve("websocket-api-emulator/history");
    assertThat(history).content().contains("echomessage");
  }

  @Test
  void faultsAndTheJournalAreThereForScripts() throws Exception {
    run(0, "faults", "add", "answer", "--at", "handshake", "--status", "503", "--times", "1");
    String refused = run(1, "connect", "-x", HELLO, "--output", "json");
    assertThat(json(refused).path("event").asText()).isEqualTo("refused");
    assertThat(json(refused).path("status").asInt()).isEqualTo(503);
    assertThat(run(0, "journal", "--type", "Faulted", "--no-color")).contains("HANDSHAKE");
    assertThat(run(0, "time", "--url", url.toString())).endsWith("(system clock)");
  }

  @Test
  void aCertificateThatNobodyKnowsIsRefusedUnlessTheUserTrustsIt() throws Exception {
    String secure = emulator.address("WebSocket").toString().replace("ws:", "wss:");
    assertThat(run(1, "send", "-c", secure, HELLO)).endsWith("add --no-check.");
    assertThat(run(0, "send", "-c", secure, "--no-check", HELLO, "--expect", "1")).contains(ECHOED);
  }
}
