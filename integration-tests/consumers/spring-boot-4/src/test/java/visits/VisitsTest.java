package visits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.WebSocketApiTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@WebSocketApiTest(template = "../shared/template.yaml", parameters = "Code=../spring-boot-4")
class VisitsTest implements Story, OwnLibraries, Silent, OwnLog {
  @LocalServerPort private int port;

  @Test
  void theApplicationServesBesideTheEmulator(TestClient client) throws Exception {
    URI door = URI.create("http://127.0.0.1:" + port + "/door");
    assertEquals(
        "{\"open\":true}",
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(door).build(), BodyHandlers.ofString())
            .body());
    client.send("Grace");
    assertEquals("Welcome, Grace!", Story.answer(client));
  }
}
