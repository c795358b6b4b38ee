package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class ModelsIT {
  private final Deployment deployment;

  ModelsIT(Deployment deployment) {
    this.deployment = deployment;
  }

  private Client open() throws IOException {
    return Client.open(deployment.url("models"));
  }

  private static void assertInvalid(Client client, String message) throws IOException {
    assertThat(client.ask(message))
        .matches(Text.errorPattern("Invalid request body", Text.ID))
        .hasSizeLessThan(130);
  }

  @Aws({"MV-01", "MV-03", "MV-04", "MV-07", "ER-01", "ER-04", "ER-05"})
  @Test
  void aMessageThatIsNotAsItsModelSaysIsRefusedAndTheConnectionStays() throws IOException {
    try (Client client = open()) {
      assertInvalid(client, "{\"action\":\"checked\"}");
      assertInvalid(client, "{\"action\":\"checked\",\"text\":7}");
      assertInvalid(client, "{\"action\":\"checked\",\"text\":\"too long\"}");
      String fine = "{\"action\":\"checked\",\"text\":\"fine\"}";
      assertThat(client.event(fine).at("/body").asText()).isEqualTo(fine);
    }
  }

  @Aws({"MV-01", "MV-06"})
  @Test
  void theSelectionExpressionChoosesTheModel() throws IOException {
    try (Client client = open()) {
      assertInvalid(client, "{\"action\":\"checked\",\"kind\":\"number\",\"text\":\"x\"}");
      assertInvalid(client, "{\"action\":\"checked\",\"kind\":\"number\",\"number\":1}");
      String fine = "{\"action\":\"checked\",\"kind\":\"number\",\"number\":2}";
      assertThat(client.event(fine).at("/body").asText()).isEqualTo(fine);
      String other = "{\"action\":\"checked\",\"kind\":\"other\",\"text\":\"x\"}";
      assertThat(client.event(other).at("/body").asText()).isEqualTo(other);
    }
  }

  @Aws("MV-02")
  @ParameterizedTest
  @ValueSource(strings = {"", "other"})
  void withoutAModelForItAMessageIsRefused(String kind) throws IOException {
    try (Client client = open()) {
      assertInvalid(client, Text.message("strict", "kind", kind, "text", "x"));
    }
  }

  @Aws("MV-07")
  @Test
  void integrationsThatAreNoProxiesAreGuardedToo() throws IOException {
    try (Client client = open()) {
      assertInvalid(client, Text.message("mock"));
      assertThat(client.ask(Text.message("mock", "text", "x"))).isEqualTo("pong");
    }
  }
}
