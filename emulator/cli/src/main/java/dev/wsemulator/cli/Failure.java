package dev.wsemulator.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What keeps a command from doing what it is asked. The message says why, and what to do. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, ?> details;

  Failure(String message) {
    this(message, null);
  }

  Failure(String message, @Nullable Throwable cause) {
    this(message, cause, Map.of());
  }

  /**
   * Creates it.
   *
   * @param details what programs are told beside the message
   */
  Failure(String message, @Nullable Throwable cause, Map<String, ?> details) {
    super(message, cause);
    this.details = details;
  }

  /** Returns what programs are told beside the message. */
  Map<String, ?> details() {
    return details;
  }
}
