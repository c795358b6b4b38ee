package dev.wsemulator.internal.authorizer;

import dev.wsemulator.api.Integration;
import dev.wsemulator.journal.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The reasons why an authorizer rejects a client. */
final class AuthorizerReasons {
  private AuthorizerReasons() {}

  static Reason missing(String authorizer, List<IdentitySource> missing) {
    String names =
        missing.stream()
            .map(source -> source.kind() + " " + source.name())
            .collect(Collectors.joining(", "));
    return Reason.of(
            "no-identity-source",
            "The handshake lacks an identity source of the authorizer %s.".formatted(authorizer))
        .expected("Every identity source must be present and not empty.")
        .found("Missing: %s. The authorizer was not called.".formatted(names))
        .advice("Send it, or remove it from IdentitySource.");
  }

  static Reason late(String authorizer) {
    return Reason.of(
            "authorizer-timeout",
            "The authorizer %s did not respond in time.".formatted(authorizer))
        .expected("It has %d ms.".formatted(Integration.MAX_TIMEOUT.toMillis()))
        .advice("Make its function faster. --debug turns timeouts off.");
  }

  static Reason malformed(String authorizer, byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    return Reason.of(
            "malformed-authorizer-result",
            "The authorizer %s returned an invalid result.".formatted(authorizer))
        .expected(
            "A JSON object with policyDocument, and optionally principalId, usageIdentifierKey and context (an object of strings, numbers and booleans).")
        .found(text.isEmpty() ? "It returned nothing." : "It returned " + Reason.quoted(text) + ".")
        .advice("Correct the result of its function.");
  }

  static Reason unauthorized(String authorizer) {
    return Reason.of("authorizer-unauthorized", "The authorizer %s refused.".formatted(authorizer))
        .found("Its function failed with exactly the message Unauthorized, which means 401.")
        .advice("Send credentials that the function accepts.");
  }
}
