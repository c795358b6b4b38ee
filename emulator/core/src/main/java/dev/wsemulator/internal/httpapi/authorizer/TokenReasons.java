package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.api.HttpAuthorization.Issuer;
import dev.wsemulator.internal.concurrent.CompletionCause;
import dev.wsemulator.journal.Reason;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The reasons why a token is not accepted. */
final class TokenReasons {
  private static final String ASK = "Get a new token.";

  private TokenReasons() {}

  static Reason missing(String source) {
    return Reason.of("no-token", "The request has no token.")
        .expected("It must be in %s.".formatted(source))
        .advice("Send the header Authorization: Bearer TOKEN.");
  }

  static Reason noToken(String value) {
    return Reason.of("not-a-token", "What the request has is not a JSON Web Token.")
        .expected("A token has three parts with dots between them.")
        .found("It has %d characters.".formatted(value.length()))
        .advice(ASK);
  }

  static Reason otherIssuer(JsonWebToken token, List<Issuer> issuers) {
    return Reason.of("other-issuer", "The token is of another issuer.")
        .expected(
            "Its iss must be %s, letter by letter."
                .formatted(
                    issuers.stream()
                        .map(issuer -> "\"" + issuer.url() + "\"")
                        .collect(Collectors.joining(" or "))))
        .found("It is %s.".formatted(Reason.quoted(token.text("iss"))))
        .advice("Correct the issuer of the authorizer, a slash at its end too, or the token.");
  }

  static Reason unsupported(JsonWebToken token) {
    return Reason.of(
            "token-algorithm", "The algorithm of the token is not one that API Gateway supports.")
        .expected("RS256, RS384 or RS512.")
        .found("It is %s.".formatted(Reason.quoted(token.algorithm())))
        .advice("Let the issuer sign with RSA.");
  }

  static Reason noKeys(Issuer issuer, @Nullable Throwable failure) {
    Throwable cause = failure == null ? null : CompletionCause.of(failure);
    return Reason.of(
            "no-token-keys", "The keys of the issuer %s are not known.".formatted(issuer.url()))
        .expected("A token is accepted only if its signature can be verified.")
        .found(cause == null ? "" : String.valueOf(cause.getMessage()))
        .advice(
            "Start with --token-key %s=FILE, a JSON Web Key Set, or with --map HOST=URL for the issuer's host; in Java, builder.tokenKeys(…)."
                .formatted(issuer.url()));
  }

  static Reason badSignature(JsonWebToken token, boolean isKnown) {
    return Reason.of("token-signature", "The signature of the token is not right.")
        .expected("The issuer's key with the token's kid must verify it.")
        .found(
            isKnown
                ? "The key %s does not.".formatted(Reason.quoted(token.keyId()))
                : "There is no RSA key %s.".formatted(Reason.quoted(token.keyId())))
        .advice("Use a token and keys of the same issuer.");
  }

  static Reason expired(JsonWebToken token, Instant now) {
    return Reason.of("token-expired", "The token has expired.")
        .found(
            token
                .seconds("exp")
                .map(
                    end ->
                        "Its exp is %s, and it is %s."
                            .formatted(Instant.ofEpochSecond(end.longValue()), now))
                .orElse("It has no exp."))
        .advice(ASK);
  }

  static Reason notYet(JsonWebToken token, Instant now) {
    return Reason.of("token-not-yet-valid", "The token is not valid yet.")
        .found(
            "Its nbf is %s, its iat is %s, and it is %s."
                .formatted(moment(token, "nbf"), moment(token, "iat"), now))
        .advice("Compare the clocks.");
  }

  private static String moment(JsonWebToken token, String claim) {
    return token
        .seconds(claim)
        .map(seconds -> Instant.ofEpochSecond(seconds.longValue()).toString())
        .orElse("not there");
  }

  static Reason otherAudience(List<String> found, Issuer issuer) {
    return Reason.of("token-audience", "The token is for another audience.")
        .expected(
            "Its aud, or client_id without an aud, must be one of: %s."
                .formatted(String.join(", ", issuer.audience())))
        .found(found.isEmpty() ? "It has none." : "It is: %s.".formatted(String.join(", ", found)))
        .advice("Correct the audience of the authorizer, or the token.");
  }

  static Reason noScope(List<String> wanted, List<String> found) {
    return Reason.of("token-scope", "The token has no scope of the route.")
        .expected("One of: %s.".formatted(String.join(", ", wanted)))
        .found(
            found.isEmpty()
                ? "It has no scopes."
                : "It has: %s.".formatted(String.join(", ", found)))
        .advice("Ask the issuer for a scope of the route.");
  }

  static Reason otherUse(String found) {
    return Reason.of("token-use", "The token is not an identity token.")
        .expected("Without scopes, a user pool authorizer wants a token whose token_use is id.")
        .found("It is %s.".formatted(Reason.quoted(found)))
        .advice("Send the identity token, or give the method scopes.");
  }
}
