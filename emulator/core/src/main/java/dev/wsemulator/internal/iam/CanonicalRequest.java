package dev.wsemulator.internal.iam;

import dev.wsemulator.internal.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request in the form that is signed.
 *
 * @param text the canonical request
 * @param scope the credential scope
 * @param date the value of {@code X-Amz-Date}
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed request</a>
 */
record CanonicalRequest(String text, String scope, String date) {
  /** The header with the hash of the body. */
  static final String PAYLOAD = "x-amz-content-sha256";

  /** What stands for the hash of a body that is not signed. */
  static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private static final Pattern SPACES = Pattern.compile(" {2,}");

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  /**
   * What the guide leaves open, and callers do in different ways.
   *
   * @param encodedAgain whether the path is encoded twice
   * @param withToken whether the session token is part of the signed query
   * @param payload the hash of the body, or what stands for it
   */
  record Form(boolean encodedAgain, boolean withToken, String payload) {}

  /** Returns a request in a form. */
  static CanonicalRequest of(HttpRequest request, SigV4Authorization authorization, Form form) {
    CanonicalQuery query = query(request, authorization);
    return of(
        request,
        authorization,
        new Parts(
            form.encodedAgain() ? again(request) : once(request),
            form.withToken() ? query : query.without(QuerySignature.TOKEN),
            form.payload()));
  }

  /** Returns the hash of a body, as it is signed. */
  static String hash(byte[] body) {
    return HexFormat.of().formatHex(sha256(body));
  }

  /** Returns the form whose path is decoded and then encoded. */
  static CanonicalRequest encodedOnce(HttpRequest request, SigV4Authorization authorization) {
    return of(request, authorization, once(request), query(request, authorization));
  }

  /** Returns the form with the path encoded as received, percent signs included. */
  static CanonicalRequest encodedAgain(HttpRequest request, SigV4Authorization authorization) {
    return of(request, authorization, again(request), query(request, authorization));
  }

  /**
   * Returns the forms that a caller may have signed, the most likely first: the path encoded twice,
   * as SDKs do, or once (IA-10); the session token as part of the signed query, or added
   * afterwards. One is made when it is asked for, as hardly any caller needs a second.
   */
  static Stream<CanonicalRequest> candidates(
      HttpRequest request, SigV4Authorization authorization) {
    String payload = hex(request);
    CanonicalQuery query = query(request, authorization);
    CanonicalQuery bare = query.without(QuerySignature.TOKEN);
    Stream<CanonicalQuery> queries =
        authorization.inQuery() && !bare.equals(query) ? Stream.of(query, bare) : Stream.of(query);
    return queries.flatMap(
        signed ->
            Stream.<Function<HttpRequest, String>>of(
                    CanonicalRequest::again, CanonicalRequest::once)
                .map(path -> new Parts(path.apply(request), signed, payload))
                .map(parts -> of(request, authorization, parts)));
  }

  private static String once(HttpRequest request) {
    return PercentEncoding.ofPath(PercentEncoding.decode(request.rawPath()));
  }

  private static String again(HttpRequest request) {
    return PercentEncoding.ofPath(request.rawPath());
  }

  private static CanonicalQuery query(HttpRequest request, SigV4Authorization authorization) {
    CanonicalQuery query = CanonicalQuery.parse(request.rawQuery());
    return authorization.inQuery() ? query.without(QuerySignature.SIGNATURE) : query;
  }

  private static CanonicalRequest of(
      HttpRequest request, SigV4Authorization authorization, String path, CanonicalQuery query) {
    return of(request, authorization, new Parts(path, query, hex(request)));
  }

  /** The parts that callers write in different ways, in the form that is signed. */
  private record Parts(String path, CanonicalQuery query, String payload) {}

  private static CanonicalRequest of(
      HttpRequest request, SigV4Authorization authorization, Parts parts) {
    String headers =
        authorization.signedHeaders().stream()
            .map(name -> name + ":" + value(request, name) + "\n")
            .collect(Collectors.joining());
    String text =
        String.join(
            "\n",
            request.method(),
            parts.path(),
            parts.query().text(),
            headers,
            String.join(";", authorization.signedHeaders()),
            parts.payload());
    return new CanonicalRequest(text, authorization.scope(), authorization.date());
  }

  private static String value(HttpRequest request, String name) {
    return request.headers(name).stream()
        .map(value -> SPACES.matcher(value.strip()).replaceAll(" "))
        .collect(Collectors.joining(","));
  }

  private static String hex(HttpRequest request) {
    boolean unsigned = request.header(PAYLOAD).filter(UNSIGNED::equals).isPresent();
    return unsigned ? UNSIGNED : hash(request.body());
  }

  String stringToSign() {
    return String.join("\n", ALGORITHM, date, scope, hashOfText());
  }

  String signature(String secretAccessKey) {
    return SigningKey.of(secretAccessKey, date, scope).sign(ALGORITHM, hashOfText());
  }

  private String hashOfText() {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
