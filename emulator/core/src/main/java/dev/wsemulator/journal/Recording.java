package dev.wsemulator.journal;

/**
 * What clients do, while it is written to a file that can be replayed. Ends when it is closed, or
 * with the emulator. Thread-safe.
 *
 * <p>A recording is complete, as a replay needs it: unlike the journal it hides no secrets that
 * clients have sent in headers, query strings or messages.
 */
public interface Recording extends AutoCloseable {
  /** Ends the recording; idempotent. Everything that has happened before is in the file then. */
  @Override
  void close();
}
