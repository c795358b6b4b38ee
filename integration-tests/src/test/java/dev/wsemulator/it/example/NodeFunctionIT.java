package dev.wsemulator.it.example;

import static dev.wsemulator.junit.assertions.WebSocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.TestJournal;
import dev.wsemulator.lambda.FunctionDefinition;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

@EnabledIf(value = "dev.wsemulator.it.guide.Tool#hasNode", disabledReason = "There is no node.")
class NodeFunctionIT {
  private static final Path CODE = Path.of("src/test/resources/functions/node");

  @RegisterExtension
  static final EmulatorExtension EMULATOR =
      EmulatorExtension.of(
          builder ->
              builder
                  .api(
                      WebSocketApi.builder("greetings")
                          .route(Route.twoWay("greet", Integration.lambdaProxy("Greet")))
                          .build())
                  .function(
                      FunctionDefinition.process("Greet", "nodejs22.x", "index.greet", CODE)));

  @Test
  void aFunctionInNodeAnswersAndWritesItsLog(
      TestClient client, TestJournal journal, WebSocketApiEmulator emulator) {
    client.send("{\"action\":\"greet\",\"to\":\"Ann\"}");
    assertThat(client).receives("hello, Ann");
    assertThat(journal.next(Invoked.class, Duration.ofSeconds(20)).outcome()).isEqualTo("success");
    assertThat(emulator.logs("Greet").text()).contains("greeting Ann");
  }
}
