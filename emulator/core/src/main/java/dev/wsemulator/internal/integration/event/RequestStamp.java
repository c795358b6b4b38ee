package dev.wsemulator.internal.integration.event;

import dev.wsemulator.internal.connection.Identifiers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The identity of one request to a route: its id and its time.
 *
 * @param requestId the request id, also the extended one (ID-02)
 * @param at the time of the request
 * @param invocationId the id that a function is invoked with for it; {@code null} if it is not
 *     needed
 */
public record RequestStamp(String requestId, Instant at, @Nullable String invocationId) {
  private static final DateTimeFormatter CLF =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss +0000", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** The last second that was formatted: most requests of a second share it. */
  private static volatile Second last = new Second(0, CLF.format(Instant.EPOCH));

  /** Creates a stamp of a request whose function chooses an id itself. */
  public RequestStamp(String requestId, Instant at) {
    this(requestId, at, null);
  }

  /** Returns a stamp with a new id. */
  public static RequestStamp at(Instant now) {
    return new RequestStamp(Identifiers.requestId(), now);
  }

  /** Returns this for a request whose log entry names the invocation. */
  public RequestStamp withInvocation(String id) {
    return new RequestStamp(requestId, at, id);
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
