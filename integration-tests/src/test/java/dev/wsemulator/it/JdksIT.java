package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.junit.TestClient;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The runnable jar, with a Java handler, on every JDK that is installed beside the running one. */
class JdksIT {

  static List<Path> installed() throws IOException {
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> beside = Files.list(home.getParent())) {
      return Stream.concat(Stream.of(home), beside.filter(JdksIT::isRecent))
          .map(JdksIT::real)
          .distinct()
          .toList();
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }

  private static boolean isRecent(Path home) {
    try {
      return Files.isExecutable(home.resolve("bin/java"))
          && Files.readString(home.resolve("release"))
              .matches("(?s).*JAVA_VERSION=\"(1[7-9]|[2-9]\\d)\\b.*");
    } catch (IOException e) {
      return false;
    }
  }

  @Aws("OB-130")
  @ParameterizedTest
  @MethodSource("installed")
  void aJavaHandlerRuns(Path home) throws Exception {
    String java = home.resolve("bin/java").toString();
    try (RunningCli cli =
        RunningCli.startOn(java, "--template", "src/test/resources/conformance.yaml")) {
      URI main =
          cli.addresses("WebSocket").stream()
              .filter(url -> url.getPath().endsWith("/main"))
              .findFirst()
              .orElseThrow();
      try (TestClient client = TestClient.connect(main)) {
        client.send("{\"action\":\"echo\"}");
        assertThat(client.next()).contains("\"routeKey\":\"echo\"");
      }
    }
  }
}
