package dev.wsemulator.internal.iam;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a signature that is in the query, as browsers need it, who cannot set headers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">Authentication
 *     methods</a>
 */
final class QuerySignature {
  private static final long MAX_SECONDS = 604_800;

  private QuerySignature() {}

  static Optional<Authorization> parse(String rawQuery) {
    Map<String, String> query = new HashMap<>();
    for (String pair : rawQuery.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    String[] credential = query.getOrDefault("X-Amz-Credential", "").split("/", 2);
    boolean complete =
        "AWS4-HMAC-SHA256".equals(query.get("X-Amz-Algorithm"))
            && credential.length == 2
            && credential[1].split("/").length == 4
            && query.containsKey("X-Amz-Date")
            && query.containsKey("X-Amz-SignedHeaders")
            && query.getOrDefault("X-Amz-Signature", "").matches("[0-9a-f]{64}")
            && query.getOrDefault("X-Amz-Expires", "300").matches("\\d{1,6}");
    if (!complete) {
      return Optional.empty();
    }
    long seconds = Long.parseLong(query.getOrDefault("X-Amz-Expires", "300"));
    return Optional.of(
        new Authorization(
            credential[0],
            credential[1],
            List.of(query.get("X-Amz-SignedHeaders").split(";")),
            query.get("X-Amz-Signature"),
            query.get("X-Amz-Date"),
            Math.min(seconds, MAX_SECONDS)));
  }

  /** Returns the query without the signature itself. */
  static String unsigned(String rawQuery) {
    return rawQuery.replaceFirst("(^|&)X-Amz-Signature=[0-9a-f]*", "").replaceFirst("^&", "");
  }
}
