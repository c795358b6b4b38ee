package dev.wsemulator.internal.replay;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.BinaryFrame;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.ContinuousFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.FramedataImpl1;
import org.java_websocket.framing.PingFrame;
import org.java_websocket.framing.PongFrame;
import org.java_websocket.framing.TextFrame;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays one client: sends the frames that it is told to, and keeps what comes. Thread-safe. */
final class Player extends WebSocketClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Player.class);
  private static final Pattern REFUSED = Pattern.compile("Invalid status code received: (\\d+)");
  private static final String OFFER = "Sec-WebSocket-Protocol";
  private static final int SWITCHING = 101;

  private static final ByteBuffer CATCHING_UP =
      StandardCharsets.UTF_8.encode("replay").asReadOnlyBuffer();

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> answer = new CompletableFuture<>();
  private final CompletableFuture<ConnectionEnd> end = new CompletableFuture<>();
  private volatile CompletableFuture<Boolean> caughtUp = CompletableFuture.completedFuture(true);
  private volatile boolean leaving;

  /**
   * How a connection has ended.
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
    super(url, draft(headers), plain(headers));
    setConnectionLostTimeout(0);
    setDaemon(true);
  }

  private static Draft_6455 draft(Map<String, String> headers) {
    String offer = headers.getOrDefault(OFFER, "");
    List<IProtocol> protocols =
        Pattern.compile(",\\s*").splitAsStream(offer).<IProtocol>map(Protocol::new).toList();
    return new Draft_6455(List.of(), protocols);
  }

  private static Map<String, String> plain(Map<String, String> headers) {
    Map<String, String> plain = new java.util.LinkedHashMap<>(headers);
    plain.remove(OFFER);
    return plain;
  }

  /** Sends a frame as it was; returns {@code false} if the connection has ended, or is about to. */
  boolean send(int opCode, boolean last, byte[] payload) {
    FramedataImpl1 frame =
        switch (opCode) {
          case 0 -> new ContinuousFrame();
          case 1 -> new TextFrame();
          case 2 -> new BinaryFrame();
          case 9 -> new PingFrame();
          default -> new PongFrame();
        };
    frame.setFin(last);
    frame.setPayload(ByteBuffer.wrap(payload));
    return sent(frame);
  }

  private boolean sent(Framedata frame) {
    try {
      sendFrame(frame);
      return true;
    } catch (WebsocketNotConnectedException e) {
      return false;
    }
  }

  /**
   * Waits until all has come that is on its way, or the connection has ended. A server that has
   * once not answered is not waited for again.
   */
  void catchUp(Duration patience) {
    if (leaving || !Boolean.TRUE.equals(in(Duration.ZERO, caughtUp))) {
      return;
    }
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    caughtUp = asked;
    PingFrame ping = new PingFrame();
    ping.setPayload(CATCHING_UP.duplicate());
    sent(ping); // if not, the end is near
    end.thenRun(() -> asked.complete(true));
    in(patience, asked);
  }

  /** Ends the connection as the client did, without waiting. */
  void end(int code, String reason) {
    leaving = true;
    if (code == CloseFrame.ABNORMAL_CLOSE) {
      vanish();
    } else if (code == CloseFrame.NOCODE) {
      CloseFrame frame = new CloseFrame();
      frame.setCode(CloseFrame.NOCODE);
      sent(frame);
    } else {
      close(code, reason);
    }
  }

  private void vanish() {
    try {
      Socket socket = getSocket();
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      LOG.debug("The socket is closed already.", e);
    }
  }

  /** Returns the status of the handshake's answer, or {@code null} if none comes. */
  @Nullable Integer status(Duration patience) {
    return in(patience, answer);
  }

  /** Returns the next message, or {@code null} if none comes. */
  @Nullable String next(Duration patience) {
    try {
      return messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
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
    messages.add(message);
  }

  @Override
  public void onMessage(ByteBuffer bytes) {
    messages.add(StandardCharsets.UTF_8.decode(bytes).toString());
  }

  @Override
  public void onWebsocketPong(WebSocket connection, Framedata pong) {
    if (CATCHING_UP.equals(pong.getPayloadData())) {
      caughtUp.complete(true);
    }
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    Matcher refused = REFUSED.matcher(reason);
    answer.complete(refused.find() ? Integer.parseInt(refused.group(1)) : 0);
    end.complete(new ConnectionEnd(code, reason));
  }

  @Override
  public void onError(Exception failure) {
    LOG.debug("The connection with {} has failed.", getURI(), failure);
  }

  /** Ends the connection if it is open. */
  @Override
  public void close() {
    super.close();
  }
}
