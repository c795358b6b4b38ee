package dev.wsemulator.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
            url, new Draft_6455(compressed ? compression() : new DefaultExtension())) {
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

  /** With its usual threshold it leaves a short last fragment of a compressed message as it is. */
  private static PerMessageDeflateExtension compression() {
    PerMessageDeflateExtension extension = new PerMessageDeflateExtension();
    extension.setThreshold(0);
    return extension;
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
      int end = Math.min(at + frame, bytes.length);
      byte[] part = Arrays.copyOfRange(bytes, at, end); // a slice's whole array would be compressed
      client.sendFragmentedFrame(Opcode.TEXT, ByteBuffer.wrap(part), end == bytes.length);
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
