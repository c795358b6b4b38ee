package dev.wsemulator.internal.gateway;

import dev.wsemulator.journal.Reason;

/** The reasons why {@code $connect} rejects a client. */
final class ConnectReasons {
  private ConnectReasons() {}

  static Reason refused(int status) {
    return Reason.of(
            "connect-refused", "The back end of $connect responded with %d.".formatted(status))
        .expected("A status from 200 to 299 opens the connection.")
        .advice("Check why it refuses this client.");
  }

  static Reason lost() {
    return Reason.of("client-lost", "The client was lost before it could be answered.");
  }

  static Reason lostByFault() {
    return Reason.of("fault", "A fault rule keeps the handshake from being answered.");
  }

  static Reason impossible(int status) {
    return Reason.of(
            "impossible-status",
            "The back end of $connect responded with %d, which is not an HTTP status."
                .formatted(status))
        .expected("A status from 200 to 299 opens the connection, one from 300 to 999 refuses it.")
        .advice("Correct the statusCode that it returns.");
  }
}
