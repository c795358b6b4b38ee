package dev.wsemulator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "x-api-key",
        "Cookie",
        "token",
        "access_token",
        "idToken",
        "X-Amz-Security-Token",
        "X-Amz-Signature",
        "authorizationToken",
        "password",
        "auth-token",
        "secretKey",
        "clientSecret",
        "client_secret",
        "aws_secret_access_key",
        "api_key",
        "userToken",
        "password2",
        "jwt",
        "pass",
        "db_pass",
        "userPass",
        "pin",
        "card-pin",
        "userPin",
        "pwd",
        "passphrase",
        "Sec-WebSocket-Protocol"
      })
  void hidesSecrets(String name) {
    String json = "{\"%s\": \"s3cr\\\"et\",\"text\":\"hello\"}".formatted(name);
    assertThat(Body.of(json).text())
        .isEqualTo("{\"%s\": \"***\",\"text\":\"hello\"}".formatted(name));
  }

  @Test
  void hidesSecretsInListsAndAtACut() {
    assertThat(Body.of("{\"Authorization\":[\"one\",\"two\"]}"))
        .hasToString("{\"Authorization\":[\"***\",\"***\"]}");
    String cut = "{\"token\":\"" + "x".repeat(Body.MOST_CHARACTERS);
    assertThat(Body.of(cut).text()).isEqualTo("{\"token\":\"***\"");
  }

  @Test
  void hidesTheSecretsOfAMessageInItsEvent() {
    String event =
        "{\"body\":\"{\\\"token\\\": \\\"a\\\\\\\"b s3c\\\\nret\\\",\\\"text\\\":\\\"hello\\\"}\"}";
    assertThat(Body.of(event))
        .hasToString("{\"body\":\"{\\\"token\\\": \\\"***\\\",\\\"text\\\":\\\"hello\\\"}\"}");
  }

  @Test
  void hidesSecretsWithinValues() {
    String url = "http://a/b?X-Amz-Date=1%sX-Amz-Credential=%s%1$sX-Amz-Signature=%s";
    assertThat(Body.of("{\"url\":\"" + url.formatted("&", "me%2F1", "5ec2e7") + "\",\"a\":1}"))
        .hasToString("{\"url\":\"" + url.formatted("&", "***", "***") + "\",\"a\":1}");
    assertThat(Body.of("{\"body\":\"{\\\"url\\\":\\\"x-amz-security-token=5ec2e7\\\"}\"}"))
        .hasToString("{\"body\":\"{\\\"url\\\":\\\"x-amz-security-token=***\\\"}\"}");
    assertThat(Body.of("X-Amz-Signature\\u003d5ec2e7\\u0026a=1 x-amz-signature%3D5ec2e7"))
        .hasToString("X-Amz-Signature\\u003d***\\u0026a=1 x-amz-signature%3D***");
    assertThat(Body.of("{\"say\":\"curl -H 'Authorization: Bearer abc.def=' it\",\"a\":1}"))
        .hasToString("{\"say\":\"curl -H 'Authorization: Bearer *** it\",\"a\":1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "\"token",
        "\"token\":[",
        "\"a\":{\"pin\":",
        "a=",
        "eyJaaaaaaa.",
        "\"token\": ",
        "\\\"token\\\" ",
        "\\n",
        "bearer ",
        " ",
        "a-"
      })
  void noTextTakesLong(String part) {
    String text = "{\"token\":\"" + part.repeat(Body.MOST_CHARACTERS / part.length());
    Body body = Body.of(text);
    String afterQuote = "\"" + part.repeat(Body.MOST_CHARACTERS / part.length());
    assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 20; i++) {
            body.text();
            Body.of(afterQuote).text();
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"pin\":1234,\"n\":1} | {\"pin\":\"***\",\"n\":1}",
        "{\"pin\": -1.5e3} | {\"pin\": \"***\"}",
        "{\"token\":{\"a\":\"}\",\"b\":[{}]},\"n\":1} | {\"token\":\"***\",\"n\":1}",
        "{\"tokens\":[\"a]\",\"b\"],\"n\":[1]} | {\"tokens\":[\"***\",\"***\"],\"n\":[1]}",
        "{\"tokens\": [ ], \"Cookie\":[{\"a\":[1,2]}, 3]} | {\"tokens\": [], \"Cookie\":[\"***\",\"***\"]}",
        "{\"e\":\"{\\\"Cookie\\\":[\\\"a,b\\\"]}\"} | {\"e\":\"{\\\"Cookie\\\":[\\\"***\\\"]}\"}",
        "{\"password\":true,\"token\":null} | {\"password\":true,\"token\":null}",
        "user=me&password=a%20b&n=1 | user=me&password=***&n=1",
        "grant_type=x&code=4%2F0A&n=1 | grant_type=x&code=***&n=1",
        "code=1 | code=***",
        "https://a/cb?code=4/0A&state=1 | https://a/cb?code=***&state=1",
        "https://a/?q=1&token=abc#x | https://a/?q=1&token=***",
        "the exit code=1 | the exit code=1",
        "{user=me, password=abc, n=1} | {user=me, password=***, n=1}",
        "say eyJhbGciOiJI.eyJzdWIi-_.c2ln to | say *** to",
        "{\"a\":\"eyJhbGciOiJI.eyJzdWIi.c2ln\"} | {\"a\":\"***\"}",
        "notAneyJhbGciOiJI.eyJzdWIi.c2ln | notAneyJhbGciOiJI.eyJzdWIi.c2ln",
      })
  void hidesSecretsOfEveryKind(String text, String shown) {
    assertThat(Body.of(text)).hasToString(shown);
  }

  @Test
  void hidesSecretsInJsonWithinJsonHoweverDeep() {
    String text =
        "{\"pin\":7,\"token\":\"a\\\"b\\\\\",\"o\":{\"pass\":{\"x\":\"}\"}},\"text\":\"hi\"}";
    String shown = "{\"pin\":\"***\",\"token\":\"***\",\"o\":{\"pass\":\"***\"},\"text\":\"hi\"}";
    for (int depth = 0; depth < 4; depth++) {
      assertThat(Body.of(text).text()).as("depth %d", depth).isEqualTo(shown);
      text = "{\"body\":\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"n\":1}";
      shown = "{\"body\":\"" + shown.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"n\":1}";
    }
  }

  @Test
  void leavesAllElseAlone() {
    String json =
        "{\"tokens\":3,\"maxTokens\":4,\"text\":\"the token: 4\",\"key\":\"a\",\"monkey\":\"b\","
            + "\"cookies\":\"c\",\"type\":\"Bearer\",\"url\":\"http://a/?X-Amz-Date=2&X=1\"}";
    assertThat(Body.of(json)).hasToString(json);
  }

  @Test
  void cutsLongTexts() {
    Body body = Body.of("y".repeat(Body.MOST_CHARACTERS + 1).getBytes(StandardCharsets.UTF_8));
    assertThat(body.isCut()).isTrue();
    assertThat(body.length()).isEqualTo(Body.MOST_CHARACTERS + 1);
    assertThat(body.text()).hasSize(Body.MOST_CHARACTERS);
    assertThat(body.toString()).endsWith("y…");
  }
}
