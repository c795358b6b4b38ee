package dev.wsemulator.junit;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A WebSocket client for tests: what it receives is taken in order, with a bounded wait.
 * Thread-safe.
 */
public final class TestClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ReceivingSocket socket;

  private TestClient(ReceivingSocket socket) {
    this.socket = socket;
  }

  /**
   * Returns a client whose connection is open.
   *
   * @throws HandshakeRefusedException if the server refuses
   */
  public static TestClient connect(URI url) {
    return connect(url, Map.of());
  }

  /**
   * Returns a client whose connection is open.
   *
   * @param headers further headers of the handshake
   * @param subprotocols what the client offers, in this order
   * @throws HandshakeRefusedException if the server refuses
   */
  public static TestClient connect(URI url, Map<String, String> headers, String... subprotocols) {
    ReceivingSocket socket = new ReceivingSocket(url, headers, subprotocols);
    socket.open();
    return new TestClient(socket);
  }

  /** Sends a text message. */
  public void send(String message) {
    socket.send(message);
  }

  /**
   * Returns the next message, waiting up to 5 s.
   *
   * @throws AssertionError if none comes; the message says how the connection stands and what was
   *     received before
   */
  public String next() {
    return next(PATIENCE);
  }

  /**
   * Returns the next message.
   *
   * @throws AssertionError if none comes in this time
   */
  public String next(Duration patience) {
    return socket.next(patience);
  }

  /**
   * Waits up to 5 s for the connection to end.
   *
   * @throws AssertionError if it stays open
   */
  public CloseStatus expectClose() {
    return socket.closed(PATIENCE);
  }

  /** Returns the subprotocol that the server chose. */
  public Optional<String> subprotocol() {
    return Optional.ofNullable(socket.getProtocol())
        .map(protocol -> protocol.getProvidedProtocol())
        .filter(name -> !name.isEmpty());
  }

  /** Closes the connection with a code and a reason, and does not wait for its end. */
  public void close(int code, String reason) {
    socket.close(code, reason);
  }

  /**
   * Closes the connection with code 1000 and waits for the server's close frame; without one within
   * 5 s the connection is cut. {@code $disconnect} may still be on its way then.
   */
  @Override
  public void close() {
    socket.end(PATIENCE);
  }

  /** Cuts the connection without a close frame, by a TCP reset. */
  public void drop() {
    socket.drop();
  }
}
