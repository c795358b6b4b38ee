package dev.wsemulator.internal.replay;

import dev.wsemulator.internal.client.FrameClient;
import dev.wsemulator.internal.client.HandshakeResponse;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replays one client: sends its frames, and keeps what it receives. Thread-safe. */
final class Player extends FrameClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Player.class);
  private static final String OFFER = "Sec-WebSocket-Protocol";
  private static final int SWITCHING = 101;

  private static final byte[] CATCHING_UP = "replay".getBytes(StandardCharsets.UTF_8);

  /** Behind the last message. */
  private static final Incoming END = new Incoming("");

  private final BlockingQueue<Incoming> messages = new LinkedBlockingQueue<>();
  private final AtomicInteger frames = new AtomicInteger();
  private final CompletableFuture<Integer> answer = new CompletableFuture<>();
  private final CompletableFuture<ConnectionEnd> end = new CompletableFuture<>();
  private volatile CompletableFuture<Boolean> caughtUp = CompletableFuture.completedFuture(true);
  private volatile boolean leaving;

  /** What the client has received. */
  private record Incoming(String text) {}

  /**
   * The end of a connection.
   *
   * @param code the close code
   * @param reason the close reason
   */
  record ConnectionEnd(int code, String reason) {
    /** Returns it in words. */
    String words() {
      return ("an end with " + code + " " + reason).strip();
    }
  }

  Player(URI url, Map<String, String> headers) {
    super(url, plain(headers), List.of(headers.getOrDefault(OFFER, "").split(",\\s*")), 0);
  }

  private static Map<String, String> plain(Map<String, String> headers) {
    Map<String, String> plain = new LinkedHashMap<>(headers);
    plain.remove(OFFER);
    return plain;
  }

  /** Sends a frame as it was; returns {@code false} if the connection has ended, or is about to. */
  boolean send(int opCode, boolean isLast, byte[] payload) {
    Opcode opcode =
        switch (opCode) {
          case 0 -> Opcode.CONTINUOUS;
          case 1 -> Opcode.TEXT;
          case 2 -> Opcode.BINARY;
          case 9 -> Opcode.PING;
          default -> Opcode.PONG;
        };
    boolean sent = send(opcode, isLast, payload);
    if (sent && opcode != Opcode.PONG) {
      frames.incrementAndGet();
    }
    return sent;
  }

  /** Returns how many frames it has sent that the gateway notes. */
  int frames() {
    return frames.get();
  }

  /**
   * Waits until everything that was sent has arrived, or the connection has ended. A server that
   * has once not answered is not waited for again.
   */
  void catchUp(Duration patience) {
    if (leaving || !Boolean.TRUE.equals(in(Duration.ZERO, caughtUp))) {
      return;
    }
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    caughtUp = asked;
    send(9, true, CATCHING_UP); // fails if the connection is about to end
    end.thenRun(() -> asked.complete(true));
    in(patience, asked);
  }

  /** Ends the connection as the client did, without waiting. */
  void end(int code, String reason) {
    leaving = true;
    if (code == CloseFrame.ABNORMAL_CLOSE) {
      reset();
    } else if (code == CloseFrame.NOCODE) {
      CloseFrame frame = new CloseFrame();
      frame.setCode(CloseFrame.NOCODE);
      trySend(frame);
    } else {
      close(code, reason);
    }
  }

  /** Returns the status of the handshake's answer, or {@code null} if none comes. */
  @Nullable Integer status(Duration patience) {
    return in(patience, answer);
  }

  /** Nothing is asked of the gateway any more: it does not hear. */
  void leave() {
    leaving = true;
  }

  /** Returns the next message, or {@code null} if none comes, at once if the connection is over. */
  @Nullable String next(Duration patience) {
    try {
      Incoming next = messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (next == END) {
        messages.add(END);
        return null;
      }
      return next == null ? null : next.text();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Returns how the connection has ended, or {@code null} if it stays open. */
  @Nullable ConnectionEnd ended(Duration patience) {
    return in(patience, end);
  }

  private static <T> @Nullable T in(Duration patience, CompletableFuture<T> something) {
    return something
        .copy()
        .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    answer.complete(SWITCHING);
  }

  @Override
  public void onMessage(String message) {
    messages.add(new Incoming(message));
  }

  @Override
  public void onMessage(ByteBuffer bytes) {
    messages.add(new Incoming(StandardCharsets.UTF_8.decode(bytes).toString()));
  }

  @Override
  protected void onPong(byte[] payload) {
    if (Arrays.equals(CATCHING_UP, payload)) {
      caughtUp.complete(true);
    }
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    HandshakeResponse refused = response();
    answer.complete(refused == null ? 0 : refused.status());
    end.complete(new ConnectionEnd(code, reason));
    messages.add(END);
  }

  @Override
  public void onError(Exception failure) {
    LOG.debug("The connection with {} has failed.", getURI(), failure);
  }
}
