package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.connection.Identifiers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The identity of one request to a route: its id and its time.
 *
 * @param requestId the request id, also the extended one (ID-02)
 * @param at when the request came
 */
public record RequestStamp(String requestId, Instant at) {
  private static final DateTimeFormatter CLF =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss +0000", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** The last second that was formatted: most requests of a second share it. */
  private static volatile Second last = new Second(0, CLF.format(Instant.EPOCH));

  /** Returns a stamp with a new id. */
  public static RequestStamp at(Instant now) {
    return new RequestStamp(Identifiers.requestId(), now);
  }

  /** Returns the time in Common Log Format (ID-05). */
  public String requestTime() {
    Second second = last;
    if (second.epoch() != at.getEpochSecond()) {
      second = new Second(at.getEpochSecond(), CLF.format(at));
      last = second;
    }
    return second.text();
  }

  private record Second(long epoch, String text) {}
}
