package dev.wsemulator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        "secretKey"
      })
  void hidesSecrets(String name) {
    String json = "{\"%s\": \"s3cr\\\"et\",\"text\":\"hello\"}".formatted(name);
    assertThat(Body.of(json).text())
        .isEqualTo("{\"%s\": \"***\",\"text\":\"hello\"}".formatted(name));
  }

  @Test
  void hidesSecretsInListsAndAtACut() {
    assertThat(Body.of("{\"Authorization\":[\"one\",\"two\"]}"))
        .hasToString("{\"Authorization\":\"***\"}");
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
  void leavesAllElseAlone() {
    String json = "{\"tokens\":3,\"text\":\"the token: 4\",\"key\":\"a\"}";
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
