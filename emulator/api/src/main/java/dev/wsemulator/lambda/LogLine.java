package dev.wsemulator.lambda;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line that a function, or Lambda for it, has written. Immutable.
 *
 * @param time when
 * @param requestId the invocation that it belongs to; {@code null} if it belongs to none, such as a
 *     line of a cold start or of a thread that the function has started
 * @param text the line, without its end
 */
public record LogLine(Instant time, @Nullable String requestId, String text) {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Checks that nothing is missing. */
  public LogLine {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(text, "text");
  }

  /** Returns the time as logs have it, for example {@code 2026-01-31T12:00:00.123Z}. */
  public String timeText() {
    return MILLIS.format(time);
  }

  /** Returns the time and the text. */
  @Override
  public String toString() {
    return timeText() + " " + text;
  }
}
