package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class ThrottlesIT {
  private final Deployment deployment;

  ThrottlesIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Tag("HS-26")
  @Tag("HS-27")
  @Tag("TH-03")
  @Tag("TH-05")
  @Tag("OB-21")
  @Test
  void aStageWithoutThroughputLetsNobodyIn() throws IOException {
    try (Client client = Client.connect(deployment.url("closed"))) {
      assertThat(client.upgrade().status()).isEqualTo(429);
    }
  }

  @Tag("ER-06")
  @Tag("TH-03")
  @Tag("TH-04")
  @Tag("TH-05")
  @Tag("TH-06")
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
