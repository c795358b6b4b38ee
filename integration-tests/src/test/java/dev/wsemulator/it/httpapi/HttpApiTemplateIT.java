package dev.wsemulator.it.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.HttpEndpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A template of SAM with a WebSocket API, an HTTP API and a REST API is served whole. */
class HttpApiTemplateIT {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static WebSocketApiEmulator emulator;

  @BeforeAll
  static void start() {
    emulator =
        WebSocketApiEmulator.builder()
            .template(Template.of(Path.of("src/test/resources/templates/shop.yaml")))
            .start();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(int api, String path) {
    HttpEndpoint endpoint = emulator.httpEndpoints().get(api);
    return HttpRequest.newBuilder(URI.create(endpoint.url() + path));
  }

  private static JsonNode event(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  @Test
  void anHttpApiBesideAWebSocketApiChangesNoUrl() {
    assertThat(emulator.webSocketUrl())
        .isEqualTo(URI.create("ws://127.0.0.1:" + emulator.port() + "/dev"));
    HttpEndpoint shop = emulator.httpEndpoints().get(0);
    assertThat(shop.stage()).isEqualTo("$default");
    assertThat(shop.url()).isEqualTo(URI.create(emulator.baseUrl() + "/" + shop.apiId()));
    assertThat(emulator.httpEndpoints().get(1).url().toString()).endsWith("/Prod");
  }

  @Test
  void functionsLearnTheLocalUrlOfTheApi() throws Exception {
    assertThat(send(request(0, "/items/1")).headers().firstValue("x-url"))
        .hasValue(
            "https://127.0.0.1:%d/%s"
                .formatted(emulator.port(), emulator.httpEndpoints().get(0).apiId()));
    assertThat(emulator.stack().outputs().get("Shop"))
        .isEqualTo(
            "https://%s.execute-api.us-east-1.amazonaws.com/items"
                .formatted(emulator.httpEndpoints().get(0).apiId()));
  }

  @Test
  void theEventsOfAnEventOfSamAreOfFormat2AndThoseOfARestApiOfFormat1() throws Exception {
    JsonNode second = event(request(0, "/items/7?a=1&a=2"));
    assertThat(second.path("version").asText()).isEqualTo("2.0");
    assertThat(second.path("routeKey").asText()).isEqualTo("GET /items/{id}");
    assertThat(second.at("/pathParameters/id").asText()).isEqualTo("7");
    assertThat(second.at("/queryStringParameters/a").asText()).isEqualTo("1,2");
    JsonNode first = event(request(1, "/old/7?a=1&a=2"));
    assertThat(first.path("resource").asText()).isEqualTo("/old/{id}");
    assertThat(first.at("/requestContext/path").asText()).isEqualTo("/Prod/old/7");
    assertThat(first.at("/multiValueQueryStringParameters/a")).hasSize(2);
  }

  @Test
  void aGreedyPathAndABinaryBodyReachTheFunction() throws Exception {
    JsonNode event =
        event(
            request(0, "/files/a/b.png")
                .header("Content-Type", "image/png")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[] {0, (byte) 255, 1})));
    assertThat(event.at("/pathParameters/proxy").asText()).isEqualTo("a/b.png");
    assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
    assertThat(event.path("body").asText()).isEqualTo("AP8B");
  }

  @Test
  void aPageOfAnAllowedOriginMayReadAnswers() throws Exception {
    HttpResponse<String> preflight =
        send(
            request(0, "/items/1")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .headers("Origin", "http://localhost:3000", "Sec-Fetch-Site", "cross-site")
                .header("Access-Control-Request-Method", "GET"));
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("access-control-allow-methods")).hasValue("GET,POST");
    HttpResponse<String> answer =
        send(request(0, "/items/1").header("Origin", "http://localhost:3000"));
    assertThat(answer.headers().firstValue("access-control-allow-origin"))
        .hasValue("http://localhost:3000");
    HttpResponse<String> other =
        send(request(0, "/items/1").header("Origin", "https://evil.example"));
    assertThat(other.headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  @Test
  void whatNoRouteTakesIsAnsweredAsByAws() throws Exception {
    assertThat(send(request(0, "/none")).body()).isEqualTo("{\"message\":\"Not Found\"}");
    assertThat(send(request(1, "/none")).body())
        .isEqualTo("{\"message\":\"Missing Authentication Token\"}");
  }
}
