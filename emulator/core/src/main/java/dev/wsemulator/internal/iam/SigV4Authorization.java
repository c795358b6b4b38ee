package dev.wsemulator.internal.iam;

import dev.wsemulator.internal.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signature by Signature Version 4, from the {@code SigV4Authorization} header or the query.
 *
 * @param accessKeyId whose key it is
 * @param scope date, region, service and {@code aws4_request}, joined by slashes
 * @param signedHeaders the lower-case names of the headers that are signed
 * @param signature the signature in hexadecimal
 * @param date when it was made, as {@code yyyyMMdd'T'HHmmss'Z'}
 * @param validSeconds how long it holds
 * @param inQuery whether it was in the query
 */
record SigV4Authorization(
    String accessKeyId,
    String scope,
    List<String> signedHeaders,
    String signature,
    String date,
    long validSeconds,
    boolean inQuery) {

  /** How far the clocks of a caller who signs headers and of the service may be apart. */
  static final long SKEW_SECONDS = 300;

  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256\\s+Credential=([^/,\\s]+)/([^,\\s]+)\\s*,\\s*"
              + "SignedHeaders=([^,\\s]+)\\s*,\\s*Signature=([0-9a-f]{64})\\s*");

  /** Returns the signature of a request, or empty if it cannot be read. */
  static Optional<SigV4Authorization> of(HttpRequest request) {
    Optional<String> header = request.header("Authorization");
    return header.isPresent()
        ? request.header("X-Amz-Date").flatMap(date -> parse(header.get(), date))
        : QuerySignature.parse(CanonicalQuery.parse(request.rawQuery()));
  }

  /** Returns whether a request says that it is signed. */
  static boolean isThere(HttpRequest request) {
    return request.header("Authorization").isPresent()
        || CanonicalQuery.parse(request.rawQuery()).value(QuerySignature.ALGORITHM).isPresent();
  }

  private static Optional<SigV4Authorization> parse(String header, String date) {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches() || matcher.group(2).split("/").length != 4) {
      return Optional.empty();
    }
    List<String> signed = List.of(matcher.group(3).split(";"));
    return Optional.of(
        new SigV4Authorization(
            matcher.group(1),
            matcher.group(2),
            signed,
            matcher.group(4),
            date,
            SKEW_SECONDS,
            false));
  }
}
