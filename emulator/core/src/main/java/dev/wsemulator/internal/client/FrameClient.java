package dev.wsemulator.internal.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.FramedataImpl1;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket client of all tools: it keeps the response to its handshake, also of a refused one,
 * sends single frames, and can end the connection by a TCP reset. Thread-safe.
 */
@SuppressWarnings("this-escape") // to the library's own settings, which no subclass has
public abstract class FrameClient extends WebSocketClient {
  private final CompletableFuture<HandshakeResponse> response;

  /**
   * Creates a client that is not connected.
   *
   * @param headers further headers of the handshake
   * @param subprotocols the subprotocols to offer, in this order
   * @param connectMillis the time for the TCP connection; 0 for no limit
   */
  protected FrameClient(
      URI url, Map<String, String> headers, List<String> subprotocols, int connectMillis) {
    this(url, headers, connectMillis, new HandshakeCapturingDraft(subprotocols));
  }

  private FrameClient(
      URI url, Map<String, String> headers, int connectMillis, HandshakeCapturingDraft draft) {
    super(url, draft, headers, connectMillis);
    this.response = draft.response();
    setConnectionLostTimeout(0);
    setTcpNoDelay(true); // small frames follow each other at once
    setDaemon(true);
  }

  /** Returns the response to the handshake, or {@code null} before it arrives. */
  protected final @Nullable HandshakeResponse response() {
    return response.getNow(null);
  }

  /** Sends one frame; returns {@code false} if the connection is not open. */
  public final boolean send(Opcode opcode, boolean isLast, byte[] payload) {
    FramedataImpl1 frame = FramedataImpl1.get(opcode);
    frame.setFin(isLast);
    frame.setPayload(ByteBuffer.wrap(payload));
    return trySend(frame);
  }

  /** Sends a frame; returns {@code false} if the connection is not open. */
  protected final boolean trySend(Framedata frame) {
    try {
      sendFrame(frame);
      return true;
    } catch (WebsocketNotConnectedException e) {
      return false;
    }
  }

  /** Ends the connection by a TCP reset, if it has not ended. */
  public final void reset() {
    try {
      Socket socket = getSocket();
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The connection cannot be reset.", e);
    }
  }

  /** Takes the payload of a pong. */
  protected void onPong(byte[] payload) {}

  @Override
  public void onWebsocketPong(WebSocket connection, Framedata pong) {
    byte[] payload = new byte[pong.getPayloadData().remaining()];
    pong.getPayloadData().duplicate().get(payload);
    onPong(payload);
  }

  @Override
  public void onOpen(ServerHandshake handshake) {}

  @Override
  public void onError(Exception failure) {}
}
