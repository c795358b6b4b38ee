package dev.wsemulator.internal.integration.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.testing.Aws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyResponseTest {

  @Aws({"LP-04", "LP-05", "LP-06", "LP-07"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "\"text\"",
        "[]",
        "{}",
        "not json",
        "{\"body\":\"x\"}",
        "{\"statusCode\":null}",
        "{\"statusCode\":\"abc\"}",
        "{\"statusCode\":200.5}",
        "{\"statusCode\":200,\"body\":{}}",
        "{\"statusCode\":200,\"body\":7}",
        "{\"statusCode\":200,\"Data\":\"x\"}",
        "{\"statusCode\":200,\"body\":\"%%\",\"isBase64Encoded\":true}"
      })
  void malformedAnswersAreNoResponse(String payload) {
    assertThat(ProxyResponse.parse(payload.getBytes(UTF_8))).isEmpty();
  }

  @Aws("LP-14")
  @Test
  void aStatusMayBeWrittenAsText() {
    assertThat(parse("{\"statusCode\":\"200\"}").status()).isEqualTo(200);
  }

  @Aws("RR-04")
  @Test
  void aMissingOrNullBodyIsEmpty() {
    assertThat(parse("{\"statusCode\":200}").body()).isEmpty();
    assertThat(parse("{\"statusCode\":200,\"body\":null}").body()).isEmpty();
  }

  @Aws("RR-11")
  @Test
  void anEncodedBodyIsDecoded() {
    assertThat(parse("{\"statusCode\":200,\"body\":\"aGk=\",\"isBase64Encoded\":true}").body())
        .isEqualTo("hi");
  }

  @Aws("HS-16")
  @Test
  void headersAreFoundInAnyLetterCase() {
    String payload = "{\"statusCode\":200,\"headers\":{\"sec-websocket-PROTOCOL\":\"chat\"}}";
    assertThat(parse(payload).header("Sec-WebSocket-Protocol")).contains("chat");
    String several = "{\"statusCode\":200,\"multiValueHeaders\":{\"X\":[\"a\",\"b\"]}}";
    assertThat(parse(several).header("x")).contains("b");
  }

  private static Outcome.Answered parse(String payload) {
    return ProxyResponse.parse(payload.getBytes(UTF_8)).orElseThrow();
  }
}
