package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.junit.TestClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** The translator app with an HTTP API, a queue and the stream of a table. */
class TranslatorAppEventDrivenIT extends TranslatorAppContract {
  @Override
  AwsEnvironment environment() {
    return AwsEnvironment.embedded();
  }

  @Override
  Path template() {
    return Path.of("../translator-app/event-driven.yaml");
  }

  @Override
  JsonNode invitation(TestClient client, WebSocketApiEmulator running) throws Exception {
    URI uploads = URI.create(running.httpEndpoints().get(0).url() + "/uploads");
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uploads)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"fileName\":\"story.txt\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }
}
