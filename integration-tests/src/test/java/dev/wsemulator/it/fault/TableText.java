package dev.wsemulator.it.fault;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** How things are written in the table. */
final class TableText {
  /** Before a fragment that is not the last of its message. */
  static final String PART = "fragment ";

  /** Before the last fragment of a message. */
  static final String LAST = "last fragment ";

  private TableText() {}

  /** Returns a duration as in {@code 1h0m5s}. */
  static String of(Duration duration) {
    return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }

  /** Returns what a client says of a frame of a message. */
  static String ofFrame(String text, boolean isFirst, boolean isLast) {
    if (isFirst && isLast) {
      return text;
    }
    return (isLast ? LAST : PART) + text;
  }

  /** Returns a text that a client has received; of an error of the gateway its message. */
  static String ofMessage(String text) {
    if (!text.startsWith("{\"message\"")) {
      return text;
    }
    try {
      return "error: " + JSON.std.mapFrom(text).get("message");
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }
}
