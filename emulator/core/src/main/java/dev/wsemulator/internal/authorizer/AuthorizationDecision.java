package dev.wsemulator.internal.authorizer;

import dev.wsemulator.internal.connection.ConnectionAccess;
import dev.wsemulator.internal.logging.RequestRecord.Phases;
import dev.wsemulator.journal.Reason;
import org.jspecify.annotations.Nullable;

/** The decision about a client that wants to connect. Immutable. */
public sealed interface AuthorizationDecision {

  /** Returns what the checks took and said, for the access log; {@code null} if there were none. */
  @Nullable Phases phases();

  /**
   * The client may enter.
   *
   * @param access by what right
   * @param usageIdentifierKey the API key's value that the authorizer found; empty if none
   * @param phases what the checks took and said, or {@code null}
   */
  record Admitted(ConnectionAccess access, String usageIdentifierKey, @Nullable Phases phases)
      implements AuthorizationDecision {}

  /**
   * The client may not enter.
   *
   * @param status the handshake's status
   * @param message the message for the client
   * @param detail what the execution log says
   * @param phases what the checks took and said, or {@code null}
   * @param why why, for the author of the API
   */
  record Refused(int status, String message, String detail, @Nullable Phases phases, Reason why)
      implements AuthorizationDecision {
    /** Returns this with what the checks took and said. */
    Refused with(@Nullable Phases checks) {
      return new Refused(status, message, detail, checks, why);
    }

    /** Returns the refusal of a client that did not say who it is. */
    static Refused unauthorized(String detail, Reason why) {
      return new Refused(401, "Unauthorized", detail, null, why);
    }

    /** Returns the refusal of a client that may not. */
    public static Refused forbidden(String detail, Reason why) {
      return new Refused(403, "Forbidden", detail, null, why);
    }

    /** Returns the refusal by a policy, in the words of IAM. */
    static Refused denied(String sentence, Reason why) {
      return new Refused(403, sentence, sentence, null, why);
    }

    /** Returns the refusal where nothing could be decided: the service says nothing then. */
    static Refused failed(String detail, Reason why) {
      return new Refused(500, "", detail, null, why);
    }
  }
}
