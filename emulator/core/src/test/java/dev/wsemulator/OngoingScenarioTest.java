package dev.wsemulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.Scenario;
import org.junit.jupiter.api.Test;

class OngoingScenarioTest {

  @Test
  void aScenarioEndsAlone() {
    FaultRule other = Fault.lose().at(FaultPoint.DISCONNECT);
    WebSocketApi api = WebSocketApi.builder("empty").build();
    try (WebSocketApiEmulator emulator = WebSocketApiEmulator.builder().api(api).start()) {
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
}
