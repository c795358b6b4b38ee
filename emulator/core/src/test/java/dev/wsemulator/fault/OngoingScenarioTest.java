package dev.wsemulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.WebSocketApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OngoingScenarioTest {

  private static WebSocketApiEmulator start() {
    WebSocketApi api = WebSocketApi.builder("empty").build();
    return WebSocketApiEmulator.builder().api(api).start();
  }

  @Test
  void aScenarioEndsAlone() {
    FaultRule other = Fault.lose().at(FaultPoint.DISCONNECT);
    try (WebSocketApiEmulator emulator = start()) {
      emulator.faults().add(other);
      emulator.begin(Scenario.DISCONNECT_NEVER_DELIVERED);
      Matcher one = Matcher.connection("one");
      OngoingScenario stale = emulator.begin(Scenario.STALE_CONNECTION, one);
      assertThat(emulator.faults().active()).hasSize(4);
      stale.close();
      stale.close();
      assertThat(emulator.faults().active()).containsExactly(other, other);
    }
  }

  @Test
  void aRuleOfTheTestThatEqualsOneOfTheScenarioStays() {
    Matcher one = Matcher.connection("one");
    try (WebSocketApiEmulator emulator = start()) {
      List<FaultRule> own = Scenario.STALE_CONNECTION.rules(one);
      own.forEach(emulator.faults()::add);
      OngoingScenario first = emulator.begin(Scenario.STALE_CONNECTION, one);
      OngoingScenario second = emulator.begin(Scenario.STALE_CONNECTION, one);
      assertThat(emulator.faults().active()).hasSize(3 * own.size());
      first.close();
      first.close();
      assertThat(emulator.faults().active()).hasSize(2 * own.size());
      second.close();
      assertThat(emulator.faults().active()).containsExactlyElementsOf(own);
    }
  }

  @Test
  void theRulesOfOneScenarioForTwoConnectionsEndApart() {
    Matcher one = Matcher.connection("one");
    Matcher two = Matcher.connection("two");
    try (WebSocketApiEmulator emulator = start()) {
      OngoingScenario first = emulator.begin(Scenario.STALE_CONNECTION, one);
      emulator.begin(Scenario.STALE_CONNECTION, two);
      first.close();
      assertThat(emulator.faults().active())
          .containsExactlyElementsOf(Scenario.STALE_CONNECTION.rules(two));
    }
  }

  @Test
  void itKnowsItsRulesByTheirIdsInTheJournal() {
    try (WebSocketApiEmulator emulator = start()) {
      emulator.faults().add(Fault.lose().at(FaultPoint.DISCONNECT));
      OngoingScenario stale = emulator.begin(Scenario.STALE_CONNECTION);
      assertThat(stale.scenario()).isEqualTo(Scenario.STALE_CONNECTION);
      assertThat(stale.rules())
          .containsExactly(
              Map.entry("fault-2", Scenario.STALE_CONNECTION.rules().get(0)),
              Map.entry("fault-3", Scenario.STALE_CONNECTION.rules().get(1)));
      assertThat(stale.connections()).isEmpty();
      assertThat(stale.warning()).as("it waits for what is to come").isEmpty();
    }
  }

  @Test
  void itSaysHowManyConnectionsItStruck() {
    try (WebSocketApiEmulator emulator = start()) {
      OngoingScenario none = emulator.begin(Scenario.RECONNECT_STORM);
      assertThat(none.struck()).isZero();
      assertThat(none.warning())
          .startsWith("No client is connected that the scenario RECONNECT_STORM");
    }
  }
}
