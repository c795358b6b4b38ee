package dev.wsemulator.it.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.WebSocketApiEmulator;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The functions of the application. What they say ends with the time that has passed since the test
 * began, by the emulator's clock, if any has.
 */
final class AppFunctions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Supplier<WebSocketApiEmulator> emulator;
  private final Supplier<BackEndCalls> backEnd;
  private volatile Instant began = Instant.EPOCH;
  private volatile String client = "";
  private volatile String leaver = "";

  /**
   * Creates them.
   *
   * @param emulator the emulator, when it is started
   * @param backEnd the calls of its back end
   */
  AppFunctions(Supplier<WebSocketApiEmulator> emulator, Supplier<BackEndCalls> backEnd) {
    this.emulator = emulator;
    this.backEnd = backEnd;
  }

  /**
   * Begins another test.
   *
   * @param clientId the connection that posts go to; empty if there is none yet
   * @param leaverId the connection whose end the client is told of; empty if there is none
   */
  void begin(String clientId, String leaverId) {
    client = clientId;
    leaver = leaverId;
    began = emulator.get().time().now();
  }

  /** Returns the time that has passed since the test began, if any has. */
  String at(Instant time) {
    Duration passed = Duration.between(began, time);
    return passed.isZero() || began.equals(Instant.EPOCH) ? "" : " at " + TableText.of(passed);
  }

  private String said(String text) {
    return text + at(emulator.get().time().now());
  }

  /** {@code $connect}. */
  byte[] enter(byte[] event) throws Exception {
    return answer(JSON.readTree(event).at("/requestContext/connectionId").asText());
  }

  /** {@code $disconnect}. */
  byte[] leave(byte[] event) throws Exception {
    String id = JSON.readTree(event).at("/requestContext/connectionId").asText();
    if (id.equals(leaver)) {
      post("left");
    }
    return answer(id);
  }

  /** {@code $default}. */
  byte[] echo(byte[] event) throws Exception {
    String text = JSON.readTree(event).path("body").asText();
    switch (text) {
      case "post":
        return answer(said("answered with " + post("posted")));
      case "item":
        return answer(said(backEnd.get().writeAndRead(UUID.randomUUID().toString())));
      default:
        return answer(said(text));
    }
  }

  /** {@code $default} of the other version of the deployed API. */
  byte[] other(byte[] event) throws Exception {
    return answer(said("new " + JSON.readTree(event).path("body").asText()));
  }

  private static byte[] answer(String text) throws IOException {
    return JSON.writeValueAsBytes(JSON.createObjectNode().put("statusCode", 200).put("body", text));
  }

  /** Posts a text to the client; returns the status of the answer. */
  private int post(String text) throws IOException, InterruptedException {
    String id = URLEncoder.encode(client, UTF_8);
    URI url = URI.create(emulator.get().connectionsEndpoint() + "/@connections/" + id);
    HttpRequest request =
        HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(said(text))).build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** Posts a text to the client, as the function of a source, which answers nothing. */
  byte[] tell(String text) throws IOException, InterruptedException {
    post(text);
    return "null".getBytes(UTF_8);
  }
}
