package dev.wsemulator.internal.client;

import dev.wsemulator.internal.engine.ClientEngine.ClientSocket;
import dev.wsemulator.internal.engine.ClientEngine.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.PingFrame;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;

/** A client's socket that tells a listener what comes. Thread-safe. */
final class Socket implements ClientSocket {
  private final Client client;

  Socket(URI url, Map<String, String> headers, List<String> subprotocols, Listener listener) {
    this.client = new Client(url, headers, draft(subprotocols), listener);
  }

  private static Draft_6455 draft(List<String> subprotocols) {
    List<String> offered = subprotocols.isEmpty() ? List.of("") : subprotocols;
    return new Draft_6455(List.of(), offered.stream().<IProtocol>map(Protocol::new).toList());
  }

  @Override
  public boolean connect(int seconds) throws InterruptedException {
    return client.connectBlocking(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void send(String message) {
    try {
      client.send(message);
    } catch (WebsocketNotConnectedException e) {
      throw new IllegalStateException("The connection is not open, so nothing can be sent.", e);
    }
  }

  @Override
  public boolean ping(byte[] payload) {
    PingFrame ping = new PingFrame();
    ping.setPayload(ByteBuffer.wrap(payload));
    try {
      client.sendFrame(ping);
      return true;
    } catch (WebsocketNotConnectedException e) {
      return false;
    }
  }

  @Override
  public void close(int code, String reason) {
    client.close(code, reason);
  }

  @Override
  public void reset() {
    try {
      client.getSocket().setSoLinger(true, 0);
      client.getSocket().close();
    } catch (IOException e) {
      throw new UncheckedIOException("The connection cannot be cut.", e);
    }
  }

  @Override
  public boolean isOpen() {
    return client.isOpen();
  }

  @Override
  public String subprotocol() {
    return Optional.ofNullable(client.getProtocol()).map(IProtocol::getProvidedProtocol).orElse("");
  }

  /** Java-WebSocket's client. */
  private static final class Client extends WebSocketClient {
    private final Listener listener;

    Client(URI url, Map<String, String> headers, Draft_6455 draft, Listener listener) {
      super(url, draft, headers);
      this.listener = listener;
      setConnectionLostTimeout(0);
      setDaemon(true);
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
      // connect() waits for it itself.
    }

    @Override
    public void onMessage(String message) {
      listener.onMessage(message);
    }

    @Override
    public void onWebsocketPong(WebSocket connection, Framedata pong) {
      byte[] payload = new byte[pong.getPayloadData().remaining()];
      pong.getPayloadData().duplicate().get(payload);
      listener.onPong(payload);
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      listener.onClose(code, reason == null ? "" : reason);
    }

    @Override
    public void onError(Exception failure) {
      // A close follows and tells more.
    }
  }
}
