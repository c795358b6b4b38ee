package dev.wsemulator.junit;

import dev.wsemulator.internal.engine.Engines;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.junit.network.ClientNetwork;
import dev.wsemulator.junit.report.Standstill;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client for tests: what it receives is taken in order, with a bounded wait.
 * Thread-safe.
 */
public final class TestClient implements AutoCloseable {
  /** How long a connection is given to show that it is open. */
  static final Duration GLANCE = Duration.ofSeconds(1);

  private final ReceivingSocket socket;
  private final TestSocket watched;
  private final @Nullable ConnectionLookup lookup;
  private final Duration patience;
  private final ClientNetwork network;
  private volatile String name = "";
  private volatile boolean ended;

  private TestClient(
      ReceivingSocket socket, ClientNetwork network, @Nullable ConnectionLookup lookup) {
    this.socket = socket;
    this.network = network;
    this.lookup = lookup;
    this.patience = Watch.patience(socket.url());
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
    return connect(ClientNetwork.ideal(), url, headers, subprotocols);
  }

  /**
   * Returns a client whose connection is open, and comes from another address of this machine: that
   * is the {@code sourceIp} of its events.
   *
   * @param address for example {@code 127.0.0.9}
   * @throws HandshakeRefusedException if the server refuses, or this is no address of this machine
   * @throws IllegalArgumentException if it is no address, or the URL is not of {@code ws}
   */
  public static TestClient connectFrom(
      String address, URI url, Map<String, String> headers, String... subprotocols) {
    if (!"ws".equals(url.getScheme())) {
      throw new IllegalArgumentException(
          "Only a connection of ws can have an address of its own; this is %s.".formatted(url));
    }
    return connect(ClientNetwork.from(address), url, headers, subprotocols);
  }

  private static TestClient connect(
      ClientNetwork network, URI url, Map<String, String> headers, String... subprotocols) {
    ReceivingSocket socket = new ReceivingSocket(url, headers, network, subprotocols);
    Journal journal = Watch.journal(url);
    long mark = journal == null ? 0 : journal.end();
    socket.open();
    TestClient client =
        new TestClient(
            socket, network, journal == null ? null : new ConnectionLookup(journal, mark));
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
   * Returns the network of this client, which can be made slow, narrow, and lost.
   *
   * @throws UnsupportedOperationException if the connection has TLS
   */
  public ClientNetwork network() {
    if (!"ws".equals(socket.url().getScheme())) {
      throw new UnsupportedOperationException(
          "The network of a connection with TLS cannot be changed. Connect with ws.");
    }
    return network;
  }

  /**
   * Gives it a name, by which diagrams, failures and the journal of a failed test call it.
   *
   * @return this
   */
  public TestClient named(String who) {
    this.name = who;
    socket.name(who);
    if (lookup != null) {
      Watch.name(socket.url(), connectionId(), who);
    }
    return this;
  }

  /**
   * Returns the id of this connection, as the emulator's journal has it. If other clients have
   * connected at the same moment, it sends a ping to find out which connection is its own.
   *
   * @throws IllegalStateException if the emulator does not run in this JVM by an extension, or the
   *     connection has ended before it could be found out
   */
  public String connectionId() {
    if (lookup == null) {
      throw new IllegalStateException(
          "The connection id of "
              + this
              + " is not known here. Start the emulator by @WebSocketApiTest or EmulatorExtension.");
    }
    return lookup.find(socket);
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
   * Sends a value as JSON.
   *
   * @param value a map, a list, a text, a number, a truth value or {@code null}; of classes of your
   *     own, send what your JSON library makes of them
   * @throws IllegalStateException if the connection is not open
   */
  public void sendJson(@Nullable Object value) {
    socket.send(Engines.clients().text(value));
  }

  /**
   * Returns the members of the next message, a JSON object, waiting as long as the patience of the
   * class: up to 20 s.
   *
   * @throws AssertionError if none comes, or it is not a JSON object
   */
  public Map<String, Object> nextJson() {
    String next = next();
    if (!(json("$", next) instanceof Map<?, ?> object)) {
      throw new AssertionError("A JSON object was expected, but %s came.".formatted(next));
    }
    Map<String, Object> members = new LinkedHashMap<>();
    object.forEach((name, value) -> members.put((String) name, value));
    return members;
  }

  /**
   * Returns what the next message, JSON, has at a place, waiting as long as the patience of the
   * class: up to 20 s.
   *
   * @param path where, as JSONPath, for example {@code $.user.name}
   * @return a text, a number, a truth value, a map, a list, or {@code null}
   * @throws AssertionError if no message comes, or it has nothing there
   */
  public @Nullable Object nextJson(String path) {
    return json(path, next());
  }

  private static @Nullable Object json(String path, String message) {
    try {
      return Engines.clients().at(path, message);
    } catch (IllegalArgumentException e) {
      throw new AssertionError(
          "JSON with a value at %s was expected, but %s came: %s"
              .formatted(path, message, e.getMessage()),
          e);
    }
  }

  /**
   * Returns the next message, waiting as long as the patience of the class: up to 20 s. With a
   * virtual clock, the wait ends early if nothing can come any more.
   *
   * @throws AssertionError if none arrives; the message describes the connection and the received
   *     messages
   */
  public String next() {
    return socket.next(begin());
  }

  /** Begins a wait that ends early when nothing can come any more. */
  private Standstill.Wait begin() {
    return Watch.standstill(socket.url()).begin(patience);
  }

  /**
   * Returns the next message.
   *
   * @param limit how long to wait at most, of real time, also if nothing seems to come any more
   * @throws AssertionError if none arrives in this time
   */
  public String next(Duration limit) {
    return socket.next(Standstill.never().begin(limit));
  }

  /**
   * Waits, as {@link #next()} does, for the connection to end.
   *
   * @throws AssertionError if it stays open
   */
  public CloseStatus expectClose() {
    return socket.closed(begin());
  }

  /**
   * Waits, as {@link #next()} does, for the connection to end, and expects exactly this code and
   * this reason.
   *
   * @param code the close code; 1005 for a close frame without one, 1006 for no close frame
   * @param reason the close reason; empty for none
   * @throws AssertionError if it stays open or ends in another way; the message says how
   */
  public void expectClose(int code, String reason) {
    socket.expectClose(new CloseStatus(code, reason), begin());
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
    socket.expectNothing(patience);
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
   * 20 s, or the patience of the class, or if a fault has silenced it, the connection is cut.
   * {@code $disconnect} may still be on its way then.
   */
  @Override
  public void close() {
    end(patience);
  }

  /**
   * Cuts the connection without a close frame, by a TCP reset; while its network is lost, the
   * gateway does not learn of it.
   */
  public void drop() {
    ended = true;
    socket.drop();
  }

  private boolean isLeftOpen() {
    return !ended
        && (isSilenced() || network.isLost() ? !socket.isEnded() : socket.answers(GLANCE));
  }

  private void endQuickly() {
    end(GLANCE);
    network.release();
  }

  private void end(Duration limit) {
    ended = true;
    if (isSilenced() || network.isLost()) {
      socket.drop(); // nobody would answer
    } else {
      socket.end(limit);
    }
  }

  /** Returns whether a fault lets nothing pass any more, so that a wait for an answer is vain. */
  private boolean isSilenced() {
    return lookup != null && lookup.isSilenced();
  }

  /** Returns this connection for the checks after the test. */
  TestSocket watched() {
    return watched;
  }

  /** Returns what it is connected with. */
  @Override
  public String toString() {
    return "the TestClient %sof %s".formatted(name.isEmpty() ? "" : name + " ", socket.url());
  }
}
