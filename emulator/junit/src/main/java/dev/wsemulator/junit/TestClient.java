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
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How long a connection is given to show that it is open. */
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private final ReceivingSocket socket;
  private final TestSocket watched;
  private volatile boolean ended;

  private TestClient(ReceivingSocket socket) {
    this.socket = socket;
    this.watched =
        new TestSocket(this, () -> true, this::isLeftOpen, socket::hasTaken, this::endQuickly);
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
    TestClient client = new TestClient(socket);
    Watch.opened(url, client.watched);
    return client;
  }

  /**
   * Returns a client whose frames a test sends and reads one by one, invalid ones, too.
   *
   * @throws HandshakeRefusedException if the server refuses
   * @see RawClient#connect(URI)
   */
  public static RawClient raw(URI url) {
    return RawClient.connect(url).upgrade();
  }

  /**
   * Sends a text message.
   *
   * @throws IllegalStateException if the connection is not open
   */
  public void send(String message) {
    socket.send(message);
  }

  /**
   * Returns the next message, waiting up to 20 s.
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
   * Waits up to 20 s for the connection to end.
   *
   * @throws AssertionError if it stays open
   */
  public CloseStatus expectClose() {
    return socket.closed(PATIENCE);
  }

  /**
   * Waits up to 20 s for the connection to end, and expects exactly this code and this reason.
   *
   * @param code the close code; 1005 for a close frame without one, 1006 for no close frame
   * @param reason the close reason; empty for none
   * @throws AssertionError if it stays open or ends in another way; the message says how
   */
  public void expectClose(int code, String reason) {
    socket.expectClose(new CloseStatus(code, reason), PATIENCE);
  }

  /**
   * Expects that no message is there. It sends a ping and waits for the pong, so whatever the
   * gateway had sent before it answered has arrived, and no time is wasted. A function that still
   * runs may send more later: wait for its end first, for example with {@code
   * journal.next(JournalEntry.Invoked.class, timeout)}.
   *
   * @throws AssertionError if there is a message, or the connection does not answer
   */
  public void expectNothing() {
    socket.expectNothing(PATIENCE);
  }

  /** Returns whether the connection is open, as far as the client knows. */
  public boolean isOpen() {
    return socket.isOpen();
  }

  /** Returns the subprotocol that the server chose. */
  public Optional<String> subprotocol() {
    return Optional.of(socket.subprotocol()).filter(name -> !name.isEmpty());
  }

  /** Closes the connection with a code and a reason, and does not wait for its end. */
  public void close(int code, String reason) {
    ended = true;
    socket.close(code, reason);
  }

  /**
   * Closes the connection with code 1000 and waits for the server's close frame; without one within
   * 20 s the connection is cut. {@code $disconnect} may still be on its way then.
   */
  @Override
  public void close() {
    ended = true;
    socket.end(PATIENCE);
  }

  /** Cuts the connection without a close frame, by a TCP reset. */
  public void drop() {
    ended = true;
    socket.drop();
  }

  private boolean isLeftOpen() {
    return !ended && socket.answers(GLANCE);
  }

  private void endQuickly() {
    ended = true;
    socket.end(GLANCE);
  }

  /** Returns this connection as it is looked at when the test has ended. */
  TestSocket watched() {
    return watched;
  }

  /** Returns what it is connected with. */
  @Override
  public String toString() {
    return "the TestClient of " + socket.url();
  }
}
