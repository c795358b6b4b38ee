package dev.wsemulator.fault;

import java.time.Duration;

/**
 * What a scenario does to the connections that are open when it begins.
 *
 * @param passes how much time passes before, for everybody
 * @param which which of them are struck then
 * @param fault by what
 * @param over how long that takes
 * @param moves whether the emulator has another address then
 */
record ScenarioStrike(Duration passes, Matcher which, Fault fault, Duration over, boolean moves) {

  /** Returns a strike of all of them at once. */
  static ScenarioStrike by(Fault fault) {
    return new ScenarioStrike(Duration.ZERO, Matcher.ALL, fault, Duration.ZERO, false);
  }

  ScenarioStrike after(Duration time) {
    return new ScenarioStrike(time, which, fault, over, moves);
  }

  ScenarioStrike of(Matcher some) {
    return new ScenarioStrike(passes, some, fault, over, moves);
  }

  ScenarioStrike over(Duration time) {
    return new ScenarioStrike(passes, which, fault, time, moves);
  }

  /** Returns this for connections to an address that refuses further ones from now on. */
  ScenarioStrike afterMove() {
    return new ScenarioStrike(passes, which, fault, over, true);
  }
}
