package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class ApiKeysIT {
  private final Deployment deployment;

  ApiKeysIT(Deployment deployment) {
    this.deployment = deployment;
  }

  /** The template's. */
  private static final String KEY = "conformance-key-0123456789";

  @Tag("AK-03")
  @Tag("HS-05")
  @ParameterizedTest
  @ValueSource(strings = {"X-Other: 1", "x-api-key: ", "x-api-key: wrong-key-0123456789"})
  void withoutAKeyNobodyGetsIn(String header) throws IOException {
    try (Client client = Client.connect(deployment.url("keyed"))) {
      assertThat(client.upgrade(header).status()).isEqualTo(403);
    }
  }

  @Tag("AK-01")
  @Tag("AK-02")
  @Test
  void theKeyIsNeededOnlyOnce() throws IOException {
    try (Client client = Client.open(deployment.url("keyed"), "x-api-key: " + KEY)) {
      assertThat(client.event(Text.message("echo")).has("requestContext")).isTrue();
    }
  }
}
