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
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that people use, with texts of many sizes, compressed and not: all come back, in one
 * frame and in several, and what is too long ends the connection. {@code
 * -Dwsemulator.messages=1000} sends a thousand of each size; how many of each size were sent and
 * received stands in {@code target/real-clients}.
 */
@Aws({"HS-24", "MS-01", "MS-02", "MS-03", "MS-06"})
class RealClientsIT {
  private static final int COUNT = Integer.getInteger("wsemulator.messages", 3);
  private static final Path SCRIPTS = Path.of("sockets").toAbsolutePath();
  private static WebSocketApiEmulator emulator;
  @TempDir private static Path web;
  @TempDir private static Path outputs;

  @BeforeAll
  static void start() throws IOException {
    Files.writeString(web.resolve("index.html"), "<!doctype html><title>A page</title>");
    emulator =
        WebSocketApiEmulator.builder()
            .quotas(Quotas.builder().withoutThrottling().build())
            .webRoot(web)
            .function("echo", new EchoFunction())
            .api(
                WebSocketApi.builder("echo")
                    .route(Route.twoWay("$default", Integration.lambdaProxy("echo")))
                    .build())
            .start();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Test
  void theClientOfTheJdk() throws Exception {
    keep("jdk", Texts.check(() -> JdkTexts.open(emulator.webSocketUrl()), COUNT));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void javaWebSocket(boolean compressed) throws Exception {
    keep(
        "java-websocket-" + (compressed ? "deflate" : "plain"),
        Texts.check(() -> JavaWebSocketTexts.open(emulator.webSocketUrl(), compressed), COUNT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deflate", "plain"})
  void theLibraryWsOfNode(String compression) throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "node"));
    Assumptions.assumeTrue(
        run(folder, "node", "-e", "require('ws')").status() == 0,
        "Node has no library ws: npm install --prefix integration-tests/target/node ws.");
    String script = SCRIPTS.resolve("client.mjs").toString();
    Run run = run(folder, "node", script, url(), "" + COUNT, compression);
    keep("node-ws-" + compression, run.output());
    assertThat(run.status()).as(run.output()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"deflate", "plain"})
  void theLibraryWebsocketsOfPython(String compression) throws Exception {
    Assumptions.assumeTrue(
        run(SCRIPTS, "python3", "-c", "import websockets").status() == 0,
        "Python has no library websockets: python3 -m pip install websockets.");
    String script = SCRIPTS.resolve("client.py").toString();
    Run run = run(SCRIPTS, "python3", script, url(), "" + COUNT, compression);
    keep("python-websockets-" + compression, run.output());
    assertThat(run.status()).as(run.output()).isZero();
  }

  @Test
  void chromium() throws IOException {
    Assumptions.assumeTrue(
        ChromiumTexts.isThere(),
        "There is no Chromium with its driver: apt-get install chromium chromium-driver.");
    String page = "http://%s/index.html".formatted(emulator.webSocketUrl().getAuthority());
    String counts = ChromiumTexts.run(page, url(), COUNT);
    keep("chromium", counts);
    assertThat(counts).endsWith("none lost\n");
  }

  private static String url() {
    return emulator.webSocketUrl().toString();
  }

  /** Keeps what a client sent and received, for whoever wants to see it. */
  private static void keep(String client, String counts) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "real-clients"));
    Files.writeString(folder.resolve(client + ".tsv"), counts);
  }

  private record Run(int status, String output) {}

  /** Runs a program; the status is -1 if there is none of this name. */
  private static Run run(Path folder, String... command) throws Exception {
    Path output = Files.createTempFile(outputs, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    try {
      int status = builder.start().waitFor();
      return new Run(status, Files.readString(output));
    } catch (IOException e) {
      return new Run(-1, "");
    }
  }
}
