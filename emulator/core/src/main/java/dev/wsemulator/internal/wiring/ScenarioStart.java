package dev.wsemulator.internal.wiring;

import dev.wsemulator.fault.Addresses;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.OngoingScenario;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Connections;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.fault.MovableTime;
import dev.wsemulator.internal.fault.SpreadStrike;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings scenarios about. Thread-safe. */
record ScenarioStart(
    ActiveFaults faults, MovableTime time, Connections connections, Addresses addresses) {

  /** Brings a scenario about, for what is matched. */
  OngoingScenario begin(Scenario scenario, Matcher occasions) {
    List<FaultRule> wanted = scenario.rules(occasions);
    List<String> open = meant(occasions);
    Map<String, FaultRule> rules = new LinkedHashMap<>();
    wanted.forEach(rule -> rules.put(faults.add(rule), rule));
    int ended = scenario.passes().map(duration -> pass(open, duration)).orElse(0);
    AddressMove move =
        scenario.changesAddress() ? AddressMove.begin(addresses) : AddressMove.none(addresses);
    Matcher which = scenario.strikeMatcher().and(occasions.ofConnections());
    SpreadStrike strike =
        scenario
            .strike()
            .map(fault -> faults.begin(which, fault, scenario.strikeDuration()))
            .orElse(SpreadStrike.NONE);
    return new BegunScenario(
        scenario, Collections.unmodifiableMap(rules), open, ended, strike, move, faults);
  }

  private List<String> meant(Matcher occasions) {
    return faults.matched(occasions.ofConnections()).stream().map(Connection::id).toList();
  }

  private int pass(List<String> open, Duration duration) {
    time.advance(duration);
    return (int) open.stream().filter(id -> connections.find(id).isEmpty()).count();
  }
}
