package dev.wsemulator.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.extensions.DefaultExtension;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.handshake.ServerHandshake;

/** A connection of Java-WebSocket, which compresses if it is told to. */
public final class JavaWebSocketTexts implements Texts.Connection {
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocketClient client;

  private JavaWebSocketTexts(URI url, boolean compressed) {
    this.client =
        new WebSocketClient(
            url,
            new Draft_6455(
                compressed ? new PerMessageDeflateExtension() : new DefaultExtension())) {
          @Override
          public void onOpen(ServerHandshake handshake) {
            assertThat(handshake.hasFieldValue("Sec-WebSocket-Extensions")).isEqualTo(compressed);
          }

          @Override
          public void onMessage(String message) {
            received.add(message);
          }

          @Override
          public void onClose(int code, String reason, boolean remote) {
            closed.complete(code);
          }

          @Override
          public void onError(Exception failure) {
            closed.completeExceptionally(failure);
          }
        };
  }

  /** Opens a connection. */
  public static JavaWebSocketTexts open(URI url, boolean compressed) throws InterruptedException {
    JavaWebSocketTexts texts = new JavaWebSocketTexts(url, compressed);
    assertThat(texts.client.connectBlocking(60, TimeUnit.SECONDS)).isTrue();
    return texts;
  }

  @Override
  public void send(String text, int frame) {
    if (text.length() <= frame) {
      client.send(text);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += frame) {
      int length = Math.min(frame, bytes.length - at);
      client.sendFragmentedFrame(
          Opcode.TEXT, ByteBuffer.wrap(bytes, at, length).slice(), at + length == bytes.length);
    }
  }

  @Override
  public String receive() throws InterruptedException {
    String text = received.poll(60, TimeUnit.SECONDS);
    assertThat(text).as("Java-WebSocket waits for an answer").isNotNull();
    return text;
  }

  @Override
  public int closeCode() throws Exception {
    return closed.get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    client.close();
  }
}
