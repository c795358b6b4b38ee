package dev.wsemulator.internal.replay;

import dev.wsemulator.journal.Difference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The differences that a replay has found so far, with what explains them. For one thread. */
final class Findings {
  /** How many lines of a diagram are shown. */
  private static final int MOST_LINES = 12;

  /** How many of them are behind the message that has come. */
  private static final int LINES_BEHIND = 2;

  /** How much of a message a diagram has for sure. */
  private static final int MOST_OF_TEXT = 30;

  private final Script script;
  private final ReplayTarget target;
  private final boolean all;
  private final List<Difference> found = new ArrayList<>();

  /**
   * Creates an empty list.
   *
   * @param all whether more than the first is wanted
   */
  Findings(Script script, ReplayTarget target, boolean all) {
    this.script = script;
    this.target = target;
    this.all = all;
  }

  /** Returns whether no more are wanted. */
  boolean areEnough() {
    return !all && !found.isEmpty();
  }

  /**
   * Adds one.
   *
   * @param connectionId the connection in the replay, if it has one
   */
  void add(Step step, @Nullable String connectionId, Values values) {
    if (areEnough()) {
      return;
    }
    found.add(
        new Difference(
            new Difference.Position(step.line(), step.connection()),
            values.expected(),
            values.actual(),
            new Difference.Context(
                script.before(step),
                step.has("route") ? step.text("route") : "",
                connectionId == null
                    ? ""
                    : around(values.actual(), target.diagram(connectionId)))));
  }

  /** Returns the lines of a diagram around the message that has come, or else the last ones. */
  private static String around(String actual, String diagram) {
    List<String> lines = diagram.lines().toList();
    String message = "message: " + beginning(actual);
    int place = lines.size() - 1;
    while (place > 0 && !lines.get(place).contains(message)) {
      place--;
    }
    int end = place <= 0 ? lines.size() : Math.min(lines.size(), place + LINES_BEHIND + 1);
    return String.join("\n", lines.subList(Math.max(0, end - MOST_LINES), end));
  }

  /** Returns the beginning of a text in quotes. */
  private static String beginning(String quoted) {
    return quoted.substring(
        Math.min(1, quoted.length()), Math.max(1, Math.min(quoted.length() - 1, MOST_OF_TEXT)));
  }

  /**
   * What differs, in words.
   *
   * @param expected what was recorded
   * @param actual what happens now
   */
  record Values(String expected, String actual) {}

  List<Difference> list() {
    return List.copyOf(found);
  }
}
