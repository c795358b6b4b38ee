package dev.wsemulator.internal.client;

import dev.wsemulator.internal.engine.ClientEngine.ClientSocket;
import dev.wsemulator.internal.engine.ClientEngine.Listener;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.protocols.IProtocol;

/** The socket of a test's client, which reports to a listener. Thread-safe. */
final class ListeningClient extends FrameClient implements ClientSocket {
  private final Listener listener;

  ListeningClient(
      URI url, Map<String, String> headers, List<String> subprotocols, Listener listener) {
    super(url, headers, subprotocols, 0);
    this.listener = listener;
  }

  @Override
  public void through(SocketFactory network) {
    setSocketFactory(network);
  }

  @Override
  public boolean connect(int seconds) throws InterruptedException {
    return connectBlocking(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void send(String message) {
    try {
      super.send(message);
    } catch (WebsocketNotConnectedException e) {
      throw new IllegalStateException("The connection is not open, so nothing can be sent.", e);
    }
  }

  @Override
  public boolean ping(byte[] payload) {
    return send(Opcode.PING, true, payload);
  }

  @Override
  public String subprotocol() {
    return Optional.ofNullable(getProtocol()).map(IProtocol::getProvidedProtocol).orElse("");
  }

  @Override
  public void onMessage(String message) {
    listener.onMessage(message);
  }

  @Override
  protected void onPong(byte[] payload) {
    listener.onPong(payload);
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    listener.onClose(code, reason == null ? "" : reason);
  }
}
