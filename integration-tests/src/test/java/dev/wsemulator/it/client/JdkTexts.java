package dev.wsemulator.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A connection of the JDK's own client, which cannot compress. */
public final class JdkTexts implements Texts.Connection, WebSocket.Listener {
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder parts = new StringBuilder();
  private WebSocket socket;

  private JdkTexts() {}

  /** Opens a connection. */
  public static JdkTexts open(URI url) {
    JdkTexts texts = new JdkTexts();
    texts.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(url, texts).join();
    return texts;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    parts.append(data);
    if (last) {
      received.add(parts.toString());
      parts.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closed.completeExceptionally(failure);
  }

  @Override
  public void send(String text, int frame) {
    int at = 0;
    for (; text.length() - at > frame; at += frame) {
      socket.sendText(text.substring(at, at + frame), false).join();
    }
    socket.sendText(text.substring(at), true).join();
  }

  @Override
  public String receive() throws InterruptedException {
    String text = received.poll(60, TimeUnit.SECONDS);
    assertThat(text).as("the JDK's client waits for an answer").isNotNull();
    return text;
  }

  @Override
  public int closeCode() throws Exception {
    return closed.get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
