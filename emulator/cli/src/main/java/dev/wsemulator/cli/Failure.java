package dev.wsemulator.cli;

import org.jspecify.annotations.Nullable;

/** What keeps a command from doing what it is asked. The message says why, and what to do. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Failure(String message) {
    this(message, null);
  }

  Failure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
