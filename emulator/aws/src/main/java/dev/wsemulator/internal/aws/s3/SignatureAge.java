package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.internal.iam.SignerClock;
import dev.wsemulator.internal.iam.SigningTime;
import dev.wsemulator.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.jspecify.annotations.Nullable;

/**
 * Checks the dates of signatures of version 4 by a clock that can be advanced. A URL with a
 * signature of version 2 has only the time of its end, by the clock of its signer: the engine
 * checks that by the machine's.
 *
 * @param clock the emulator's clock
 * @param skewSeconds how far the clock of a signer may be off
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">Authenticating
 *     requests: using query parameters</a>
 */
record SignatureAge(TimeSource clock, int skewSeconds) {
  private static final String DATE = "X-Amz-Date";
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

  /**
   * Checks a request.
   *
   * @throws S3ProxyException if its signature is too old, or of a time that is to come
   */
  void check(HttpServletRequest request) {
    String[] values = request.getParameterMap().get("X-Amz-Expires");
    if (values != null) {
      String expires = values[0];
      date(request.getParameter(DATE))
          .ifPresent(signed -> checkUrl(signed, expires.matches("\\d{1,9}") ? expires : "0"));
    } else {
      date(request.getHeader(DATE)).ifPresent(this::checkHeaders);
    }
  }

  private void checkUrl(Instant signed, String expires) {
    SigningTime time = SigningTime.of(signed, SignerClock.UNKNOWN, true, clock);
    if (!time.isCurrent(Integer.parseInt(expires), skewSeconds)) {
      throw new S3ProxyException(S3ErrorCode.ACCESS_DENIED, "Request has expired");
    }
  }

  private void checkHeaders(Instant signed) {
    SigningTime time = SigningTime.of(signed, SignerClock.UNKNOWN, false, clock);
    if (!time.isCurrent(skewSeconds, skewSeconds)) {
      throw new S3ProxyException(S3ErrorCode.REQUEST_TIME_TOO_SKEWED);
    }
  }

  private static Optional<Instant> date(@Nullable String text) {
    try {
      return text == null
          ? Optional.empty()
          : Optional.of(LocalDateTime.parse(text, FORMAT).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty(); // the engine says so
    }
  }
}
