package dev.wsemulator.internal.wiring;

import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Connections;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.fault.MovableTime;
import java.util.List;

/** Brings scenarios about. Thread-safe. */
record ScenarioStart(ActiveFaults faults, MovableTime time, Connections connections) {

  /** Brings a scenario about, for what is matched; returns the ids of its rules. */
  List<String> begin(Scenario scenario, Matcher occasions) {
    List<String> ids = scenario.rules(occasions).stream().map(faults::add).toList();
    scenario
        .strike()
        .ifPresent(
            fault ->
                connections.all().stream()
                    .map(Connection::facts)
                    .filter(facts -> occasions.matches(ActiveFaults.occasion(facts)))
                    .forEach(facts -> faults.strike(facts.connectionId(), fault)));
    scenario.passes().ifPresent(time::advance);
    return ids;
  }
}
