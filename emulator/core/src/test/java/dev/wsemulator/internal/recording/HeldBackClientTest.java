package dev.wsemulator.internal.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A client that takes no more messages than it is allowed to. */
class HeldBackClientTest {
  private final HttpClient http = HttpClient.newHttpClient();

  private HttpResponse<String> patch(Rig rig, String id, String body) throws Exception {
    String path = "/_emulator/connections/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    return http.send(
        HttpRequest.newBuilder(URI.create(rig.emulator().baseUrl() + path))
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void messagesWaitUntilTheClientMayTakeThem() throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      String id = rig.lastId();
      assertThat(patch(rig, id, "{\"messages\":1}").statusCode()).isEqualTo(204);
      client.text("one");
      rig.ended();
      client.text("two");
      rig.ended();
      assertThat(client.message()).isEqualTo("one");
      assertThat(client.isSilentFor(Duration.ofMillis(100))).isTrue();
      patch(rig, id, "{\"messages\":2}");
      assertThat(client.message()).isEqualTo("two");
    }
  }

  @Test
  void whatCannotBeHeldBackIsSaid() throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      HttpResponse<String> unknown = patch(rig, "nobody", "{\"messages\":1}");
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.body()).contains("There was never a connection nobody.");
      assertThat(patch(rig, rig.lastId(), "{}").body()).contains("\\\"messages\\\" is missing.");
      client.text("hello");
      assertThat(client.message()).isEqualTo("hello");
    }
  }
}
