package dev.wsemulator.internal.iam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpRequest.Header;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.time.VirtualTime;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResignerTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final AccessKey KEY = new AccessKey("AKIDEXAMPLE", "secret");
  private static final Function<String, Optional<CallerPrincipal>> KNOWN =
      id ->
          Optional.of(new CallerPrincipal(id, KEY.secretAccessKey(), "arn", List.of()))
              .filter(caller -> id.equals(KEY.accessKeyId()));
  private static final Resigner RESIGNER = new Resigner(KNOWN);
  private static final SignatureVerifier VERIFIER =
      new SignatureVerifier("us-east-1", new VirtualTime(NOW), KNOWN);

  private static HttpRequest signed(AccessKey key, String service, String path) {
    HttpRequest plain =
        new HttpRequest(
            "PUT",
            path,
            "a=b%20c",
            List.of(new Header("Host", "photos.s3.us-east-1.amazonaws.com")),
            "body".getBytes(UTF_8));
    List<Header> headers = new ArrayList<>(plain.headers());
    headers.addAll(new RequestSigner(key, "us-east-1").headers(plain, service, NOW));
    return new HttpRequest("PUT", path, "a=b%20c", headers, plain.body());
  }

  private static HttpRequest withBody(HttpRequest request) {
    return new HttpRequest(
        request.method(),
        request.rawPath(),
        request.rawQuery(),
        request.headers(),
        "body".getBytes(UTF_8));
  }

  private static HttpRequest withoutBody(HttpRequest request) {
    return new HttpRequest(
        request.method(), request.rawPath(), request.rawQuery(), request.headers(), new byte[0]);
  }

  @ParameterizedTest
  @CsvSource({"s3, /a%20b/c", "dynamodb, /a%20b/c", "s3, /"})
  void theSignatureHoldsForTheOtherHostAndPath(String service, String path) {
    HttpRequest request = withoutBody(signed(KEY, service, path));
    assertThat(RESIGNER.needsBody(request)).isFalse();
    URI url = URI.create("http://127.0.0.1:9000/photos" + path);
    HttpRequest moved = RESIGNER.moved(request, url);
    assertThat(moved.rawPath()).isEqualTo("/photos" + path);
    assertThat(moved.headers("Host")).containsExactly("127.0.0.1:9000");
    assertThat(VERIFIER.verify(service, withBody(moved))).isInstanceOf(Verification.Verified.class);
    assertThat(VERIFIER.verify(service, withBody(request)))
        .isInstanceOf(Verification.Verified.class);
  }

  @Test
  void aBodyWhoseHashIsNotSentIsNeeded() {
    HttpRequest request = without("X-Amz-Content-Sha256", signed(KEY, "sqs", "/"));
    assertThat(RESIGNER.needsBody(request)).isTrue();
    assertThat(RESIGNER.needsBody(without("Authorization", request))).isFalse();
    HttpRequest other = signed(new AccessKey("AKIDOTHER", "secret"), "sqs", "/");
    assertThat(RESIGNER.needsBody(without("X-Amz-Content-Sha256", other))).isFalse();
  }

  private static HttpRequest without(String name, HttpRequest request) {
    return new HttpRequest(
        request.method(),
        request.rawPath(),
        request.rawQuery(),
        request.headers().stream().filter(each -> !each.name().equals(name)).toList(),
        request.body());
  }

  @ParameterizedTest
  @CsvSource({"AKIDEXAMPLE, wrong", "AKIDOTHER, secret"})
  void aWrongOrUnknownSignatureStays(String id, String secret) {
    HttpRequest request = signed(new AccessKey(id, secret), "s3", "/a");
    HttpRequest moved = RESIGNER.moved(request, URI.create("http://127.0.0.1:9000/photos/a"));
    assertThat(moved.header("Authorization")).isEqualTo(request.header("Authorization"));
  }

  @ParameterizedTest
  @CsvSource({"UNSIGNED-PAYLOAD, true", "UNSIGNED-PAYLOAD, false", "'', true"})
  void aSignatureInTheQueryHoldsToo(String payload, boolean withToken) {
    String query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260102%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20260102T030405Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Security-Token=t";
    String unsigned = query + "&X-Amz-Signature=" + "0".repeat(64);
    List<Header> headers = List.of(new Header("Host", "photos.s3.us-east-1.amazonaws.com"));
    HttpRequest request = new HttpRequest("GET", "/a", unsigned, headers, new byte[0]);
    String hash = payload.isEmpty() ? CanonicalRequest.hash(new byte[0]) : payload;
    CanonicalRequest.Form form = new CanonicalRequest.Form(false, withToken, hash);
    HttpRequest given = inQuery(request, query, form);
    HttpRequest moved = RESIGNER.moved(given, URI.create("http://127.0.0.1/photos/a"));
    assertThat(moved).isEqualTo(inQuery(at("127.0.0.1", "/photos/a", request), query, form));
    assertThat(moved.rawQuery()).isNotEqualTo(given.rawQuery());
  }

  private static HttpRequest at(String host, String path, HttpRequest request) {
    return new HttpRequest(
        "GET", path, request.rawQuery(), List.of(new Header("Host", host)), request.body());
  }

  private static HttpRequest inQuery(
      HttpRequest request, String query, CanonicalRequest.Form form) {
    SigV4Authorization authorization = SigV4Authorization.of(request).orElseThrow();
    String signature = CanonicalRequest.of(request, authorization, form).signature("secret");
    return new HttpRequest(
        request.method(),
        request.rawPath(),
        query + "&X-Amz-Signature=" + signature,
        request.headers(),
        request.body());
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.test:80/x, a.test",
    "https://a.test:443/x, a.test",
    "https://a.test:80/x, a.test:80",
    "http://a.test, a.test",
  })
  void theHostHasAPortOnlyIfTheSchemeImpliesAnother(URI url, String host) {
    HttpRequest request = new HttpRequest("GET", "/", "", List.of(), new byte[0]);
    HttpRequest moved = RESIGNER.moved(request, url);
    assertThat(moved.headers()).containsExactly(new Header("Host", host));
    assertThat(moved.rawPath()).isEqualTo(url.getRawPath().isEmpty() ? "/" : "/x");
  }
}
