package dev.wsemulator.journal;

/**
 * The first difference between a replay and its recording. Immutable.
 *
 * @param position where in the recording
 * @param expected what happened when it was recorded, in words
 * @param actual what happens now, in words
 */
public record Difference(Position position, String expected, String actual) {
  /**
   * A place in a recording.
   *
   * @param line the line of the file, from 1
   * @param connection the connection, counted from 1 in the order of the handshakes
   */
  public record Position(int line, int connection) {}

  /** Returns a sentence that says all of it. */
  @Override
  public String toString() {
    return "Line %d, connection %d: expected %s, but was %s."
        .formatted(position.line(), position.connection(), expected, actual);
  }
}
