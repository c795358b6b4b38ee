package dev.wsemulator.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.fault.Scenario;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every scenario strikes when it is begun by the admin API. */
@ExtendWith(Repetitions.class)
class AdminScenariosIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> everyScenarioStrikes() {
    return Trials.of(
        AdminScenariosIT.class.getSimpleName(), Integer.MAX_VALUE, AdminScenariosIT::begin);
  }

  private static Trial.Begun begin(WebSocketApiEmulator emulator, Scenario scenario)
      throws Exception {
    HttpRequest call =
        HttpRequest.newBuilder(emulator.baseUrl().resolve("/_emulator/faults"))
            .POST(BodyPublishers.ofString("{\"scenario\":\"%s\"}".formatted(scenario)))
            .build();
    HttpResponse<String> answer = HTTP.send(call, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return read(answer.body());
  }

  /** Reads the answer of the admin API. */
  static Trial.Begun read(String answer) throws IOException {
    JsonNode begun = JSON.readTree(answer);
    List<String> rules = new ArrayList<>();
    begun.path("rules").forEach(rule -> rules.add(rule.asText()));
    return new Trial.Begun(rules, begun.path("struck").asInt());
  }
}
