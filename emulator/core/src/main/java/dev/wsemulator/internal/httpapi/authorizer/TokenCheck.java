package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.api.HttpAuthorization.Issuer;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.time.TimeSource;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Checks tokens: their issuer, signature, audience and times. Thread-safe.
 *
 * @param issuers whose tokens are accepted
 * @param keys has the keys of issuers
 * @param time the clock
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">JWT
 *     authorizers</a>
 */
record TokenCheck(List<Issuer> issuers, TokenKeys keys, TimeSource time) {

  /**
   * What a check has found.
   *
   * @param token the token; {@code null} if it is not accepted
   * @param description the error description for the client if it is not accepted; may be empty
   * @param why why it is not accepted; {@code null} if it is
   */
  record Checked(@Nullable JsonWebToken token, String description, @Nullable Reason why) {
    /** Returns a reason of a token that is not accepted. */
    Reason reason() {
      return java.util.Objects.requireNonNull(why, "why");
    }
  }

  /** Checks what a header has. */
  CompletableFuture<Checked> check(String value) {
    Optional<JsonWebToken> parsed = JsonWebToken.parse(value);
    if (parsed.isEmpty()) {
      return refused("", TokenReasons.noToken(value));
    }
    JsonWebToken token = parsed.get();
    Optional<Issuer> issuer =
        issuers.stream().filter(one -> one.url().equals(token.text("iss"))).findFirst();
    if (issuer.isEmpty()) {
      return refused("", TokenReasons.otherIssuer(token, issuers));
    }
    if (!token.isSupported()) {
      return refused(
          "signing method %s is invalid".formatted(token.algorithm()),
          TokenReasons.unsupported(token));
    }
    return keys.find(issuer.get().url(), token.keyId())
        .handle((key, failure) -> verified(token, issuer.get(), key, failure));
  }

  private Checked verified(
      JsonWebToken token,
      Issuer issuer,
      @Nullable Optional<PublicKey> key,
      @Nullable Throwable failure) {
    if (key == null || failure != null) {
      return new Checked(
          null,
          "OIDC discovery endpoint communication error",
          TokenReasons.noKeys(issuer, failure));
    }
    if (key.isEmpty() || !token.isSignedBy(key.get())) {
      return new Checked(null, "", TokenReasons.badSignature(token, key.isPresent()));
    }
    double now = time.now().toEpochMilli() / 1000.0;
    Optional<Double> end = token.seconds("exp");
    if (end.isEmpty() || end.get() <= now) {
      return new Checked(null, "the token has expired", TokenReasons.expired(token, time.now()));
    }
    if (token.seconds("nbf").filter(begin -> begin > now).isPresent()
        || token.seconds("iat").filter(begin -> begin > now + 1).isPresent()) {
      return new Checked(null, "", TokenReasons.notYet(token, time.now()));
    }
    List<String> audience =
        token.texts("aud").isEmpty() ? token.texts("client_id") : token.texts("aud");
    if (!issuer.audience().isEmpty() && audience.stream().noneMatch(issuer.audience()::contains)) {
      return new Checked(
          null,
          "the token does not have a valid audience",
          TokenReasons.otherAudience(audience, issuer));
    }
    return new Checked(token, "", null);
  }

  private static CompletableFuture<Checked> refused(String description, Reason why) {
    return CompletableFuture.completedFuture(new Checked(null, description, why));
  }
}
