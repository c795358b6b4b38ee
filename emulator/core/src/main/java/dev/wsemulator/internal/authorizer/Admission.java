package dev.wsemulator.internal.authorizer;

import dev.wsemulator.internal.connection.Access;
import dev.wsemulator.internal.logging.RequestRecord.Phases;
import org.jspecify.annotations.Nullable;

/** What was decided about a client that wants to connect. Immutable. */
public sealed interface Admission {

  /** Returns what the checks took and said, for the access log; {@code null} if there were none. */
  @Nullable Phases phases();

  /**
   * The client may enter.
   *
   * @param access by what right
   * @param usageIdentifierKey the API key's value that the authorizer found; empty if none
   * @param phases what the checks took and said, or {@code null}
   */
  record Admitted(Access access, String usageIdentifierKey, @Nullable Phases phases)
      implements Admission {}

  /**
   * The client may not enter.
   *
   * @param status the handshake's status
   * @param message what the client is told
   * @param detail what the execution log says
   * @param phases what the checks took and said, or {@code null}
   */
  record Refused(int status, String message, String detail, @Nullable Phases phases)
      implements Admission {
    /** Returns this with what the checks took and said. */
    Refused with(@Nullable Phases checks) {
      return new Refused(status, message, detail, checks);
    }

    /** Returns the refusal of a client that did not say who it is. */
    static Refused unauthorized(String detail) {
      return new Refused(401, "Unauthorized", detail, null);
    }

    /** Returns the refusal of a client that may not. */
    public static Refused forbidden(String detail) {
      return new Refused(403, "Forbidden", detail, null);
    }

    /** Returns the refusal by a policy, in the words of IAM. */
    static Refused denied(String sentence) {
      return new Refused(403, sentence, sentence, null);
    }

    /** Returns the refusal where nothing could be decided: the service says nothing then. */
    static Refused failed(String detail) {
      return new Refused(500, "", detail, null);
    }
  }
}
