package dev.wsemulator.replay;

/**
 * The first difference between a replay and its recording. Immutable.
 *
 * @param line the line of the file, from 1
 * @param connection the connection, counted from 1 in the order of the handshakes
 * @param expected what happened when it was recorded, in words
 * @param actual what happens now, in words
 */
public record Difference(int line, int connection, String expected, String actual) {
  /** Returns a sentence that says all of it. */
  @Override
  public String toString() {
    return "Line %d, connection %d: expected %s, but was %s."
        .formatted(line, connection, expected, actual);
  }
}
