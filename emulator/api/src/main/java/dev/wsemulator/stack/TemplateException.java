package dev.wsemulator.stack;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A template cannot be used. The message names every problem with file, line, resource and what to
 * do.
 */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Creates the exception.
   *
   * @param problems in the order of the files; at least one
   */
  public TemplateException(List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(Collectors.joining(System.lineSeparator())));
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems. */
  public List<Problem> problems() {
    return problems;
  }
}
