package dev.wsemulator.cli.console;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A failure of a command. The message says why, and what to do. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, ?> details;

  public CommandException(String message) {
    this(message, null);
  }

  public CommandException(String message, @Nullable Throwable cause) {
    this(message, cause, Map.of());
  }

  /**
   * Creates it.
   *
   * @param details further members of the JSON error
   */
  public CommandException(String message, @Nullable Throwable cause, Map<String, ?> details) {
    super(message, cause);
    this.details = details;
  }

  /** Returns further members of the JSON error. */
  public Map<String, ?> details() {
    return details;
  }
}
