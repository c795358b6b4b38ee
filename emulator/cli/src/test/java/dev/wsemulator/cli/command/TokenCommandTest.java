package dev.wsemulator.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.cli.Rig;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenCommandTest {
  private static final String POOL = "eu-west-1_a1b2c3d4e";

  private final Rig rig = new Rig(Rig.ECHO);

  @AfterEach
  void close() {
    rig.close();
  }

  private static String claims(String token) {
    return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8);
  }

  @Test
  void aTokenIsPrintedAlone() {
    Rig.Run run =
        rig.run(
            "token",
            "ann",
            "--pool",
            POOL,
            "--group",
            "admins",
            "--group",
            "editors",
            "--claim",
            "email=ann@example.com",
            "--client",
            "web",
            "--sub",
            "ann-1");
    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    assertThat(claims(run.out()))
        .contains("\"cognito:username\":\"ann\"", "\"aud\":\"web\"", "\"sub\":\"ann-1\"")
        .contains("\"cognito:groups\":[\"admins\",\"editors\"]", "\"email\":\"ann@example.com\"");
  }

  @Test
  void anAccessTokenMayHaveScopesAndMayHaveExpired() {
    Rig.Run run =
        rig.run(
            "token",
            "ann",
            "--access",
            "--pool",
            POOL,
            "--scope",
            "a/read",
            "--lifetime=-5m",
            "--output",
            "json");
    assertThat(run.json().path("pool").asText()).isEqualTo(POOL);
    assertThat(claims(run.json().path("token").asText()))
        .contains("\"token_use\":\"access\"", "\"scope\":\"a/read\"");
  }

  @Test
  void withoutAPoolTheMessageSaysWhatToName() {
    Rig.Run run = rig.run("token", "ann");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Which user pool? The stack has none.");
  }
}
