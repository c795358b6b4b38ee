package dev.wsemulator.internal.wiring;

import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.fault.OngoingScenario;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.internal.fault.SpreadStrike;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A scenario with what it did when it began. Immutable. */
record BegunScenario(
    Scenario scenario,
    Map<String, FaultRule> rules,
    List<String> connections,
    int ended,
    SpreadStrike strike,
    AddressMove move,
    Faults faults)
    implements OngoingScenario {

  @Override
  public int struck() {
    return ended + strike.struck();
  }

  @Override
  public Optional<URI> address() {
    return move.opened();
  }

  @Override
  public void close() {
    strike.cancel();
    move.end();
    rules.keySet().forEach(faults::remove);
  }
}
