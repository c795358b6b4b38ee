package dev.wsemulator.journal;

/**
 * A difference between a replay and its recording. Immutable.
 *
 * @param position where in the recording
 * @param expected what happened when it was recorded, in words
 * @param actual what happens now, in words
 * @param context what helps to understand it
 */
public record Difference(Position position, String expected, String actual, Context context) {
  /**
   * A place in a recording.
   *
   * @param line the line of the file, from 1
   * @param connection the connection, counted from 1 in the order of the handshakes; 0 for none
   */
  public record Position(int line, int connection) {}

  /**
   * What happened around a difference.
   *
   * @param before the message that led to it, in words; empty if there is none
   * @param route the route of that message; empty if it is not known
   * @param diagram the last things that happened to the connection in the replay, drawn by {@link
   *     SequenceDiagram#text()}; empty if there are none
   */
  public record Context(String before, String route, String diagram) {
    /** Of what there is no more to say. */
    public static final Context NONE = new Context("", "", "");
  }

  /**
   * Returns a sentence that says what differs, long values shortened in the middle, and below it
   * the message before, its route, both values where they differ, and the diagram.
   */
  @Override
  public String toString() {
    SideBySide values = SideBySide.of(expected, actual);
    String where = position.connection() == 0 ? "" : ", connection " + position.connection();
    StringBuilder words =
        new StringBuilder(
            "Line %d%s: expected %s, but was %s."
                .formatted(position.line(), where, values.first(), values.second()));
    add(words, "after", SideBySide.of(context.before(), context.before()).first());
    add(words, "route", context.route());
    add(words, "expected", values.first());
    add(words, "actual", values.second());
    context.diagram().lines().forEach(line -> words.append("\n  ").append(line.stripTrailing()));
    return words.toString();
  }

  private static void add(StringBuilder words, String name, String value) {
    if (!value.isEmpty()) {
      words.append("\n  %-10s".formatted(name + ":")).append(value);
    }
  }
}
