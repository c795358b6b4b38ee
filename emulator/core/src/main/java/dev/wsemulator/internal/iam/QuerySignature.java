package dev.wsemulator.internal.iam;

import java.util.List;
import java.util.Optional;

/**
 * Reads a signature that is in the query, as browsers need it, who cannot set headers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">Authentication
 *     methods</a>
 */
final class QuerySignature {
  static final String ALGORITHM = "X-Amz-Algorithm";
  static final String SIGNATURE = "X-Amz-Signature";

  /** Some services want it signed, and others added to the signed query. */
  static final String TOKEN = "X-Amz-Security-Token";

  private static final String EXPIRES = "X-Amz-Expires";

  private QuerySignature() {}

  static Optional<SigV4Authorization> parse(CanonicalQuery query) {
    String[] credential = text(query, "X-Amz-Credential").split("/", 2);
    String expires = query.value(EXPIRES).orElse("" + SigV4Authorization.SKEW_SECONDS);
    boolean complete =
        text(query, ALGORITHM).equals("AWS4-HMAC-SHA256")
            && credential.length == 2
            && credential[1].split("/").length == 4
            && query.value("X-Amz-Date").isPresent()
            && query.value("X-Amz-SignedHeaders").isPresent()
            && text(query, SIGNATURE).matches("[0-9a-f]{64}")
            && expires.matches("\\d{1,9}");
    if (!complete) {
      return Optional.empty();
    }
    return Optional.of(
        new SigV4Authorization(
            credential[0],
            credential[1],
            List.of(text(query, "X-Amz-SignedHeaders").split(";")),
            text(query, SIGNATURE),
            text(query, "X-Amz-Date"),
            Long.parseLong(expires),
            true));
  }

  private static String text(CanonicalQuery query, String name) {
    return query.value(name).orElse("");
  }
}
