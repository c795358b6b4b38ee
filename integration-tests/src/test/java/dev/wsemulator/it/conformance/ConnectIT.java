package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class ConnectIT {
  private final Deployment deployment;

  ConnectIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Aws("CN-01")
  @Test
  void connectRunsOncePerUpgrade() throws IOException {
    String test = Text.unique();
    try (Client one = Client.open(deployment.url("test", test));
        Client other = Client.open(deployment.url("test", test));
        Captured captured = new Captured(deployment)) {
      assertThat(Captured.ofType("CONNECT", captured.ofTest(test)))
          .extracting(event -> event.at("/requestContext/connectionId").asText())
          .containsExactlyInAnyOrder(one.id(), other.id());
    }
  }

  @Aws({"CN-04", "CX-24"})
  @Test
  void connectCannotPostToTheConnectionThatItIsAbout() throws IOException {
    String test = Text.unique();
    try (Client client = Client.open(URI.create(deployment.url("test", test) + "&post=1"));
        Captured captured = new Captured(deployment)) {
      assertThat(captured.posted(test)).isEqualTo(410);
      assertThat(client.event(Text.message("echo")).has("requestContext")).isTrue();
    }
  }

  @Aws({"CN-05", "HS-21"})
  @Test
  void headersAndQueryAreToldOnlyOnce() throws IOException {
    String test = Text.unique();
    try (Captured captured = new Captured(deployment)) {
      String id;
      try (Client client = Client.open(deployment.url("test", test), "X-Mine: 1")) {
        JsonNode message = client.event(Text.message("echo"));
        assertThat(message.toString()).doesNotContain(test, "X-Mine");
        id = message.at("/requestContext/connectionId").asText();
        client.end(1000, "");
      }
      JsonNode connect = captured.event("CONNECT", id);
      assertThat(connect.at("/queryStringParameters/test").asText()).isEqualTo(test);
      assertThat(connect.at("/headers/X-Mine").asText()).isEqualTo("1");
      assertThat(captured.event("DISCONNECT", id).toString()).doesNotContain(test, "X-Mine");
    }
  }

  @Aws("CN-07")
  @Test
  void theRouteSelectionExpressionHasNoSayInConnectAndDisconnect() throws IOException {
    try (Captured captured = new Captured(deployment)) {
      String id;
      try (Client client = Client.open(deployment.url("action", "echo"))) {
        id = client.id();
        client.end(1000, "");
      }
      assertThat(captured.event("CONNECT", id).at("/requestContext/routeKey").asText())
          .isEqualTo("$connect");
      assertThat(captured.event("DISCONNECT", id).at("/requestContext/routeKey").asText())
          .isEqualTo("$disconnect");
    }
  }

  /** The template gives {@code $connect} a route response, and its function has a body. */
  @Aws("CN-09")
  @Test
  void aRouteResponseOfConnectSendsNothing() throws IOException {
    try (Client client = deployment.open()) {
      assertThat(client.event(Text.message("echo")).has("requestContext")).isTrue();
    }
  }
}
