package dev.wsemulator.internal.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.testing.Aws;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values that AWS publishes with its test suite for Signature Version 4. */
class CanonicalRequestTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String DATE = "20150830T123600Z";
  private static final String HASH_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static HttpRequest get(String rawPath, String rawQuery, String host) {
    return get(rawPath, rawQuery, host, List.of());
  }

  private static HttpRequest get(
      String rawPath, String rawQuery, String host, List<HttpRequest.Header> more) {
    List<HttpRequest.Header> headers = new ArrayList<>(more);
    headers.add(new HttpRequest.Header("Host", host));
    headers.add(new HttpRequest.Header("X-Amz-Date", DATE));
    headers.add(
        new HttpRequest.Header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"));
    return new HttpRequest("GET", rawPath, rawQuery, headers, new byte[0]);
  }

  private static SigV4Authorization authorization(String service, String signedHeaders) {
    return new SigV4Authorization(
        "AKIDEXAMPLE",
        "20150830/us-east-1/" + service + "/aws4_request",
        List.of(signedHeaders.split(";")),
        "",
        DATE,
        300,
        false);
  }

  @Aws("IA-01")
  @ParameterizedTest
  @CsvSource({
    "'', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "Param2=value2&Param1=value1,"
        + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
  })
  void theTestSuitesRequestsAreSignedAsPublished(String query, String signature) {
    CanonicalRequest request =
        CanonicalRequest.encodedOnce(
            get("/", query, "example.amazonaws.com"), authorization("service", "host;x-amz-date"));
    assertThat(request.signature(SECRET)).isEqualTo(signature);
  }

  /** The test suite's requests "get-header-value-trim" and "get-header-key-duplicate". */
  @Aws("IA-01")
  @Test
  void theTestSuitesHeadersAreSignedAsPublished() {
    List<HttpRequest.Header> spaces =
        List.of(
            new HttpRequest.Header("My-Header1", " value1"),
            new HttpRequest.Header("My-Header2", " \"a   b   c\""));
    List<HttpRequest.Header> twice =
        List.of(
            new HttpRequest.Header("My-Header1", "value2"),
            new HttpRequest.Header("My-Header1", "value2"),
            new HttpRequest.Header("My-Header1", "value1"));
    assertThat(signatureOf(spaces, "host;my-header1;my-header2;x-amz-date"))
        .isEqualTo("acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
    assertThat(signatureOf(twice, "host;my-header1;x-amz-date"))
        .isEqualTo("c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea");
  }

  private static String signatureOf(List<HttpRequest.Header> headers, String signedHeaders) {
    return CanonicalRequest.encodedOnce(
            get("/", "", "example.amazonaws.com", headers), authorization("service", signedHeaders))
        .signature(SECRET);
  }

  @Aws("IA-01")
  @Test
  void valuesOfHeadersLoseTheSpacesThatSayNothing() {
    HttpRequest request =
        get("/dev", "", "h", List.of(new HttpRequest.Header("X-Note", "  one  two   three \t")));
    assertThat(CanonicalRequest.encodedOnce(request, authorization("s", "host;x-note")).text())
        .isEqualTo("GET\n/dev\n\nhost:h\nx-note:one two three\n\nhost;x-note\n" + HASH_OF_NOTHING);
  }

  @Aws("IA-01")
  @Test
  void valuesOfHeadersKeepTheirLetterCase() {
    List<HttpRequest.Header> headers =
        List.of(
            new HttpRequest.Header("CONTENT-TYPE", "Text/Plain; Charset=UTF-8"),
            new HttpRequest.Header("Host", "Example.COM"));
    HttpRequest request = new HttpRequest("GET", "/dev", "", headers, new byte[0]);
    assertThat(
            CanonicalRequest.encodedOnce(request, authorization("s", "content-type;host")).text())
        .isEqualTo(
            "GET\n/dev\n\ncontent-type:Text/Plain; Charset=UTF-8\nhost:Example.COM\n\n"
                + "content-type;host\n"
                + HASH_OF_NOTHING);
  }

  @Aws("IA-01")
  @Test
  void theGuidesExampleIsSignedAsPublished() {
    CanonicalRequest request =
        CanonicalRequest.encodedOnce(
            get("/", "Action=ListUsers&Version=2010-05-08", "iam.amazonaws.com"),
            authorization("iam", "content-type;host;x-amz-date"));
    assertThat(request.signature(SECRET))
        .isEqualTo("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
  }

  @Aws("IA-01")
  @ParameterizedTest
  @CsvSource({
    "b=2&a=1, a=1&b=2",
    "a=2&a=1, a=1&a=2",
    "ab=1&a-b=2&a=3&a1=4, a=3&a-b=2&a1=4&ab=1",
    "flag, flag=",
    "flag=&x, flag=&x=",
    "a=b=c, a=b%3Dc",
    "a=/:@, a=%2F%3A%40",
    "a=%2f%7e%c3%a9, a=%2F~%C3%A9",
    "a=é, a=%C3%A9",
    "a=b+c%2Bd, a=b%20c%2Bd",
    "a=%zz%4, a=%25zz%254",
    "&&a=1&, a=1",
    "A=1&a=2&B=3, A=1&B=3&a=2"
  })
  void queriesAreDecodedEncodedAndSortedByName(String raw, String canonical) {
    CanonicalRequest request =
        CanonicalRequest.encodedOnce(get("/dev", raw, "h"), authorization("s", "host"));
    assertThat(request.text())
        .isEqualTo("GET\n/dev\n" + canonical + "\nhost:h\n\nhost\n" + HASH_OF_NOTHING);
  }

  @Aws("IA-10")
  @ParameterizedTest
  @CsvSource({
    "/dev/@connections/a=, /dev/%40connections/a%3D, /dev/%40connections/a%3D",
    "/dev/%40connections/a%3D, /dev/%40connections/a%3D, /dev/%2540connections/a%253D",
    "/dev/%zz, /dev/%25zz, /dev/%25zz",
    "/dev/a+b, /dev/a%2Bb, /dev/a%2Bb"
  })
  void pathsAreEncodedOnceOrAgain(String raw, String once, String again) {
    HttpRequest request = get(raw, "", "h");
    SigV4Authorization authorization = authorization("s", "host");
    assertThat(CanonicalRequest.encodedOnce(request, authorization).text())
        .startsWith("GET\n" + once + "\n\n");
    assertThat(CanonicalRequest.encodedAgain(request, authorization).text())
        .startsWith("GET\n" + again + "\n\n");
  }
}
