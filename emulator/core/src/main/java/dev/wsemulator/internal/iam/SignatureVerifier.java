package dev.wsemulator.internal.iam;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verifies Signature Version 4, in the {@code SigV4Authorization} header or in the query.
 * Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed request</a>
 */
public final class SignatureVerifier {
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

  private static final long LONGEST_SECONDS = 604_800;

  private static final Pattern ADDRESS = Pattern.compile("127\\.\\d+\\.(\\d+)\\.\\d+(?::\\d+)?");

  private final String region;
  private final TimeSource time;
  private final Function<String, Optional<CallerPrincipal>> identities;

  /**
   * Creates a verifier.
   *
   * @param region the region that signatures are made for
   * @param time the emulator's clock
   * @param identities who is known by an access key id or an application id
   */
  public SignatureVerifier(
      String region, TimeSource time, Function<String, Optional<CallerPrincipal>> identities) {
    this.region = region;
    this.time = time;
    this.identities = identities;
  }

  /** Returns the claimed sender of a request, if it is known; the signature is not verified. */
  public Optional<CallerPrincipal> caller(HttpRequest request) {
    return SigV4Authorization.of(request).flatMap(authorization -> signer(request, authorization));
  }

  /**
   * Returns whose signature the request bears, or what is wrong with it.
   *
   * @param service what is called, as signatures name it, such as {@code execute-api}
   * @param request the call
   */
  public Verification verify(String service, HttpRequest request) {
    if (!SigV4Authorization.isThere(request)) {
      return new Verification.Unsigned();
    }
    Optional<SigV4Authorization> parsed = SigV4Authorization.of(request);
    if (parsed.isEmpty()) {
      return new Verification.Unacceptable(
          "Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters"
              + " and existence of a 'X-Amz-Date' or a 'Date' header.");
    }
    SigV4Authorization authorization = parsed.get();
    Optional<Verification> elsewhere = elsewhere(service, request, authorization);
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    Optional<CallerPrincipal> signer = signer(request, authorization);
    SignerClock clock = signer.map(CallerPrincipal::clock).orElse(SignerClock.UNKNOWN);
    Optional<String> problem =
        misplaced(service, authorization).or(() -> untimely(authorization, clock));
    if (problem.isPresent()) {
      return new Verification.Unacceptable(problem.get());
    }
    return signer
        .map(identity -> compare(request, authorization, identity))
        .orElseGet(() -> new Verification.UnknownKey(authorization.accessKeyId()));
  }

  private Optional<Verification> elsewhere(
      String service, HttpRequest request, SigV4Authorization authorization) {
    String scoped = authorization.scope().split("/")[1];
    if (scoped.equals(region) || isCutOut(scoped, request)) {
      return Optional.empty();
    }
    String wrong = "Credential should be scoped to a valid region, not '%s'. ".formatted(scoped);
    return Optional.of(
        new Verification.ElsewhereScoped(
            wrong + wrongService(service, authorization), scoped, region));
  }

  private static String wrongService(String service, SigV4Authorization authorization) {
    String[] scope = authorization.scope().split("/");
    return scope[2].equals(service) && scope[3].equals("aws4_request")
        ? ""
        : "Credential should be scoped to correct service: '%s'. ".formatted(service);
  }

  private static Optional<String> misplaced(String service, SigV4Authorization authorization) {
    String wrong = wrongService(service, authorization);
    if (!wrong.isEmpty()) {
      return Optional.of(wrong);
    }
    if (!authorization.signedHeaders().contains("host")) {
      return Optional.of(
          "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
    return Optional.empty();
  }

  /**
   * Returns whether a region is what code cuts out of the host of an event, {@code
   * id.execute-api.us-east-1.amazonaws.com} on AWS, where that is an address of this machine.
   */
  private static boolean isCutOut(String scopeRegion, HttpRequest request) {
    Matcher host = ADDRESS.matcher(request.header("Host").orElse(""));
    return host.matches() && host.group(1).equals(scopeRegion);
  }

  private Optional<String> untimely(SigV4Authorization authorization, SignerClock clock) {
    String date = authorization.date();
    String scopeDate = authorization.scope().split("/")[0];
    if (!date.startsWith(scopeDate + "T")) {
      return Optional.of(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '%s' != '%s'".formatted(scopeDate, date));
    }
    if (authorization.validSeconds() > LONGEST_SECONDS) {
      return Optional.of(
          "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires"
              + " must be less than 604800 seconds");
    }
    return isCurrent(authorization, clock)
        ? Optional.empty()
        : Optional.of("Signature expired: " + date);
  }

  private boolean isCurrent(SigV4Authorization authorization, SignerClock clock) {
    try {
      Instant date = LocalDateTime.parse(authorization.date(), AMZ_DATE).toInstant(ZoneOffset.UTC);
      return SigningTime.of(date, clock, authorization.inQuery(), time)
          .isCurrent(authorization.validSeconds(), SigV4Authorization.SKEW_SECONDS);
    } catch (DateTimeException e) {
      return false;
    }
  }

  /**
   * Returns the owner of the key; of a key that several functions sign with, the one that the SDK's
   * application id names.
   */
  private Optional<CallerPrincipal> signer(HttpRequest request, SigV4Authorization authorization) {
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

  /** Accepts every form that a caller may have signed; a refusal names the one of the guide. */
  private static Verification compare(
      HttpRequest request, SigV4Authorization authorization, CallerPrincipal identity) {
    byte[] signature = ascii(authorization.signature());
    boolean isSigner =
        CanonicalRequest.candidates(request, authorization)
            .map(candidate -> ascii(candidate.signature(identity.secretAccessKey())))
            .anyMatch(expected -> MessageDigest.isEqual(expected, signature));
    if (isSigner) {
      return new Verification.Verified(identity);
    }
    CanonicalRequest once = CanonicalRequest.encodedOnce(request, authorization);
    return new Verification.Mismatch(once.text(), once.stringToSign());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
