package dev.wsemulator.internal.template;

import dev.wsemulator.stack.TemplateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects what is wrong with templates, so that their author learns everything at once. The lines
 * of all files are numbered in one row, as compilers do: a line's number tells its file too. Not
 * thread-safe.
 */
final class Problems {
  /** More lines than any template has, for it has at most 1 MB. */
  private static final int LINES_OF_A_FILE = 1 << 21;

  private static final int MAX_FILES = 1000;

  private final TreeMap<Integer, String> files = new TreeMap<>();
  private final Path folder;
  private final Set<Line> errors = new LinkedHashSet<>();
  private final Set<Line> warnings = new LinkedHashSet<>();
  private final Set<Line> ignored = new LinkedHashSet<>();

  private record Line(int number, String text) {}

  /** Creates an empty collection; files are named relative to the folder of the first. */
  Problems(Path first) {
    this.folder = first.toAbsolutePath().normalize().getParent();
  }

  /** Returns the number before that of a file's first line. */
  int add(Path file) {
    int before = files.size() * LINES_OF_A_FILE;
    if (files.size() >= MAX_FILES) {
      throw new TemplateException(
          List.of("%s: There are more than %d files. Use fewer.".formatted(file, MAX_FILES)));
    }
    files.put(before, name(file));
    return before;
  }

  private String name(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    Path name = folder != null && whole.startsWith(folder) ? folder.relativize(whole) : file;
    return name.toString().replace('\\', '/');
  }

  private String place(int line) {
    Map.Entry<Integer, String> file = files.lowerEntry(Math.max(1, line));
    return file == null ? "template:" + line : file.getValue() + ":" + (line - file.getKey());
  }

  /** Notes what the template cannot be used with. */
  void error(int line, String text) {
    add(errors, line, text);
  }

  /** Notes what is otherwise than on AWS here. */
  void warning(int line, String text) {
    add(warnings, line, text);
  }

  /** Notes what cannot matter here; all of it becomes one warning. */
  void ignored(int line, String what) {
    ignored.add(new Line(line, what));
  }

  private void add(Set<Line> to, int line, String text) {
    to.add(new Line(line, "%s: %s".formatted(place(line), text)));
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
    List<String> all = new ArrayList<>(sorted(warnings));
    List<Line> none = ignored.stream().sorted(Comparator.comparingInt(Line::number)).toList();
    if (none.size() == 1) {
      all.add(
          "%s: %s has no effect here.".formatted(place(none.get(0).number()), none.get(0).text()));
    } else if (!none.isEmpty()) {
      String first = place(none.get(0).number());
      String file = first.substring(0, first.lastIndexOf(':') + 1);
      List<String> parts =
          none.stream()
              .map(line -> line.text() + " at " + place(line.number()).replace(file, "line "))
              .toList();
      all.add("%s: This has no effect here: %s.".formatted(first, String.join(", ", parts)));
    }
    return all;
  }

  private static List<String> sorted(Set<Line> lines) {
    return lines.stream().sorted(Comparator.comparingInt(Line::number)).map(Line::text).toList();
  }
}
