package dev.wsemulator.fault;

import java.time.Duration;

/**
 * What a scenario does to the connections that are open when it begins.
 *
 * @param passes how much time passes before, for everybody
 * @param which which of them are struck then
 * @param fault by what
 * @param over how long that takes
 */
record ScenarioStrike(Duration passes, Matcher which, Fault fault, Duration over) {

  /** Returns a strike of all of them at once. */
  static ScenarioStrike by(Fault fault) {
    return new ScenarioStrike(Duration.ZERO, Matcher.ALL, fault, Duration.ZERO);
  }

  ScenarioStrike after(Duration time) {
    return new ScenarioStrike(time, which, fault, over);
  }

  ScenarioStrike of(Matcher some) {
    return new ScenarioStrike(passes, some, fault, over);
  }

  ScenarioStrike over(Duration time) {
    return new ScenarioStrike(passes, which, fault, time);
  }
}
