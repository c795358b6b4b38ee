package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.it.client.ChromiumTexts;
import dev.wsemulator.it.client.EchoFunction;
import dev.wsemulator.it.client.JavaWebSocketTexts;
import dev.wsemulator.it.client.JdkTexts;
import dev.wsemulator.it.client.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that people use, with texts of many sizes, compressed and not: all come back, in one
 * frame and in several, and what is too long ends the connection. {@code
 * -Dwsemulator.messages=1000} sends a thousand of each size.
 */
@Tag("HS-24")
@Tag("MS-01")
@Tag("MS-02")
@Tag("MS-03")
@Tag("MS-06")
class RealClientsIT {
  private static final int COUNT = Integer.getInteger("wsemulator.messages", 3);
  private static final Path SCRIPTS = Path.of("sockets").toAbsolutePath();
  private static WebSocketApiEmulator emulator;
  @TempDir private static Path web;

  @BeforeAll
  static void start() throws IOException {
    Files.writeString(web.resolve("index.html"), "<!doctype html><title>A page</title>");
    emulator =
        WebSocketApiEmulator.builder()
            .quotas(Quotas.aws().withoutThrottling())
            .webRoot(web)
            .function("echo", new EchoFunction())
            .api(
                WebSocketApi.builder("echo")
                    .route(Route.of("$default", Integration.lambdaProxy("echo")).twoWay())
                    .build())
            .start();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Test
  void theClientOfTheJdk() throws Exception {
    Texts.check(() -> JdkTexts.open(emulator.webSocketUrl()), COUNT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void javaWebSocket(boolean compressed) throws Exception {
    Texts.check(() -> JavaWebSocketTexts.open(emulator.webSocketUrl(), compressed), COUNT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deflate", "plain"})
  void theLibraryWsOfNode(String compression) throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "node"));
    Assumptions.assumeTrue(
        run(folder, "node", "-e", "require('ws')") == 0,
        "Node has no library ws: npm install --prefix integration-tests/target/node ws.");
    String script = SCRIPTS.resolve("client.mjs").toString();
    assertThat(run(folder, "node", script, url(), "" + COUNT, compression)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"deflate", "plain"})
  void theLibraryWebsocketsOfPython(String compression) throws Exception {
    Assumptions.assumeTrue(
        run(SCRIPTS, "python3", "-c", "import websockets") == 0,
        "Python has no library websockets: python3 -m pip install websockets.");
    String script = SCRIPTS.resolve("client.py").toString();
    assertThat(run(SCRIPTS, "python3", script, url(), "" + COUNT, compression)).isZero();
  }

  @Test
  void chromium() {
    Assumptions.assumeTrue(
        ChromiumTexts.isThere(),
        "There is no Chromium with its driver: apt-get install chromium chromium-driver.");
    String page = "http://%s/index.html".formatted(emulator.webSocketUrl().getAuthority());
    assertThat(ChromiumTexts.run(page, url(), COUNT)).isEqualTo("none lost");
  }

  private static String url() {
    return emulator.webSocketUrl().toString();
  }

  /** Returns the exit code of a program; -1 if there is none of this name. */
  private static int run(Path folder, String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
