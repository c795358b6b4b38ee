package dev.wsemulator.junit.drop;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.Scenario;

/**
 * The scenario of a test that says itself when it begins; a parameter of tests with {@link
 * InScenario}. Thread-safe.
 */
public final class Drop {
  private final WebSocketApiEmulator emulator;
  private final Scenario scenario;

  Drop(WebSocketApiEmulator emulator, Scenario scenario) {
    this.emulator = emulator;
    this.scenario = scenario;
  }

  /**
   * Begins the scenario for every connection.
   *
   * @throws UnsupportedOperationException if time has to pass and the emulator uses the system
   *     clock
   */
  public void begin() {
    emulator.begin(scenario);
  }

  /**
   * Begins the scenario for some occasions only, such as those of one connection.
   *
   * @throws UnsupportedOperationException if time has to pass and the emulator uses the system
   *     clock
   */
  public void begin(Matcher occasions) {
    emulator.begin(scenario, occasions);
  }
}
