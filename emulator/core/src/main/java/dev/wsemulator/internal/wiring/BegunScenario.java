package dev.wsemulator.internal.wiring;

import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.fault.OngoingScenario;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.internal.fault.SpreadStrike;
import java.util.List;
import java.util.Map;

/** A scenario with what it did when it began. Immutable. */
record BegunScenario(
    Scenario scenario,
    Map<String, FaultRule> rules,
    List<String> connections,
    int ended,
    SpreadStrike strike,
    Faults faults)
    implements OngoingScenario {

  @Override
  public int struck() {
    return ended + strike.struck();
  }

  @Override
  public void close() {
    strike.cancel();
    rules.keySet().forEach(faults::remove);
  }
}
