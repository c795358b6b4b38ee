package visits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.WebSocketApiTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

@WebSocketApiTest(template = "../shared/template.yaml", parameters = "Code=../jetty-12.0")
class VisitsTest implements Story, OwnLibraries, Silent {

  @Test
  void theApplicationsJettyServesBesideTheEmulator(TestClient client) throws Exception {
    try (Counter counter = new Counter()) {
      URI here = URI.create("http://127.0.0.1:" + counter.port() + "/");
      assertEquals(
          "Jetty 12.0.16",
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(here).build(), BodyHandlers.ofString())
              .body());
    }
    client.send("Grace");
    assertEquals("Welcome, Grace!", Story.answer(client));
  }
}
