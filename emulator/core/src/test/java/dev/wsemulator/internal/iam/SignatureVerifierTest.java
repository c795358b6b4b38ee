package dev.wsemulator.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures in the query that are right in themselves, and what is asked of them besides. */
class SignatureVerifierTest {
  private static final Instant NOON = Instant.parse("2025-01-01T12:00:00Z");
  private static final CallerPrincipal CALLER =
      new CallerPrincipal("AKID", "secret", "arn:aws:x", List.of());

  private static HttpRequest get(String query) {
    List<HttpRequest.Header> headers = List.of(new HttpRequest.Header("Host", "h"));
    return new HttpRequest("GET", "/dev", query, headers, new byte[0]);
  }

  /** Returns a request whose query is signed with the caller's key, whatever it says. */
  private static HttpRequest signed(String query) {
    String complete = "X-Amz-Algorithm=AWS4-HMAC-SHA256&" + query;
    SigV4Authorization blank =
        QuerySignature.parse(CanonicalQuery.parse(complete + "&X-Amz-Signature=" + "0".repeat(64)))
            .orElseThrow();
    String signature = CanonicalRequest.encodedOnce(get(complete), blank).signature("secret");
    return get(complete + "&X-Amz-Signature=" + signature);
  }

  private static Verification verify(HttpRequest request) {
    return new SignatureVerifier(
            "us-east-1",
            new VirtualTime(NOON),
            id -> Optional.of(CALLER).filter(one -> one.accessKeyId().equals(id)))
        .verify("execute-api", request);
  }

  private static String query(String scopeDate, String date, String signedHeaders) {
    return "X-Amz-Credential=AKID/%s/us-east-1/execute-api/aws4_request&X-Amz-Date=%s&X-Amz-SignedHeaders=%s"
        .formatted(scopeDate, date, signedHeaders);
  }

  /** Code cuts the region out of the host, which on AWS has it. */
  @Aws("IA-06")
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:3010, 0, true",
    "127.0.0.1, 0, true",
    "127.0.0.1:3010, 1, false",
    "localhost:3010, 0, false",
    "id.execute-api.eu-west-1.amazonaws.com, eu-west-1, false"
  })
  void aRegionThatIsCutOutOfALoopbackAddressIsAccepted(
      String host, String region, boolean isAccepted) {
    HttpRequest unsigned =
        new HttpRequest(
            "POST", "/dev", "", List.of(new HttpRequest.Header("Host", host)), new byte[0]);
    List<HttpRequest.Header> headers = new ArrayList<>(unsigned.headers());
    headers.addAll(
        new RequestSigner(new AccessKey("AKID", "secret"), region)
            .headers(unsigned, "execute-api", NOON));
    HttpRequest request = new HttpRequest("POST", "/dev", "", headers, new byte[0]);
    assertThat(verify(request) instanceof Verification.Verified).isEqualTo(isAccepted);
  }

  @Test
  void whoSignsForAnotherRegionIsToldHowToStartInIt() {
    String query = query("20250101", "20250101T120000Z", "host").replace("us-east-1", "eu-north-1");
    assertThat(verify(signed(query)).why().toString())
        .contains("us-east-1", "--parameter AWS::Region=eu-north-1");
  }

  @Aws("IA-01")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "eu-west-1/execute-api|Credential should be scoped to a valid region, not 'eu-west-1'. ",
        "us-east-1/lambda|Credential should be scoped to correct service: 'execute-api'. ",
        "eu-west-1/lambda|Credential should be scoped to a valid region, not 'eu-west-1'. Credential should be scoped to correct service: 'execute-api'. "
      })
  void aSignatureForAnotherRegionOrServiceIsRefusedInAwsWords(String scope, String message) {
    String query =
        query("20250101", "20250101T120000Z", "host").replace("us-east-1/execute-api", scope);
    assertThat(verify(signed(query)).message()).isEqualTo(message);
  }

  @Aws("IA-01")
  @ParameterizedTest
  @CsvSource({
    "20250101T120000Z, ''",
    "20250101T115500Z, ''",
    "20250101T120500Z, ''",
    "20250101T115900Z, &X-Amz-Expires=60",
    "20250101T000000Z, &X-Amz-Expires=604800"
  })
  void aTimelySignatureIsAccepted(String date, String expires) {
    assertThat(verify(signed(query("20250101", date, "host") + expires)))
        .isEqualTo(new Verification.Verified(CALLER));
  }

  @Aws({"IA-01", "IA-02"})
  @ParameterizedTest
  @CsvSource({
    "20250101T115459Z, '', Signature expired: 20250101T115459Z",
    "20250101T120501Z, '', Signature expired: 20250101T120501Z",
    "20250101T115900Z, &X-Amz-Expires=59, Signature expired: 20250101T115900Z",
    "20250101T250000Z, '', Signature expired: 20250101T250000Z",
    "20250101T120000Z, &X-Amz-Expires=604801, X-Amz-Expires must be less than a week",
    "20241231T235900Z, &X-Amz-Expires=86400, Date in Credential scope does not match",
    "noon, '', Date in Credential scope does not match"
  })
  void anUntimelySignatureIsNot(String date, String expires, String words) {
    Verification verification = verify(signed(query("20250101", date, "host") + expires));
    assertThat(verification).isInstanceOf(Verification.Unacceptable.class);
    assertThat(verification.message()).startsWith(words);
  }

  @Aws({"IA-01", "IA-02"})
  @ParameterizedTest
  @CsvSource({"x-amz-date", "HOST", "hosts"})
  void theHostMustBeSigned(String signedHeaders) {
    Verification verification =
        verify(signed(query("20250101", "20250101T120000Z", signedHeaders)));
    assertThat(verification.message()).contains("must be a 'SignedHeader'");
  }

  @Aws("IA-02")
  @ParameterizedTest
  @CsvSource({
    "X-Amz-Credential=AKID/20250101/us-east-1/execute-api/aws4_request, X-Amz-Credential=AKID",
    "X-Amz-Date=20250101T120000Z, X-Amz-Other=1",
    "X-Amz-SignedHeaders=host, X-Amz-Other=1",
    "AWS4-HMAC-SHA256, AWS4-ECDSA-P256-SHA256",
    "X-Amz-Expires=60, X-Amz-Expires=soon",
    "X-Amz-Expires=60, X-Amz-Expires=-60",
    "X-Amz-Expires=60, X-Amz-Expires=99999999999999999999"
  })
  void anIncompleteSignatureIsUnacceptable(String part, String instead) {
    String query =
        signed(query("20250101", "20250101T120000Z", "host") + "&X-Amz-Expires=60").rawQuery();
    assertThat(query).contains(part);
    assertThat(verify(get(query))).isEqualTo(new Verification.Verified(CALLER));
    assertThat(verify(get(query.replace(part, instead))))
        .isInstanceOf(Verification.Unacceptable.class);
  }
}
