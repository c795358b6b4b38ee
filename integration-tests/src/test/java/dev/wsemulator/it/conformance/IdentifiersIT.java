package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.SdkHttpMethod;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class IdentifiersIT {
  private final Deployment deployment;

  IdentifiersIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Aws({"ID-01", "ID-02", "ID-03", "EV-16", "REC-001", "REC-002", "REC-003"})
  @Test
  void idsHaveTheServicesShape() throws IOException {
    try (Client client = deployment.open();
        Captured captured = new Captured(deployment)) {
      JsonNode first = client.event(Text.message("echo")).path("requestContext");
      JsonNode second = client.event(Text.message("echo")).path("requestContext");
      String connectionId = first.path("connectionId").asText();
      assertThat(connectionId).matches(Text.ID).isEqualTo(second.path("connectionId").asText());
      assertThat(first.path("requestId").asText())
          .matches(Text.REQUEST_ID)
          .isEqualTo(first.path("extendedRequestId").asText())
          .isNotEqualTo(second.path("requestId").asText());
      assertThat(first.path("messageId").asText())
          .matches(Text.ID)
          .isNotEqualTo(second.path("messageId").asText())
          .isNotEqualTo(first.path("requestId").asText())
          .endsWith(connectionId.substring(9));
      JsonNode connect = captured.event("CONNECT", connectionId).path("requestContext");
      assertThat(connect.has("messageId")).isFalse();
      assertThat(connect.path("requestId").asText())
          .matches(Text.REQUEST_ID)
          .isEqualTo(connect.path("extendedRequestId").asText());
    }
  }

  @Aws({"ID-04", "OB-101"})
  @Test
  void pathsMayBePercentEncodedInFull() throws IOException {
    try (Client client = deployment.open()) {
      String id = client.id();
      String url = deployment.connections() + "/%40connections/" + Text.encoded(id);
      assertThat(url).endsWith("%3D");
      assertThat(SignedCall.at(deployment, url).post("hello").status()).isEqualTo(200);
      assertThat(client.text()).isEqualTo("hello");
    }
  }

  @Aws({"ID-05", "ID-06", "REC-004"})
  @Test
  void timesAreInTheServicesForms() throws IOException {
    try (Client client = deployment.open();
        Captured captured = new Captured(deployment)) {
      JsonNode message = client.event(Text.message("echo")).path("requestContext");
      assertThat(message.path("requestTime").asText())
          .matches(
              "\\d{2}/(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/\\d{4}"
                  + ":\\d{2}:\\d{2}:\\d{2} \\+0000");
      JsonNode connect =
          captured.event("CONNECT", message.path("connectionId").asText()).path("requestContext");
      assertThat(connect.path("connectedAt").isIntegralNumber()).isTrue();
      assertThat(connect.path("requestTimeEpoch").isIntegralNumber()).isTrue();
      long connectedAt = connect.path("connectedAt").asLong();
      assertThat(connectedAt).isGreaterThan(1_600_000_000_000L);
      assertThat(connect.path("requestTimeEpoch").asLong())
          .isBetween(connectedAt, connectedAt + 100);
      assertThat(message.path("connectedAt").asLong()).isEqualTo(connectedAt);
      assertThat(message.path("requestTimeEpoch").asLong()).isGreaterThanOrEqualTo(connectedAt);
    }
  }

  @Aws("ID-07")
  @Test
  void apiIdsAreTenLowerCaseLettersAndDigits() throws IOException {
    try (Client client = deployment.open()) {
      assertThat(client.event(Text.message("echo")).at("/requestContext/apiId").asText())
          .matches("[a-z0-9]{10}");
    }
  }

  @Aws({"ID-09", "OB-112"})
  @Test
  void whoConnectsAgainHasAnotherIdAndTheOldOneIsGone() throws IOException {
    try (Captured captured = new Captured(deployment)) {
      String old;
      try (Client client = deployment.open()) {
        old = client.id();
        client.end(1000, "");
      }
      captured.event("DISCONNECT", old);
      try (Client client = deployment.open()) {
        assertThat(client.id()).isNotEqualTo(old);
        assertThat(SignedCall.about(deployment, old).call(SdkHttpMethod.GET).status())
            .isEqualTo(410);
      }
    }
  }
}
