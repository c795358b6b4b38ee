package dev.wsemulator.it.fault;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** The client of the JDK. */
final class JdkClient implements DrivenClient, WebSocket.Listener {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final HttpClient http;
  private volatile CompletableFuture<WebSocket> socket = new CompletableFuture<>();
  private volatile boolean isOver;
  private boolean isFirst = true; // the listener is called by one thread at a time

  private JdkClient(HttpClient http) {
    this.http = http;
  }

  @Override
  public void connect(URI url) {
    socket = http.newWebSocketBuilder().buildAsync(url, this);
    socket.exceptionally(
        failure -> {
          Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
          happened(
              cause instanceof WebSocketHandshakeException refused
                  ? "no handshake: " + refused.getResponse().statusCode()
                  : "no handshake");
          return null;
        });
  }

  private void happened(String event) {
    if (!isOver) {
      events.add(event);
    }
  }

  @Override
  public void onOpen(WebSocket from) {
    happened("open");
    from.request(1);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    String text = TableText.ofMessage(data.toString());
    happened(TableText.ofFrame(text, isFirst, last));
    isFirst = last;
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    happened(("closed " + code + " " + reason).strip());
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    happened("error");
  }

  @Override
  public void send(String text) {
    socket.join().sendText(text, true);
  }

  @Override
  public void leave() {
    socket.join().sendClose(1000, "");
  }

  @Override
  public List<String> events() {
    return List.copyOf(events);
  }

  @Override
  public void close() {
    isOver = true;
    if (socket.isDone() && !socket.isCompletedExceptionally()) {
      socket.join().abort();
    } else {
      socket.cancel(true);
    }
  }

  /** Makes them. */
  static final class Driver implements DrivenClient.Driver {
    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public DrivenClient newClient() {
      return new JdkClient(http);
    }

    @Override
    public void close() {}
  }
}
