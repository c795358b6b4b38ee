package dev.wsemulator.internal.template;

import dev.wsemulator.stack.TemplateException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what is wrong with a template, so that its author learns everything at once. Not
 * thread-safe.
 */
final class Problems {
  private final String file;
  private final Set<Line> errors = new LinkedHashSet<>();
  private final Set<Line> warnings = new LinkedHashSet<>();

  private record Line(int number, String text) {}

  Problems(Path file) {
    this.file = String.valueOf(file.getFileName());
  }

  /** Notes what the template cannot be used with. */
  void error(int line, String text) {
    add(errors, line, text);
  }

  /** Notes what has no effect here. */
  void warning(int line, String text) {
    add(warnings, line, text);
  }

  private void add(Set<Line> to, int line, String text) {
    to.add(new Line(line, "%s:%d: %s".formatted(file, line, text)));
  }

  /**
   * Returns whether nothing is wrong so far: a name may be odd only because of an earlier error.
   */
  boolean isEmpty() {
    return errors.isEmpty();
  }

  void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new TemplateException(sorted(errors));
    }
  }

  List<String> warnings() {
    return sorted(warnings);
  }

  private static List<String> sorted(Set<Line> lines) {
    return lines.stream().sorted(Comparator.comparingInt(Line::number)).map(Line::text).toList();
  }
}
