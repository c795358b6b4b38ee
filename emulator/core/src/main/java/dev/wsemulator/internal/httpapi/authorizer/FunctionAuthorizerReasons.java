package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.api.HttpAuthorizer;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.internal.iam.PolicyDocument;
import dev.wsemulator.journal.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The reasons why a Lambda authorizer does not let a request in. */
final class FunctionAuthorizerReasons {
  private FunctionAuthorizerReasons() {}

  static Reason missing(HttpAuthorizer authorizer, List<String> missing) {
    return Reason.of(
            "no-http-identity-source",
            "The request lacks an identity source of the authorizer %s."
                .formatted(authorizer.name()))
        .expected("Every identity source must be present and not empty.")
        .found("Missing: %s. The authorizer was not called.".formatted(String.join(", ", missing)))
        .advice("Send it, or remove it from the identity sources.");
  }

  static Reason otherForm(HttpAuthorizer authorizer) {
    return Reason.of(
            "token-form",
            "The token does not look as the authorizer %s wants it.".formatted(authorizer.name()))
        .expected("It must match %s.".formatted(authorizer.tokenPattern()))
        .found("The authorizer was not called.")
        .advice("Send another token, or change IdentityValidationExpression.");
  }

  static Reason late(HttpAuthorizer authorizer) {
    return Reason.of(
            "http-authorizer-timeout",
            "The authorizer %s did not respond in time.".formatted(authorizer.name()))
        .expected("It has %d ms.".formatted(HttpIntegration.MAX_REST_TIMEOUT.toMillis()))
        .advice("Make its function faster. --debug turns timeouts off.");
  }

  static Reason malformed(HttpAuthorizer authorizer, byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    return Reason.of(
            "malformed-http-authorizer-result",
            "The authorizer %s returned an invalid result.".formatted(authorizer.name()))
        .expected(
            authorizer.hasSimpleResponses()
                ? "A JSON object with isAuthorized (true or false), and optionally context (an object)."
                : "A JSON object with policyDocument, and optionally principalId and context (an object).")
        .found(text.isEmpty() ? "It returned nothing." : "It returned " + Reason.quoted(text) + ".")
        .advice("Correct the result of its function.");
  }

  static Reason unauthorized(HttpAuthorizer authorizer) {
    return Reason.of(
            "http-authorizer-unauthorized",
            "The authorizer %s refused.".formatted(authorizer.name()))
        .found("Its function failed with exactly the message Unauthorized, which means 401.")
        .advice("Send credentials that the function accepts.");
  }

  static Reason no(HttpAuthorizer authorizer) {
    return Reason.of(
            "http-authorizer-no", "The authorizer %s refused.".formatted(authorizer.name()))
        .found("Its function has answered isAuthorized: false.")
        .advice("Send credentials that the function accepts.");
  }

  static Reason byPolicy(
      HttpAuthorizer authorizer, PolicyDocument policy, boolean isDenied, String arn) {
    return Reason.of(
            isDenied ? "http-authorizer-denied" : "http-authorizer-not-allowed",
            "The policy that the authorizer %s returned %s the request."
                .formatted(authorizer.name(), isDenied ? "denies" : "does not allow"))
        .expected(
            (isDenied
                    ? "No statement may deny execute-api:Invoke on %s."
                    : "A statement is missing: Allow execute-api:Invoke on %s.")
                .formatted(arn))
        .found(policy.describe())
        .advice(
            authorizer.cached().isZero()
                ? "Change the policyDocument that the authorizer returns."
                : "Change the policyDocument that the authorizer returns: it counts for %d s, for all routes that have the authorizer."
                    .formatted(authorizer.cached().toSeconds()));
  }
}
