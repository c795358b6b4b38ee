package dev.wsemulator.internal.wiring;

import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.fault.OngoingScenario;
import dev.wsemulator.fault.Scenario;
import java.util.List;
import java.util.Map;

/** A scenario with what it did when it began. Immutable. */
record BegunScenario(
    Scenario scenario,
    Map<String, FaultRule> rules,
    List<String> connections,
    int struck,
    Faults faults)
    implements OngoingScenario {

  @Override
  public void close() {
    rules.keySet().forEach(faults::remove);
  }
}
