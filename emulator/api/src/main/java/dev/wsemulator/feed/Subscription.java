package dev.wsemulator.feed;

/** A reader's registration, until it is closed. Thread-safe. */
public interface Subscription extends AutoCloseable {
  /**
   * Ends it; idempotent. Earlier items have been handed over then, unless the reader takes longer
   * than five seconds or has closed it itself.
   */
  @Override
  void close();
}
