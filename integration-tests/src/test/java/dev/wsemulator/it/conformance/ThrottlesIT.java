package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class ThrottlesIT {
  private final Deployment deployment;

  ThrottlesIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Aws({"HS-26", "HS-27", "TH-03", "TH-05", "OB-21"})
  @Test
  void aStageWithoutThroughputLetsNobodyIn() throws IOException {
    try (Client client = Client.connect(deployment.url("closed"))) {
      assertThat(client.upgrade().status()).isEqualTo(429);
    }
  }

  @Aws({"ER-06", "TH-03", "TH-04", "TH-05", "TH-06"})
  @Test
  void aMessageThatIsThrottledIsToldSoAndTheConnectionStays() throws IOException {
    try (Client client = Client.open(deployment.url("throttled"))) {
      String id = client.id();
      assertThat(client.ask(Text.message("never")))
          .matches(Text.errorPattern("Too Many Requests", id));
      assertThat(client.id()).isEqualTo(id);
    }
  }
}
