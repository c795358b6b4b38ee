package dev.wsemulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Faults;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that share an emulator: the faults of one are none of the next one's. */
class SharedFaultsTest {
  private static final FaultRule RESET = Fault.reset().at(FaultPoint.TO_CLIENT);
  private static final FaultRule OF_THE_CLASS = Fault.fin().at(FaultPoint.FROM_CLIENT).fromNth(2);

  @RegisterExtension static final EmulatorExtension SHARED = Chat.extension().build();

  @BeforeAll
  static void addForTheClass() {
    SHARED.emulator().faults().add(OF_THE_CLASS);
  }

  @RepeatedTest(5)
  void aRuleEndsWithItsTest(TestClient client, Faults faults, RepetitionInfo repetition) {
    assertThat(faults.active()).containsExactly(OF_THE_CLASS);
    client.send("{\"action\":\"greet\"}");
    assertThat(client.next()).isEqualTo("hello");
    if (repetition.getCurrentRepetition() == 2) {
      faults.clear();
    }
    if (repetition.getCurrentRepetition() < 4) {
      faults.add(RESET);
    }
  }

  @Test
  void whileTestsOverlapTheirRulesStay() {
    WebSocketApi api = WebSocketApi.builder("empty").build();
    try (WebSocketApiEmulator emulator = WebSocketApiEmulator.builder().api(api).start();
        Watch watch = Watch.over(emulator, "class")) {
      TestRun one = watch.begin("one");
      emulator.faults().add(RESET);
      TestRun other = watch.begin("other");
      watch.end(one);
      assertThat(emulator.faults().active()).containsExactly(RESET);
      watch.end(other);
      assertThat(emulator.faults().active()).isEmpty();
    }
  }
}
