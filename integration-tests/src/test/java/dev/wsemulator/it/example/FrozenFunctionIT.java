package dev.wsemulator.it.example;

import static dev.wsemulator.junit.assertions.WebSocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.it.guide.Tool;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.ProcessSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Work in the background of a handler: where it stops, and how to keep it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows cannot stop a process.")
class FrozenFunctionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static Stream<Arguments> languages() {
    return Stream.of(
        arguments(Tool.NODE, "nodejs22.x", "node"), arguments(Tool.PYTHON, "python3.12", "python"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("languages")
  void aTimerStopsAfterTheResponseAndGoesOnWithTheNextInvocation(
      Tool tool, String runtime, String language) {
    tool.assumeThere();
    try (WebSocketApiEmulator emulator = start(runtime, language, true);
        TestClient client = TestClient.connect(emulator.webSocketUrl())) {
      assertThat(client).receives(answerTo(client, "remind"));
      assertThat(client).receives(answerTo(client, "other"));
      assertThat(emulator.logs("Lost").text()).doesNotContain("reminded");
      assertThat(client).receives(answerTo(client, "again"));
      assertThat(emulator.logs("Lost").text()).contains("reminded");
    }
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("languages")
  void workThatTheResponseWaitsForIsDone(Tool tool, String runtime, String language) {
    tool.assumeThere();
    try (WebSocketApiEmulator emulator = start(runtime, language, true);
        TestClient client = TestClient.connect(emulator.webSocketUrl())) {
      assertThat(client).receives(answerTo(client, "kept"));
      assertThat(emulator.logs("Kept").text()).contains("reminded");
    }
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("languages")
  void withoutFreezingATimerGoesOn(Tool tool, String runtime, String language) {
    tool.assumeThere();
    try (WebSocketApiEmulator emulator = start(runtime, language, false);
        TestClient client = TestClient.connect(emulator.webSocketUrl())) {
      assertThat(client).receives(answerTo(client, "remind"));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> emulator.logs("Lost").text().contains("reminded"));
    }
  }

  private static WebSocketApiEmulator start(String runtime, String language, boolean frozen) {
    Path code = Path.of("src/test/resources/functions", language);
    return WebSocketApiEmulator.builder()
        .api(
            WebSocketApi.builder("reminders")
                .route(Route.twoWay("remind", Integration.lambdaProxy("Lost")))
                .route(Route.twoWay("again", Integration.lambdaProxy("Lost")))
                .route(Route.twoWay("other", Integration.lambdaProxy("Other")))
                .route(Route.twoWay("kept", Integration.lambdaProxy("Kept")))
                .build())
        .function(FunctionDefinition.process("Lost", runtime, "index.lost", code))
        .function(FunctionDefinition.process("Other", runtime, "index.lost", code))
        .function(FunctionDefinition.process("Kept", runtime, "index.kept", code))
        .processes(ProcessSettings.builder().freeze(frozen).build())
        .start();
  }

  /** Sends a message; every handler answers with the route's key. */
  private static String answerTo(TestClient client, String action) {
    client.send("{\"action\":\"" + action + "\"}");
    return action;
  }
}
