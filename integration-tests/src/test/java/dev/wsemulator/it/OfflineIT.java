package dev.wsemulator.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.testing.Aws;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The tests need no container, no network and no token of anybody. */
class OfflineIT {

  /** What can use a container says so itself, and is skipped without one. */
  @Aws("OB-133")
  @Test
  void onlyTheTestsOfAnEndpointKnowContainers() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("TranslatorAppOnEndpointIT")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.testcontainers..", "com.github.dockerjava..")
        .check(new ClassFileImporter().importPackages("dev.wsemulator.it"));
  }

  /** The first container, look-up of a name or credential that a start needs would fail here. */
  @Aws("OB-133")
  @Test
  void anApplicationRunsWithoutNamesProxiesAndCredentials() throws Exception {
    String jdk = ProcessHandle.current().info().command().orElse("java");
    List<String> command =
        List.of(
            jdk,
            "-Djava.net.preferIPv4Stack=true",
            "-Djdk.net.hosts.file=/dev/null",
            "-Daws.disableEc2Metadata=true",
            "-jar",
            "../emulator/cli/target/websocket-api-emulator.jar",
            "start",
            "--port",
            "0",
            "--host",
            "127.0.0.1",
            "--template",
            "src/test/resources/conformance.yaml");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(Map.of("DOCKER_HOST", "tcp://127.0.0.1:1"));
    Process process = builder.redirectErrorStream(true).start();
    try (BufferedReader output = process.inputReader()) {
      String url = mainUrl(output);
      assertThat(url).isNotEmpty();
      try (TestClient client = TestClient.connect(java.net.URI.create(url))) {
        client.send("{\"action\":\"echo\"}");
        assertThat(client.next()).contains("\"routeKey\":\"echo\"");
      }
    } finally {
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Returns the URL of the stage main, when the emulator has said that it is ready. */
  private static String mainUrl(BufferedReader output) throws IOException {
    String url = "";
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("WebSocket ") && line.contains("/main")) {
        url = line.substring("WebSocket ".length()).strip().split("\\s+")[0];
      }
      if (line.startsWith("Ready after ")) {
        break;
      }
    }
    return url;
  }
}
