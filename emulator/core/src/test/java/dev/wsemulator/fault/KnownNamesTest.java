package dev.wsemulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.testing.Rig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules for what there is not. */
class KnownNamesTest {
  private final WebSocketApiEmulator emulator =
      WebSocketApiEmulator.builder()
          .stack(
              Stack.builder()
                  .functions(List.of(FunctionDefinition.of("chat-Greet-1A2B", Rig.OK)))
                  .functionNames(Map.of("Greet", "chat-Greet-1A2B"))
                  .apis(
                      List.of(
                          WebSocketApi.builder("chat")
                              .apiId("a1b2c3d4e5")
                              .route("greet", "chat-Greet-1A2B")
                              .build()))
                  .build())
          .start();

  @AfterEach
  void close() {
    emulator.close();
  }

  private String add(Matcher occasions) {
    return emulator.faults().add(Fault.error().at(FaultPoint.INVOCATION).matching(occasions));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          api      | a1b2c3d4e6      | There is no api a1b2c3d4e6 that a fault could strike. Did you mean a1b2c3d4e5?
          stage    | def             | There is no stage def that a fault could strike. Did you mean dev?
          route    | greeet          | There is no route greeet that a fault could strike. Did you mean greet?
          function | chat-Greet-1A2C | There is no function chat-Greet-1A2C that a fault could strike. Did you mean chat-Greet-1A2B?
          """)
  void aNameThatThereIsNotIsRefusedWithTheNearestOne(String kind, String name, String message) {
    assertThatThrownBy(() -> add(Matcher.of(Map.of(kind, name))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
    assertThat(emulator.faults().rules()).isEmpty();
  }

  @Test
  void aFunctionIsKnownByItsLogicalId() {
    add(Matcher.ALL.withFunction("Greet"));
    assertThat(emulator.faults().rules())
        .singleElement()
        .satisfies(
            status -> assertThat(status.rule().matcher().function()).isEqualTo("chat-Greet-1A2B"));
  }

  @Test
  void aServiceIsKnownInAnyLetterCase() {
    FaultRule slow = Fault.answer(503).at(FaultPoint.BACK_END);
    emulator.faults().add(slow.forService("DynamoDB"));
    assertThat(emulator.faults().active().get(0).matcher().service()).isEqualTo("dynamodb");
    assertThatThrownBy(() -> emulator.faults().add(slow.forService("dynamodbb")))
        .hasMessage("There is no service dynamodbb. Did you mean dynamodb?");
    emulator.faults().add(slow.forService("a-back-end-of-ones-own"));
  }
}
