package dev.wsemulator.internal.engine;

import java.net.URI;
import java.util.List;
import java.util.Map;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** The engine's interface for test clients. Thread-safe. */
public interface ClientEngine {

  /**
   * Returns a socket that is not connected yet.
   *
   * @param url where to
   * @param headers further headers of the handshake
   * @param subprotocols what the client offers, in this order
   * @param listener receives events on the socket's own thread
   */
  ClientSocket socket(
      URI url, Map<String, String> headers, List<String> subprotocols, Listener listener);

  /**
   * Returns a JSON text as a value that is equal to others with the same content.
   *
   * @throws IllegalArgumentException if it is not JSON
   */
  Object json(String text);

  /**
   * Returns a value as JSON: a map, a list, a text, a number, a truth value or {@code null}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  String text(@Nullable Object value);

  /**
   * Returns what is at a JSONPath in a JSON text: a string, a number, a boolean, a map, a list or
   * {@code null}.
   *
   * @throws IllegalArgumentException if there is nothing, or the text is not JSON; the message says
   *     what
   */
  @Nullable Object at(String path, String text);

  /** Receives the events of a socket. */
  interface Listener {
    /** A text message has arrived. */
    void onMessage(String message);

    /** A pong has arrived. */
    void onPong(byte[] payload);

    /** The connection has ended, or could not be opened. */
    void onClose(int code, String reason);
  }

  /** The client's side of a connection. Thread-safe. */
  interface ClientSocket {
    /**
     * Sets what makes its TCP socket, before it connects; not for TLS.
     *
     * @param network makes one socket
     */
    void through(SocketFactory network);

    /**
     * Connects, and returns when the handshake has been answered.
     *
     * @param seconds how long to wait at most
     * @return whether the connection is open
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    boolean connect(int seconds) throws InterruptedException;

    /**
     * Sends a text message.
     *
     * @throws IllegalStateException if the connection is not open
     */
    void send(String message);

    /** Sends a ping; returns {@code false} if the connection is not open. */
    boolean ping(byte[] payload);

    /** Begins to close the connection. */
    void close(int code, String reason);

    /** Ends the connection by a TCP reset. */
    void reset();

    /** Returns whether the connection is open, as far as this side knows. */
    boolean isOpen();

    /** Returns the subprotocol that the server chose; empty for none. */
    String subprotocol();
  }
}
