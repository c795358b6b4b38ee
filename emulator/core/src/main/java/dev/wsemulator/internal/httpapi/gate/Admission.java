package dev.wsemulator.internal.httpapi.gate;

import dev.wsemulator.internal.httpapi.event.Identity;
import dev.wsemulator.journal.Reason;
import org.jspecify.annotations.Nullable;

/** What a gate has decided. Immutable. */
public sealed interface Admission {

  /**
   * The request goes on.
   *
   * @param identity what is known of its sender
   */
  record Admitted(Identity identity) implements Admission {}

  /**
   * The request ends here.
   *
   * @param error what the client is told
   * @param challenge the header {@code www-authenticate}; {@code null} for none
   * @param why why, for the author of the API
   */
  record Refused(GateError error, @Nullable String challenge, Reason why) implements Admission {
    Refused(GateError error, Reason why) {
      this(error, null, why);
    }
  }

  /**
   * What a client is told that is not let in.
   *
   * @param status the HTTP status
   * @param message the message; {@code null} for none
   * @param type the error type that a REST API names
   */
  record GateError(int status, @Nullable String message, String type) {
    static final GateError UNAUTHORIZED =
        new GateError(401, "Unauthorized", "UnauthorizedException");
    static final GateError FORBIDDEN = new GateError(403, "Forbidden", "ForbiddenException");
  }
}
