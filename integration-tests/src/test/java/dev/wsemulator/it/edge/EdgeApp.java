package dev.wsemulator.it.edge;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.it.client.EchoFunction;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An API that echoes, its admin API, and the client of the JDK. */
final class EdgeApp implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final HttpClient http;
  private final WebSocketApiEmulator emulator;

  EdgeApp() {
    this.emulator =
        WebSocketApiEmulator.builder()
            .time(new VirtualTime())
            .function("echo", new EchoFunction())
            .api(
                WebSocketApi.builder("edge")
                    .route(Route.twoWay("$default", Integration.lambdaProxy("echo")))
                    .build())
            .start();
    this.http = HttpClient.newHttpClient(); // which trusts the emulator's certificates
  }

  WebSocketApiEmulator emulator() {
    return emulator;
  }

  /** Calls the admin API; returns the body of its answer. */
  String admin(String method, String path, String body) throws IOException, InterruptedException {
    URI url = emulator.baseUrl().resolve("/_emulator/" + path);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(url)
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** An open WebSocket of the JDK's client and what has come over it. */
  record Client(WebSocket socket, BlockingQueue<String> received) {
    String next() throws InterruptedException {
      return received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  Client connect(URI url) throws InterruptedException, TimeoutException, ExecutionException {
    return connect(url, Duration.ofSeconds(PATIENCE_SECONDS));
  }

  private Client connect(URI url, Duration limit)
      throws InterruptedException, TimeoutException, ExecutionException {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            received.add(text.toString());
            socket.request(1);
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            received.add("closed " + code);
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public void onError(WebSocket socket, Throwable error) {
            received.add("lost: " + error);
          }
        };
    return new Client(
        http.newWebSocketBuilder()
            .connectTimeout(limit)
            .buildAsync(url, listener)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS),
        received);
  }

  /** Returns why a client cannot connect. */
  Throwable refusal(URI url) throws InterruptedException, TimeoutException {
    return refusal(url, Duration.ofSeconds(PATIENCE_SECONDS));
  }

  /** Returns why a client that waits at most so long cannot connect. */
  Throwable refusal(URI url, Duration limit) throws InterruptedException, TimeoutException {
    try {
      connect(url, limit).socket().abort();
    } catch (ExecutionException e) {
      return e.getCause();
    }
    throw new AssertionError("The client was let in.");
  }

  @Override
  public void close() {
    emulator.close();
  }
}
