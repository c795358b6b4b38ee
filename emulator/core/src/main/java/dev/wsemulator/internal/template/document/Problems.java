package dev.wsemulator.internal.template.document;

import dev.wsemulator.stack.Problem;
import dev.wsemulator.stack.Problem.Location;
import dev.wsemulator.stack.Problem.Severity;
import dev.wsemulator.stack.TemplateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with templates, so that their author learns everything at once. The lines
 * of all files are numbered consecutively, as compilers do: a line's number also identifies its
 * file. Not thread-safe.
 */
public final class Problems {
  /** More lines than any template has, for it has at most 1 MB. */
  private static final int LINES_OF_A_FILE = 1 << 21;

  private static final int MAX_FILES = 1000;

  private static final Pattern NAMED = Pattern.compile("Resources\\.([A-Za-z0-9]+)\\b.*");

  private final TreeMap<Integer, String> files = new TreeMap<>();
  private final TreeMap<Integer, String> resources = new TreeMap<>();
  private final Path folder;
  private final Inputs inputs;
  private final Set<Line> errors = new LinkedHashSet<>();
  private final Set<Line> warnings = new LinkedHashSet<>();
  private final Set<Line> ignored = new LinkedHashSet<>();
  private final List<Problem> unread = new ArrayList<>();
  private boolean lacksAFile;

  private record Line(int number, String text) {}

  /**
   * Creates an empty collection.
   *
   * @param first the first file; others are named relative to its folder
   * @param inputs takes note of the files
   */
  public Problems(Path first, Inputs inputs) {
    this.folder = first.toAbsolutePath().resolveSibling("").normalize();
    this.inputs = inputs;
  }

  /** Returns what takes note of the files that are read. */
  public Inputs inputs() {
    return inputs;
  }

  /** Returns the number before that of a file's first line. */
  int add(Path file) {
    int before = files.size() * LINES_OF_A_FILE;
    if (files.size() >= MAX_FILES) {
      String message = "There are more than %d files. Use fewer.".formatted(MAX_FILES);
      throw new TemplateException(
          List.of(new Problem(Severity.ERROR, new Location(file.toString(), 0, null), message)));
    }
    files.put(before, name(file));
    inputs.template(file);
    return before;
  }

  private String name(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    Path name = folder != null && whole.startsWith(folder) ? folder.relativize(whole) : file;
    return name.toString().replace('\\', '/');
  }

  /**
   * Marks the beginning of a resource, or of a section without resources. Where several begin on
   * one line, as in JSON without line ends, the line says nothing of them.
   */
  public void begins(int line, String resource) {
    resources.merge(line, resource, (one, other) -> one.equals(other) ? one : "");
  }

  private String place(int line) {
    Map.Entry<Integer, String> file = file(line);
    return file == null ? "template:" + line : file.getValue() + ":" + (line - file.getKey());
  }

  private Map.@Nullable Entry<Integer, String> file(int line) {
    return files.lowerEntry(Math.max(1, line));
  }

  /** Notes what the template cannot be used with. */
  public void error(int line, String text) {
    errors.add(new Line(line, text));
  }

  /** Notes that a file could not be read to its end, and why. */
  public void unread(Path file, TemplateException failure) {
    lacksAFile = true;
    List<Problem> known = sorted(errors, Severity.ERROR);
    failure.problems().stream()
        .filter(problem -> !known.contains(problem))
        .map(
            one ->
                new Problem(
                    one.severity(),
                    new Location(name(file), one.location().line(), null),
                    one.message()))
        .forEach(unread::add);
  }

  /** Returns whether a file could not be read, so that what is missing may be there. */
  public boolean lacksAFile() {
    return lacksAFile;
  }

  /** Notes what is otherwise than on AWS here. */
  public void warning(int line, String text) {
    warnings.add(new Line(line, text));
  }

  /** Notes what cannot matter here; all of it becomes one warning. */
  public void ignored(int line, String what) {
    ignored.add(new Line(line, what));
  }

  /**
   * Returns whether nothing is wrong so far: a name may be odd only because of an earlier error.
   */
  public boolean isEmpty() {
    return errors.isEmpty() && unread.isEmpty();
  }

  public void throwIfAny() {
    if (!isEmpty()) {
      List<Problem> all = new ArrayList<>(unread);
      all.addAll(sorted(errors, Severity.ERROR));
      throw new TemplateException(all);
    }
  }

  public List<Problem> warnings() {
    List<Problem> all = new ArrayList<>(sorted(warnings, Severity.WARNING));
    List<Line> none = inOrder(ignored);
    if (none.size() == 1) {
      Line only = none.get(0);
      all.add(problem(new Line(only.number(), only.text() + " has no effect here."), true));
    } else if (!none.isEmpty()) {
      int first = none.get(0).number();
      String file = place(first).substring(0, place(first).lastIndexOf(':') + 1);
      List<String> parts =
          none.stream()
              .map(line -> line.text() + " at " + place(line.number()).replace(file, "line "))
              .toList();
      String text = "This has no effect here: %s.".formatted(String.join(", ", parts));
      Problem whole = problem(new Line(first, text), true);
      all.add(
          new Problem(
              whole.severity(),
              new Location(whole.location().file(), whole.location().line(), null),
              whole.message()));
    }
    return all;
  }

  private List<Problem> sorted(Set<Line> lines, Severity severity) {
    return inOrder(lines).stream()
        .map(line -> problem(line, severity == Severity.WARNING))
        .toList();
  }

  private static List<Line> inOrder(Set<Line> lines) {
    return lines.stream().sorted(Comparator.comparingInt(Line::number)).toList();
  }

  private Problem problem(Line line, boolean warns) {
    Map.Entry<Integer, String> file = file(line.number());
    return new Problem(
        warns ? Severity.WARNING : Severity.ERROR,
        new Location(
            file == null ? "template" : file.getValue(),
            line.number() - (file == null ? 0 : file.getKey()),
            resource(line, file == null ? 0 : file.getKey())),
        line.text());
  }

  /** Returns the resource that a message names first, or else in whose lines it is. */
  private @Nullable String resource(Line line, int before) {
    Matcher named = NAMED.matcher(line.text());
    if (named.lookingAt()) {
      return named.group(1);
    }
    Map.Entry<Integer, String> begun = resources.floorEntry(line.number());
    boolean isInside = begun != null && begun.getKey() > before && !begun.getValue().isEmpty();
    return isInside ? begun.getValue() : null;
  }
}
