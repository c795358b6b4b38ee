package dev.wsemulator.internal.authorizer;

import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an authorizer may answer. */
class AuthorizerResultTest {
  private static Optional<AuthorizerResult> parse(String json) {
    return AuthorizerResult.parse(bytes(json), 8192);
  }

  private static String with(String more) {
    return Answers.of(Answers.statement("Allow", "execute-api:Invoke", "*"), more);
  }

  @Aws({"AU-18", "AU-24", "D-08"})
  @Test
  void allMembersAreTaken() {
    AuthorizerResult result =
        parse(
                with(
                    ",\"context\":{\"tenant\":\"acme\",\"numKey\":1,\"half\":0.5,\"boolKey\":true,"
                        + "\"none\":null},"
                        + "\"usageIdentifierKey\":\"my-key\""))
            .orElseThrow();
    assertThat(result.principalId()).isEqualTo("user-17");
    assertThat(result.usageIdentifierKey()).isEqualTo("my-key");
    assertThat(result.context()).hasToString("{tenant=acme, numKey=1, half=0.5, boolKey=true}");
  }

  @Aws("AU-18")
  @ParameterizedTest
  @ValueSource(strings = {"", ",\"context\":{}", ",\"context\":null,\"usageIdentifierKey\":null"})
  void contextAndKeyMayBeMissing(String more) {
    AuthorizerResult result = parse(with(more)).orElseThrow();
    assertThat(result.context()).isEmpty();
    assertThat(result.usageIdentifierKey()).isEmpty();
  }

  @Aws("AU-19")
  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":{}}", "{\"a\":[]}", "{\"a\":1,\"b\":{\"c\":1}}", "[]", "\"a\"", "1"})
  void aContextThatIsNotFlatIsMalformed(String context) {
    assertThat(parse(with(",\"context\":" + context))).isEmpty();
  }

  @Aws("AU-20")
  @Test
  void anAnswerOfEightKilobytesIsTakenAndOneByteMoreIsNot() {
    String empty = with(",\"context\":{\"a\":\"\"}");
    String full = with(",\"context\":{\"a\":\"" + "x".repeat(8192 - empty.length()) + "\"}");
    assertThat(bytes(full)).hasSize(8192);
    assertThat(parse(full)).isPresent();
    assertThat(parse(full + " ")).isEmpty();
  }

  @Aws({"AU-13", "AU-18", "AU-27"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"Allow\"",
        "{}",
        "{\"statusCode\":401}",
        "{\"isAuthorized\":true}",
        "{\"isAuthorized\":true,\"context\":{}}",
        "{\"principalId\":\"u\"}",
        "{\"principalId\":\"u\",\"policyDocument\":null}",
        "{\"principalId\":\"u\",\"policyDocument\":\"{}\"}",
        "{\"principalId\":\"u\",\"policyDocument\":{}}",
        "{\"principalId\":{},\"policyDocument\":{\"Statement\":[]}}",
        "{\"principalId\":[],\"policyDocument\":{\"Statement\":[]}}",
        "{\"policyDocument\":[]}",
        "{\"principalId\":\"u\",\"policyDocument\":{\"Statement\":[]}"
      })
  void everythingElseIsMalformed(String answer) {
    assertThat(parse(answer)).isEmpty();
  }
}
