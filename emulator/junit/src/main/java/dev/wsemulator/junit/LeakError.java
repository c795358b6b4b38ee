package dev.wsemulator.junit;

import java.util.List;

/**
 * A test has left something behind: an open connection of a client, a function that runs, or an
 * error that it did not look at. The message says what, and what to do.
 */
public final class LeakError extends AssertionError {
  private static final long serialVersionUID = 1L;

  LeakError(List<String> sentences) {
    super(String.join("\n", sentences));
  }
}
