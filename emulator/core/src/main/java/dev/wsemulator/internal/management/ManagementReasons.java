package dev.wsemulator.internal.management;

import dev.wsemulator.journal.Reason;

/** Why a call of {@code @connections} does not do what it is asked. */
final class ManagementReasons {
  private ManagementReasons() {}

  static Reason noMethod(String method) {
    return Reason.of("no-method", "There is no %s of a connection.".formatted(method))
        .expected("POST sends a message, GET looks, DELETE ends the connection.")
        .advice("Call by an AWS SDK or the AWS CLI.");
  }

  static Reason notIssued(String connectionId) {
    return Reason.of(
            "invalid-connection-id",
            "No connection ever had the id %s.".formatted(Reason.quoted(connectionId)))
        .expected("The connectionId of an event, percent-encoded in the path.")
        .advice("Look at where the caller has it from. Clients cannot choose ids.");
  }

  static Reason gone() {
    return Reason.of("gone", "The connection has ended.")
        .advice("Forget its id, as at $disconnect.");
  }

  static Reason otherApi(String apiId) {
    return Reason.of("other-api", "The connection is not one of this API.")
        .expected("A call by the endpoint of its own API, %s.".formatted(apiId))
        .advice("Build the endpoint of domainName and stage of the event.");
  }

  static Reason tooSlow() {
    return Reason.of("client-too-slow", "The client reads so slowly that too much waits for it.")
        .advice("Send less than it reads, or try again later.");
  }

  static Reason fault(int status) {
    return Reason.of("fault", "A fault was to answer the call with %d.".formatted(status));
  }
}
