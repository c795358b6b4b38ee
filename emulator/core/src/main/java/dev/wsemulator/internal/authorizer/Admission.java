package dev.wsemulator.internal.authorizer;

import dev.wsemulator.internal.connection.Access;

/** What was decided about a client that wants to connect. Immutable. */
public sealed interface Admission {

  /**
   * The client may enter.
   *
   * @param access by what right
   * @param usageIdentifierKey the API key's value that the authorizer found; empty if none
   */
  record Admitted(Access access, String usageIdentifierKey) implements Admission {}

  /**
   * The client may not enter.
   *
   * @param status the handshake's status
   * @param message what the client is told
   * @param detail what the execution log says
   */
  record Refused(int status, String message, String detail) implements Admission {
    /** Returns the refusal of a client that did not say who it is. */
    static Refused unauthorized(String detail) {
      return new Refused(401, "Unauthorized", detail);
    }

    /** Returns the refusal of a client that may not. */
    public static Refused forbidden(String detail) {
      return new Refused(403, "Forbidden", detail);
    }

    /** Returns the refusal where nothing could be decided. */
    static Refused failed(String detail) {
      return new Refused(500, "Internal server error", detail);
    }
  }
}
