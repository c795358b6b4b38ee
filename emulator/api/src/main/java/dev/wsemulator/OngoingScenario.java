package dev.wsemulator;

/**
 * A running scenario, until it is closed. What it has done already, such as closed connections or
 * time that has passed, is not undone. Thread-safe.
 */
public interface OngoingScenario extends AutoCloseable {
  /** Ends its rules and no others; idempotent. */
  @Override
  void close();
}
