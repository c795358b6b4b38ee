package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class MocksIT {
  private final Deployment deployment;

  MocksIT(Deployment deployment) {
    this.deployment = deployment;
  }

  private Client open() throws IOException {
    return Client.open(deployment.url("mocks"));
  }

  @Aws({"CN-02", "CN-03", "CN-08"})
  @ParameterizedTest
  @CsvSource({"200, 101", "403, 403"})
  void theTemplateOfConnectDecides(String status, int answered) throws IOException {
    try (Client client = Client.connect(deployment.url("mocks", "status", status))) {
      assertThat(client.upgrade().status()).isEqualTo(answered);
    }
  }

  @Aws({"IN-09", "IN-10", "IN-11", "RR-06", "TM-03", "TM-05", "OB-121"})
  @Test
  void templatesSeeTheContextAndStageVariables() throws IOException {
    try (Client client = open()) {
      JsonNode answer = client.event(Text.message("ping"));
      assertThat(Text.keys(answer)).containsExactly("pong", "route", "type", "colour");
      assertThat(answer.at("/pong").asText()).matches(Text.ID);
      assertThat(answer.at("/route").asText()).isEqualTo("ping");
      assertThat(answer.at("/type").asText()).isEqualTo("MESSAGE");
      assertThat(answer.at("/colour").asText()).isEqualTo("green");
    }
  }

  @Aws({"IN-05", "IN-06", "IN-09", "RT-25"})
  @ParameterizedTest
  @CsvSource({"200, fine", "299, fine", "404, yours", "500, other", "2000, other"})
  void theStatusChoosesTheResponse(int status, String answer) throws IOException {
    try (Client client = open()) {
      assertThat(client.ask("{\"action\":\"status\",\"code\":" + status + "}")).isEqualTo(answer);
    }
  }

  @Aws({"IN-10", "TM-01"})
  @Test
  void aResponseSeesOfTheMessageWhatTheRequestTemplateCopied() throws IOException {
    try (Client client = open()) {
      assertThat(client.ask(Text.message("text", "said", "hello"))).isEqualTo("hello");
    }
  }

  @Aws({"TM-01", "TM-06"})
  @Test
  void templatesLoopAndEncode() throws IOException {
    try (Client client = open()) {
      assertThat(client.ask("{\"action\":\"loop\",\"list\":[1,\"b\"]}"))
          .isEqualTo("<1><b> aMOp a+b%26c it\\'s");
    }
  }

  @Aws({"RR-01", "RR-07"})
  @Test
  void withoutARouteResponseNothingIsSent() throws IOException {
    try (Client client = open()) {
      client.send(Text.message("oneway"));
      assertThat(client.event(Text.message("ping")).at("/route").asText()).isEqualTo("ping");
    }
  }

  @Aws({"IN-08", "IN-09"})
  @ParameterizedTest
  @CsvSource({"broken", "narrow"})
  void whatIsNotSetUpIsAnInternalError(String action) throws IOException {
    try (Client client = open()) {
      assertThat(client.ask(Text.message(action)))
          .matches(Text.errorPattern("Internal server error", Text.ID));
    }
  }
}
