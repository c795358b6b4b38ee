package dev.wsemulator.internal.management;

import dev.wsemulator.journal.Reason;

/** The reasons why a call of {@code @connections} is refused. */
final class ManagementReasons {
  private ManagementReasons() {}

  static Reason noMethod(String method) {
    return Reason.of("no-method", "%s is not supported for connections.".formatted(method))
        .expected("POST sends a message, GET returns the connection, DELETE closes it.")
        .advice("Use an AWS SDK or the AWS CLI.");
  }

  static Reason notIssued(String connectionId) {
    return Reason.of(
            "invalid-connection-id",
            "The id %s was never issued.".formatted(Reason.quoted(connectionId)))
        .expected("The connectionId of an event, percent-encoded in the path.")
        .advice("Check where the caller gets it from. Clients cannot choose ids.");
  }

  static Reason gone() {
    return Reason.of("gone", "The connection has ended.")
        .advice("Delete its id, as in $disconnect.");
  }

  static Reason otherApi(String apiId) {
    return Reason.of("other-api", "The connection belongs to another API.")
        .expected("A call to the endpoint of its API, %s.".formatted(apiId))
        .advice("Build the endpoint from domainName and stage of the event.");
  }

  static Reason tooSlow() {
    return Reason.of("client-too-slow", "The client reads too slowly; its send buffer is full.")
        .advice("Send less, or retry later.");
  }

  static Reason fault(int status) {
    return Reason.of("fault", "A fault rule answered the call with %d.".formatted(status));
  }

  static Reason unanswered() {
    return Reason.of("fault", "A fault rule keeps the answer from the caller.");
  }
}
