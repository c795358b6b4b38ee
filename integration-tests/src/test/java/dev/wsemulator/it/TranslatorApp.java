package dev.wsemulator.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.junit.TestClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** The translator app as its users see it: what they send, and what comes back. */
final class TranslatorApp {
  static final Path TEMPLATE = Path.of("../translator-app/template.yaml");
  static final Path WEB = Path.of("../translator-app/target/web");

  /** The first use of a function loads its SDK, which takes long on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private TranslatorApp() {}

  /** Returns a text of about 200 KB, with blank lines and characters of several bytes. */
  static String document() {
    StringBuilder text = new StringBuilder();
    for (int line = 0; text.length() < 200_000; line++) {
      text.append(line % 10 == 9 ? "" : "Line " + line + ": naïve café, 東京. Next sentence!");
      text.append('\n');
    }
    return text.toString();
  }

  static JsonNode next(TestClient client) throws IOException {
    return JSON.readTree(client.next(PATIENCE));
  }

  /**
   * Returns the next message that does not repeat an event: S3 announces an event at least once.
   */
  static JsonNode nextAfter(TestClient client, String event) throws IOException {
    JsonNode next = next(client);
    while (next.path("event").asText().equals(event)) {
      next = next(client);
    }
    return next;
  }

  /** Uploads the text to where an answer says, as the page does, and returns its key. */
  static String upload(JsonNode answer, String text) throws IOException, InterruptedException {
    assertThat(answer.path("type").asText()).as(answer.toString()).isEqualTo("upload");
    HttpRequest.Builder put = HttpRequest.newBuilder(URI.create(answer.path("url").asText()));
    answer
        .path("headers")
        .properties()
        .forEach(header -> put.header(header.getKey(), header.getValue().asText()));
    HttpRequest request = put.PUT(HttpRequest.BodyPublishers.ofString(text, UTF_8)).build();
    int status = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    assertThat(status).isEqualTo(200);
    return answer.path("key").asText();
  }

  static void translate(TestClient client, String key) {
    client.send(
        "{\"action\":\"translate\",\"key\":\"%s\",\"sourceLanguage\":\"en\",\"targetLanguage\":\"de\"}"
            .formatted(key));
  }

  static String download(JsonNode notification) throws IOException, InterruptedException {
    URI url = URI.create(notification.path("url").asText());
    return HTTP.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString(UTF_8))
        .body();
  }
}
