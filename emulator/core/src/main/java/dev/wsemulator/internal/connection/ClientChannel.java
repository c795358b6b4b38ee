package dev.wsemulator.internal.connection;

/** The way to a client. Thread-safe; no method blocks. */
public interface ClientChannel {

  /** What may wait for a client that does not read, in bytes, before its senders are refused. */
  int BUFFER_BYTES = 1024 * 1024;

  /**
   * Queues a text message, in frames no longer than the quota.
   *
   * @param utf8 the message
   * @return {@code false} if the client reads so slowly that its buffer is full, or is gone
   */
  boolean sendText(byte[] utf8);

  /**
   * Queues a text message, in frames no longer than this.
   *
   * @param utf8 the message
   * @param frameBytes the longest payload of a frame
   * @return as {@link #sendText(byte[])}
   */
  boolean sendText(byte[] utf8, int frameBytes);

  /** Asks for the connection to be closed with this status. */
  void close(CloseStatus status);

  /** Returns whether the end has begun, so that nothing more can be sent. */
  boolean isClosing();

  /** Lets the connection fail, as networks do. */
  void sever(Severance how);
}
