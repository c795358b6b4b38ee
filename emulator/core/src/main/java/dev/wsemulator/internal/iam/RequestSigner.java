package dev.wsemulator.internal.iam;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.lambda.AccessKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Signs requests to AWS services by Signature Version 4. Immutable.
 *
 * @param key whose requests they are
 * @param region the services' region
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed request</a>
 */
public record RequestSigner(AccessKey key, String region) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * Returns the headers to add to a request whose {@code Host} header is there.
   *
   * @param request the request, its path as it will be sent
   * @param service the service's name, for example {@code s3}
   * @param now the time of the signature
   */
  public List<HttpRequest.Header> headers(HttpRequest request, String service, Instant now) {
    String date = DATE.format(now);
    List<HttpRequest.Header> added = new ArrayList<>();
    added.add(new HttpRequest.Header("X-Amz-Date", date));
    added.add(new HttpRequest.Header("X-Amz-Content-Sha256", sha256(request.body())));
    List<HttpRequest.Header> all = new ArrayList<>(request.headers());
    all.addAll(added);
    String scope = "%s/%s/%s/aws4_request".formatted(date.substring(0, 8), region, service);
    SigV4Authorization authorization =
        new SigV4Authorization(
            key.accessKeyId(),
            scope,
            List.of("host", "x-amz-content-sha256", "x-amz-date"),
            "",
            date,
            SigV4Authorization.SKEW_SECONDS,
            false);
    HttpRequest dated =
        new HttpRequest(
            request.method(), request.rawPath(), request.rawQuery(), all, request.body());
    CanonicalRequest canonical =
        service.equals("s3")
            ? CanonicalRequest.encodedOnce(dated, authorization)
            : CanonicalRequest.encodedAgain(dated, authorization);
    added.add(
        new HttpRequest.Header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                .formatted(
                    key.accessKeyId(),
                    scope,
                    String.join(";", authorization.signedHeaders()),
                    canonical.signature(key.secretAccessKey()))));
    return added;
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
