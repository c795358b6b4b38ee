package dev.wsemulator.internal.iam;

import dev.wsemulator.internal.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verifies Signature Version 4 in the {@code Authorization} header. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed request</a>
 */
public final class SignatureVerifier {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

  private final Function<String, Optional<Identity>> identities;

  /** Creates a verifier of the keys that the function knows by their id or by an application id. */
  public SignatureVerifier(Function<String, Optional<Identity>> identities) {
    this.identities = identities;
  }

  /** Returns whose signature the request bears, or what is wrong with it. */
  public Verification verify(HttpRequest request, Instant now) {
    Optional<String> header = request.header("Authorization");
    if (header.isEmpty()) {
      return new Verification.Unsigned();
    }
    Optional<Authorization> parsed = Authorization.parse(header.get());
    Optional<String> date = request.header("X-Amz-Date");
    if (parsed.isEmpty() || date.isEmpty()) {
      return new Verification.Unacceptable(
          "Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters"
              + " and existence of a 'X-Amz-Date' or a 'Date' header.");
    }
    Authorization authorization = parsed.get();
    if (!authorization.scope().endsWith("/execute-api/aws4_request")) {
      return new Verification.Unacceptable(
          "Credential should be scoped to correct service: 'execute-api'. ");
    }
    if (!isCurrent(date.get(), now)) {
      return new Verification.Unacceptable("Signature expired: " + date.get());
    }
    return signer(request, authorization)
        .map(identity -> compare(request, authorization, identity))
        .orElseGet(() -> new Verification.UnknownKey(authorization.accessKeyId()));
  }

  /**
   * Returns the owner of the key; of a key that several functions sign with, the one that the SDK's
   * application id names.
   */
  private Optional<Identity> signer(HttpRequest request, Authorization authorization) {
    String keyId = authorization.accessKeyId();
    return request
        .header("User-Agent")
        .flatMap(SignatureVerifier::applicationId)
        .flatMap(identities)
        .filter(identity -> identity.accessKeyId().equals(keyId))
        .or(() -> identities.apply(keyId));
  }

  private static Optional<String> applicationId(String userAgent) {
    int at = userAgent.indexOf(" app/");
    if (at < 0) {
      return Optional.empty();
    }
    int end = userAgent.indexOf(' ', at + 1);
    return Optional.of(userAgent.substring(at + 5, end < 0 ? userAgent.length() : end));
  }

  private static boolean isCurrent(String amzDate, Instant now) {
    try {
      Instant signed = LocalDateTime.parse(amzDate, AMZ_DATE).toInstant(ZoneOffset.UTC);
      return Duration.between(signed, now).abs().compareTo(SKEW) <= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Accepts the path encoded once, and encoded again as it came: SDKs sign the latter (IA-10). */
  private static Verification compare(
      HttpRequest request, Authorization authorization, Identity identity) {
    CanonicalRequest once = CanonicalRequest.encodedOnce(request, authorization);
    CanonicalRequest twice = CanonicalRequest.encodedAgain(request, authorization);
    for (CanonicalRequest candidate : new CanonicalRequest[] {twice, once}) {
      String expected = candidate.signature(identity.secretAccessKey());
      if (MessageDigest.isEqual(ascii(expected), ascii(authorization.signature()))) {
        return new Verification.Verified(identity);
      }
    }
    return new Verification.Mismatch(once.text(), once.stringToSign());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
