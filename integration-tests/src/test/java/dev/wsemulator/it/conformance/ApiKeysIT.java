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
class ApiKeysIT {
  private final Deployment deployment;

  ApiKeysIT(Deployment deployment) {
    this.deployment = deployment;
  }

  /** The template's. */
  private static final String KEY = "conformance-key-0123456789";

  @Aws({"AK-03", "HS-05"})
  @ParameterizedTest
  @ValueSource(strings = {"X-Other: 1", "x-api-key: ", "x-api-key: wrong-key-0123456789"})
  void withoutAKeyNobodyGetsIn(String header) throws IOException {
    try (Client client = Client.connect(deployment.url("keyed"))) {
      assertThat(client.upgrade(header).status()).isEqualTo(403);
    }
  }

  @Aws({"AK-01", "AK-02"})
  @Test
  void theKeyIsNeededOnlyOnce() throws IOException {
    try (Client client = Client.open(deployment.url("keyed"), "x-api-key: " + KEY)) {
      assertThat(client.event(Text.message("echo")).has("requestContext")).isTrue();
    }
  }
}
