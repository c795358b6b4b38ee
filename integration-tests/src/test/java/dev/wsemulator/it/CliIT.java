package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliIT {
  private static final String TEMPLATE = TranslatorApp.TEMPLATE.toString();

  @TempDir private Path folder;

  @Test
  void startSaysWhatRunsWhereAndHealthRepeatsIt() throws Exception {
    try (RunningCli cli =
        RunningCli.start("--template", TEMPLATE, "--web", TranslatorApp.WEB.toString())) {
      URI page = cli.address("Page");
      assertThat(get(page).body()).contains("<html");
      assertThat(cli.output())
          .anyMatch(line -> line.contains("wscat -c " + cli.address("WebSocket")));
      HttpResponse<String> health = get(page.resolve("/_emulator/health"));
      assertThat(health.headers().firstValue("content-type")).hasValue("application/json");
      JsonNode json = new ObjectMapper().readTree(health.body());
      assertThat(json.path("status").asText()).isEqualTo("UP");
      JsonNode api = json.path("apis").get(0);
      assertThat(api.path("stage").asText()).isEqualTo("dev");
      assertThat(api.path("apiId").asText()).matches("[a-z0-9]{10}");
      assertThat(api.path("webSocketUrl").asText()).isEqualTo(cli.address("WebSocket").toString());
      assertThat(api.path("connectionsEndpoint").asText() + "/@connections")
          .isEqualTo(cli.address("@connections").toString());
    }
  }

  /** D-34 */
  @Aws("OB-98")
  @Test
  void theEndOfTheProcessRunsDisconnectForWhoeverIsConnected() throws Exception {
    Path journal = folder.resolve("journal.jsonl");
    try (RunningCli cli =
        RunningCli.start("--template", TEMPLATE, "--journal", journal.toString())) {
      TestClient.connect(cli.address("WebSocket")).close(); // which loads the functions
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> disconnects(journal) == 1);
      TestClient client = TestClient.connect(cli.address("WebSocket"));
      assertThat(cli.terminate(10)).isTrue();
      assertThat(client.expectClose().code()).isEqualTo(1001);
    }
    assertThat(disconnects(journal)).isEqualTo(2);
    assertThat(Files.readAllLines(journal)).allMatch(line -> line.startsWith("{\"sequence\":"));
  }

  private static long disconnects(Path journal) throws IOException {
    return Files.readAllLines(journal).stream()
        .filter(line -> line.contains("DisconnectFunction") && line.contains("\"success\""))
        .count();
  }

  @Test
  void pagesOfOtherSitesMayNotUseTheAdministration() throws Exception {
    try (RunningCli cli = RunningCli.start("--template", TEMPLATE)) {
      URI health =
          URI.create(cli.address("WebSocket").toString().replace("ws:", "http:"))
              .resolve("/_emulator/health");
      HttpRequest foreign =
          HttpRequest.newBuilder(health).header("Origin", "https://example.com").build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(foreign, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(403);
    }
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}
