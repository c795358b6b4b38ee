package dev.wsemulator.internal.iam;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.iam.CanonicalRequest.Form;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Prepares signed requests for another host and path than their callers signed: signs them again
 * with the same key. A signature that is wrong, or of an unknown key, stays as it is, so that the
 * receiver refuses it. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed request</a>
 */
public final class Resigner {
  private static final Pattern IN_HEADER = Pattern.compile("(Signature=)[0-9a-f]{64}");
  private static final Pattern IN_QUERY =
      Pattern.compile("((?:^|&)" + QuerySignature.SIGNATURE + "=)[0-9a-f]{64}");

  private final Function<String, Optional<CallerPrincipal>> identities;

  /**
   * Creates it.
   *
   * @param identities who is known by an access key id
   */
  public Resigner(Function<String, Optional<CallerPrincipal>> identities) {
    this.identities = identities;
  }

  /** Returns whether the body of a request must be known to sign it again. */
  public boolean needsBody(HttpRequest head) {
    return head.header(CanonicalRequest.PAYLOAD).isEmpty()
        && SigV4Authorization.of(head)
            .filter(authorization -> !authorization.inQuery())
            .flatMap(authorization -> identities.apply(authorization.accessKeyId()))
            .isPresent();
  }

  /**
   * Returns a request as it is sent to another URL, with the {@code Host} header of that.
   *
   * @param request the request; its body may be missing unless {@link #needsBody} says otherwise
   * @param destination the URL, with an encoded path and without a query
   */
  public HttpRequest moved(HttpRequest request, URI destination) {
    HttpRequest moved = at(destination, request);
    return SigV4Authorization.of(request)
        .flatMap(
            authorization ->
                identities
                    .apply(authorization.accessKeyId())
                    .flatMap(
                        caller -> signed(request, moved, authorization, caller.secretAccessKey())))
        .orElse(moved);
  }

  /**
   * Returns what signs the chunks of a body again, which SDKs sign one by one for S3 in plain text;
   * empty if there is nothing to sign.
   *
   * @param request the request as it was received
   * @param moved what {@link #moved} has made of it
   */
  public Optional<ChunkResigner> chunks(HttpRequest request, HttpRequest moved) {
    boolean isSigned =
        request
            .header(CanonicalRequest.PAYLOAD)
            .filter(payload -> payload.startsWith(ChunkResigner.PAYLOAD))
            .isPresent();
    if (!isSigned) {
      return Optional.empty();
    }
    return SigV4Authorization.of(request)
        .flatMap(given -> SigV4Authorization.of(moved).flatMap(made -> chunks(given, made)));
  }

  private Optional<ChunkResigner> chunks(SigV4Authorization given, SigV4Authorization made) {
    return identities
        .apply(given.accessKeyId())
        .map(caller -> SigningKey.of(caller.secretAccessKey(), given.date(), given.scope()))
        .map(key -> new ChunkResigner(key, given.signature(), made.signature()));
  }

  private static HttpRequest at(URI destination, HttpRequest request) {
    List<HttpRequest.Header> headers = new ArrayList<>();
    headers.add(new HttpRequest.Header("Host", host(destination)));
    request.headers().stream()
        .filter(header -> !header.name().equalsIgnoreCase("Host"))
        .forEach(headers::add);
    String path = Optional.ofNullable(destination.getRawPath()).orElse("");
    return new HttpRequest(
        request.method(),
        path.isEmpty() ? "/" : path,
        request.rawQuery(),
        List.copyOf(headers),
        request.body());
  }

  /** Returns the host as HTTP clients send it: without the port that the scheme implies. */
  private static String host(URI url) {
    boolean isUsual =
        url.getPort() < 0
            || url.getScheme().equals("http") && url.getPort() == 80
            || url.getScheme().equals("https") && url.getPort() == 443;
    return isUsual ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  private static Optional<HttpRequest> signed(
      HttpRequest request, HttpRequest moved, SigV4Authorization authorization, String secret) {
    return forms(request, authorization).stream()
        .filter(
            form ->
                CanonicalRequest.of(request, authorization, form)
                    .signature(secret)
                    .equals(authorization.signature()))
        .findFirst()
        .map(
            form ->
                with(
                    CanonicalRequest.of(moved, authorization, form).signature(secret),
                    moved,
                    authorization));
  }

  /** Returns the forms that a caller may have signed, without a repetition. */
  private static Set<Form> forms(HttpRequest request, SigV4Authorization authorization) {
    Set<Form> forms = new LinkedHashSet<>();
    for (String payload : payloads(request, authorization)) {
      for (boolean withToken : List.of(true, false)) {
        forms.add(new Form(false, withToken, payload));
        forms.add(new Form(true, withToken, payload));
      }
    }
    return forms;
  }

  private static List<String> payloads(HttpRequest request, SigV4Authorization authorization) {
    Optional<String> declared = request.header(CanonicalRequest.PAYLOAD);
    if (declared.isPresent()) {
      return List.of(declared.get());
    }
    String hash = CanonicalRequest.hash(request.body());
    return authorization.inQuery() ? List.of(CanonicalRequest.UNSIGNED, hash) : List.of(hash);
  }

  private static HttpRequest with(
      String signature, HttpRequest request, SigV4Authorization authorization) {
    String replacement = "$1" + signature;
    if (authorization.inQuery()) {
      String query = IN_QUERY.matcher(request.rawQuery()).replaceFirst(replacement);
      return new HttpRequest(
          request.method(), request.rawPath(), query, request.headers(), request.body());
    }
    List<HttpRequest.Header> headers =
        request.headers().stream()
            .map(
                header ->
                    header.name().equalsIgnoreCase("Authorization")
                        ? new HttpRequest.Header(
                            header.name(),
                            IN_HEADER.matcher(header.value()).replaceFirst(replacement))
                        : header)
            .toList();
    return new HttpRequest(
        request.method(), request.rawPath(), request.rawQuery(), headers, request.body());
  }
}
