package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.junit.TestClient;
import dev.wsemulator.testing.Aws;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code start --virtual-time}: time passes when a command says so. */
class CliVirtualTimeIT {
  @TempDir private Path folder;

  private static URI server(RunningCli emulator) {
    return URI.create("http://" + emulator.address("WebSocket").getAuthority());
  }

  private void run(RunningCli emulator, String... arguments) throws Exception {
    try (CliProcess process =
        CliProcess.begin(server(emulator), folder, CliProcess.command(arguments))) {
      assertThat(process.code()).as(process.output()).isZero();
    }
  }

  @Aws("MS-10")
  @Test
  void tenMinutesPassAtOnceForAnIdleClient() throws Exception {
    String template = TranslatorApp.TEMPLATE.toString();
    try (RunningCli emulator = RunningCli.start("--template", template, "--virtual-time")) {
      try (TestClient idle = TestClient.connect(emulator.address("WebSocket"))) {
        run(emulator, "time", "advance", "10m");
        idle.expectClose(1001, "Going away");
      }
      try (TestClient idle = TestClient.connect(emulator.address("WebSocket"))) {
        run(emulator, "faults", "begin", "idle-limit");
        idle.expectClose(1001, "Going away");
      }
    }
  }
}
