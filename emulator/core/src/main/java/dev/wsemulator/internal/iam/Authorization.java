package dev.wsemulator.internal.iam;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code Authorization} header of Signature Version 4.
 *
 * @param accessKeyId whose key it is
 * @param scope date, region, service and {@code aws4_request}, joined by slashes
 * @param signedHeaders the lower-case names of the headers that are signed
 * @param signature the signature in hexadecimal
 */
record Authorization(
    String accessKeyId, String scope, List<String> signedHeaders, String signature) {
  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256\\s+Credential=([^/,\\s]+)/([^,\\s]+)\\s*,\\s*"
              + "SignedHeaders=([^,\\s]+)\\s*,\\s*Signature=([0-9a-f]{64})\\s*");

  static Optional<Authorization> parse(String header) {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches() || matcher.group(2).split("/").length != 4) {
      return Optional.empty();
    }
    List<String> signed = List.of(matcher.group(3).split(";"));
    return Optional.of(
        new Authorization(matcher.group(1), matcher.group(2), signed, matcher.group(4)));
  }
}
