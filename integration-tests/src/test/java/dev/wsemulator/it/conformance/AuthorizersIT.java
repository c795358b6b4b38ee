package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class AuthorizersIT {
  private final Deployment deployment;

  AuthorizersIT(Deployment deployment) {
    this.deployment = deployment;
  }

  private URI url(String token) {
    return deployment.url("guarded", "token", token);
  }

  @Aws({"AU-09", "HS-05", "D-03"})
  @ParameterizedTest
  @ValueSource(strings = {"", "?token=", "?other=allow", "?Token=allow"})
  void withoutItsIdentitySourceAClientIsUnauthorized(String query) throws IOException {
    try (Client client = Client.connect(URI.create(deployment.url("guarded") + query))) {
      assertThat(client.upgrade().status()).isEqualTo(401);
    }
  }

  @Aws({"AU-12", "AU-13", "AU-14", "AU-16", "AU-17", "AU-18", "AU-19", "HS-05", "D-03"})
  @ParameterizedTest
  @CsvSource({
    "allow, 101",
    "stage, 101",
    "deny, 403",
    "nothing, 403",
    "methods, 403",
    "unauthorized, 401",
    "fail, 500",
    "status, 500",
    "nested, 500"
  })
  void theFunctionDecides(String token, int status) throws IOException {
    try (Client client = Client.connect(url(token))) {
      assertThat(client.upgrade().status()).isEqualTo(status);
    }
  }

  @Aws({"AU-03", "AU-04", "AU-07", "AU-22", "AU-23", "AU-24"})
  @Test
  void whatItSaysIsInTheEventsOfTheConnection() throws IOException {
    String test = Text.unique();
    try (Client client = Client.open(URI.create(url("allow") + "&test=" + test));
        Captured captured = new Captured(deployment)) {
      JsonNode context = client.event(Text.message("echo")).at("/requestContext");
      JsonNode said = context.at("/authorizer");
      assertThat(said.at("/principalId").asText()).isEqualTo("user-17");
      assertThat(said.at("/type").asText()).isEqualTo("REQUEST");
      assertThat(said.at("/connection")).isEqualTo(context.at("/connectionId"));
      assertThat(said.at("/arn").asText())
          .matches(
              "arn:aws:execute-api:[a-z0-9-]+:\\d{12}:%s/guarded/\\$connect"
                  .formatted(context.at("/apiId").asText()));
      assertThat(said.at("/keys").asText())
          .isEqualTo(
              "type methodArn headers multiValueHeaders queryStringParameters"
                  + " multiValueQueryStringParameters stageVariables requestContext");
      assertThat(said.has("integrationLatency")).isFalse();
      assertThat(said.at("/n").asText()).isEqualTo("1");
      assertThat(said.at("/b").asText()).isEqualTo("true");
      JsonNode connect = captured.eventOfTest("CONNECT", test).at("/requestContext/authorizer");
      assertThat(connect.at("/integrationLatency").isNumber()).isTrue();
      assertThat(connect.at("/principalId").asText()).isEqualTo("user-17");
    }
  }

  @Aws({"AU-21", "AU-22"})
  @Test
  void itIsAskedForEachConnection() throws IOException {
    try (Client one = Client.open(url("allow"));
        Client other = Client.open(url("allow"))) {
      for (Client client : new Client[] {one, other}) {
        JsonNode context = client.event(Text.message("echo")).at("/requestContext");
        assertThat(context.at("/authorizer/connection")).isEqualTo(context.at("/connectionId"));
      }
    }
  }
}
