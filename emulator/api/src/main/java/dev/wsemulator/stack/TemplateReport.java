package dev.wsemulator.stack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading a template. Immutable.
 *
 * @param stack what the template says, or {@code null} if it cannot be used
 * @param problems errors first, then warnings, each in the order of the files
 */
public record TemplateReport(@Nullable Stack stack, List<Problem> problems) {
  /** Copies the list. */
  public TemplateReport {
    problems = List.copyOf(problems);
  }
}
