package dev.wsemulator.stack;

import java.util.List;

/**
 * A template cannot be used. The message names every problem with file, line, resource and what to
 * do.
 */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * Creates the exception.
   *
   * @param problems one line each, in the order of the file; at least one
   */
  public TemplateException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems, one line each. */
  public List<String> problems() {
    return problems;
  }
}
