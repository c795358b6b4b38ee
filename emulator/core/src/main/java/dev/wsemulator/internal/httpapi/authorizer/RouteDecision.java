package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.internal.httpapi.event.Identity;
import dev.wsemulator.journal.Reason;
import org.jspecify.annotations.Nullable;

/** What an authorizer has decided. Immutable. */
public sealed interface RouteDecision {

  /**
   * The request goes on.
   *
   * @param identity what is known of its sender
   */
  record Admitted(Identity identity) implements RouteDecision {}

  /**
   * The request ends here.
   *
   * @param error the error for the client
   * @param challenge the header {@code www-authenticate}; {@code null} for none
   * @param why why, for the author of the API
   */
  record Refused(ClientError error, @Nullable String challenge, Reason why)
      implements RouteDecision {
    Refused(ClientError error, Reason why) {
      this(error, null, why);
    }
  }

  /**
   * The error for a client that is not let in.
   *
   * @param status the HTTP status
   * @param message the message; {@code null} for none
   * @param type the error type that a REST API names
   */
  record ClientError(int status, @Nullable String message, String type) {
    static final ClientError UNAUTHORIZED =
        new ClientError(401, "Unauthorized", "UnauthorizedException");
    static final ClientError FORBIDDEN = new ClientError(403, "Forbidden", "ForbiddenException");
  }
}
