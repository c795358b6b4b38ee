package dev.wsemulator.journal;

/**
 * Writes events to a file: the actions of clients, for a replay, or the journal. Ends when it is
 * closed, or with the emulator. Thread-safe.
 *
 * <p>A recording of clients is complete, as a replay needs it: unlike the journal it does not
 * redact secrets that they sent in headers, query strings or messages.
 */
public interface Recording extends AutoCloseable {
  /** Ends the recording; idempotent. Everything that has happened before is in the file then. */
  @Override
  void close();
}
