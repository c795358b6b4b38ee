package dev.wsemulator.internal.connection;

/** The way to a client. Thread-safe; no method blocks. */
public interface ClientChannel {

  /**
   * Queues a text message, in frames no longer than the quota.
   *
   * @param utf8 the message
   * @return {@code false} if the client reads so slowly that its buffer is full, or is gone
   */
  boolean sendText(byte[] utf8);

  /** Asks for the connection to be closed with this status. */
  void close(CloseStatus status);

  /** Returns whether the end has begun, so that nothing more can be sent. */
  boolean isClosing();

  /** Lets the connection fail, as networks do. */
  void sever(Severance how);
}
