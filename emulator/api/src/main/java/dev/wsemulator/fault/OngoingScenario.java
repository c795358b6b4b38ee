package dev.wsemulator.fault;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running scenario, until it is closed. What it has done already, such as closed connections or
 * time that has passed, is not undone. Thread-safe.
 */
public interface OngoingScenario extends AutoCloseable {
  /** Returns the scenario. */
  Scenario scenario();

  /**
   * Returns the rules that it has added, by their ids: those of the {@link
   * dev.wsemulator.journal.JournalEntry.Faulted} entries of what they strike. Empty if it has none.
   */
  Map<String, FaultRule> rules();

  /** Returns the ids of the connections that were open when it began, of those that it is for. */
  List<String> connections();

  /**
   * Returns how many of these connections it strikes: those that it closed or silenced, that it
   * will close while it lasts, or that ended in the time that it let pass. None are if only its
   * rules can strike.
   */
  int struck();

  /**
   * Returns the base URL of the address that it has opened, if it has. When the scenario ends, the
   * old addresses accept connections again, and this one refuses them.
   */
  Optional<URI> address();

  /**
   * Returns what is to be said of a scenario that strikes open connections and found none; empty if
   * it found some, or waits for what is still to come.
   */
  default String warning() {
    return scenario().strikesAtOnce() && connections().isEmpty()
        ? "No client is connected that the scenario %s could strike. Begin it when clients are connected."
            .formatted(scenario())
        : "";
  }

  /** Ends its rules and no others, its move, and strikes that are still to come; idempotent. */
  @Override
  void close();
}
