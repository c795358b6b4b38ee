package dev.wsemulator.it.httpapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.it.testing.OwnerClients;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.LambdaFunction;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;

/** The story of many applications: a request comes in by HTTP, and clients hear of it. */
class HttpApiStoryIT {
  private final AtomicReference<WebSocketApiEmulator> running = new AtomicReference<>();

  private byte[] publish(byte[] event) throws Exception {
    JsonNode request = new ObjectMapper().readTree(event);
    String id = request.at("/pathParameters/id").asText();
    try (var client =
        OwnerClients.connections(running.get().connectionsEndpoint(), Region.US_EAST_1)) {
      client.postToConnection(
          post ->
              post.connectionId(id).data(SdkBytes.fromUtf8String(request.path("body").asText())));
    }
    return "{\"published\":true}".getBytes(UTF_8);
  }

  @Test
  void aPostOnTheHttpApiReachesTheClientOfAWebSocket() throws Exception {
    LambdaFunction whoAmI =
        event ->
            "{\"statusCode\":200,\"body\":\"%s\"}"
                .formatted(
                    new ObjectMapper().readTree(event).at("/requestContext/connectionId").asText())
                .getBytes(UTF_8);
    try (WebSocketApiEmulator emulator =
        WebSocketApiEmulator.builder()
            .isolated(false)
            .api(
                WebSocketApi.builder("chat")
                    .route(Route.twoWay("$default", Integration.lambdaProxy("WhoAmI")))
                    .build())
            .httpApi(HttpApi.builder("front").route("POST /clients/{id}", "Publish").build())
            .function("WhoAmI", whoAmI)
            .function("Publish", (LambdaFunction) this::publish)
            .start()) {
      running.set(emulator);
      try (TestClient client = TestClient.connect(emulator.webSocketUrl(), Map.of())) {
        client.send("who am I?");
        URI url = URI.create(emulator.httpEndpoints().get(0).url() + "/clients/" + client.next());
        HttpResponse<String> answer =
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(url)
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("news"))
                        .build(),
                    HttpResponse.BodyHandlers.ofString());
        assertThat(client.next()).isEqualTo("news");
        assertThat(answer.body()).isEqualTo("{\"published\":true}");
        assertThat(emulator.journal().entries(SourceEntry.HttpAnswered.class))
            .singleElement()
            .satisfies(entry -> assertThat(entry.routeKey()).isEqualTo("POST /clients/{id}"));
      }
    }
  }
}
