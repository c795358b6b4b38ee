package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A signed token. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519">JSON Web Token</a>
 */
final class JsonWebToken {
  /** API Gateway supports algorithms on the basis of RSA only. */
  private static final Map<String, String> ALGORITHMS =
      Map.of("RS256", "SHA256withRSA", "RS384", "SHA384withRSA", "RS512", "SHA512withRSA");

  private static final String BEARER = "bearer ";

  private final Json header;
  private final Json claims;
  private final byte[] signed;
  private final byte[] signature;

  private JsonWebToken(Json header, Json claims, byte[] signed, byte[] signature) {
    this.header = header;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  /** Returns the token in a header's value, which may begin with {@code Bearer}; empty if none. */
  static Optional<JsonWebToken> parse(String value) {
    boolean hasScheme = value.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String token = (hasScheme ? value.substring(BEARER.length()) : value).strip();
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      Optional<Json> header = object(parts[0]);
      Optional<Json> claims = object(parts[1]);
      byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
      byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
      return header.isEmpty() || claims.isEmpty()
          ? Optional.empty()
          : Optional.of(new JsonWebToken(header.get(), claims.get(), signed, signature));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Json> object(String part) {
    return Json.parse(Base64.getUrlDecoder().decode(part)).filter(Json::isObject);
  }

  /** Returns the name of its algorithm. */
  String algorithm() {
    return header.child("alg").flatMap(Json::string).orElse("");
  }

  /** Returns whether its algorithm is one that API Gateway supports. */
  boolean isSupported() {
    return ALGORITHMS.containsKey(algorithm());
  }

  /** Returns the id of its key; may be empty. */
  String keyId() {
    return header.child("kid").flatMap(Json::string).orElse("");
  }

  /** Returns whether its signature is right. */
  boolean isSignedBy(PublicKey key) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHMS.get(algorithm()));
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // of another length, or a key of another kind
    }
  }

  /** Returns a claim that is text; empty if it is not there. */
  String text(String claim) {
    return claims.child(claim).flatMap(Json::string).orElse("");
  }

  /** Returns a claim that is a time in seconds, if it is there. */
  Optional<Double> seconds(String claim) {
    return claims
        .child(claim)
        .map(Json::value)
        .filter(Number.class::isInstance)
        .map(value -> ((Number) value).doubleValue());
  }

  /** Returns a claim that is a text or a list of texts. */
  List<String> texts(String claim) {
    Optional<Json> value = claims.child(claim);
    return value
        .flatMap(Json::string)
        .map(List::of)
        .orElseGet(
            () ->
                value.map(Json::elements).orElse(List.of()).stream()
                    .flatMap(one -> one.string().stream())
                    .toList());
  }

  /** Returns its scopes. */
  List<String> scopes() {
    String claim = claims.child("scope").isPresent() ? "scope" : "scp";
    return texts(claim).stream()
        .flatMap(text -> Arrays.stream(text.split(" ")))
        .filter(scope -> !scope.isEmpty())
        .toList();
  }

  /** Returns all claims. */
  Map<String, Json> claims() {
    return claims.members();
  }
}
