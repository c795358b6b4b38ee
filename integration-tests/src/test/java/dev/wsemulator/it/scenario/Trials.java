package dev.wsemulator.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.fault.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Trials of every scenario through one interface, each as often as {@link Repetitions} says. */
final class Trials {
  private Trials() {}

  /** Returns a test of every scenario. */
  static Stream<DynamicTest> of(String name, int most, Trial.Beginning beginning) {
    return Stream.of(Scenario.values())
        .map(
            scenario ->
                DynamicTest.dynamicTest(
                    scenario.name(), () -> repeat(name, most, scenario, beginning)));
  }

  private static void repeat(String name, int most, Scenario scenario, Trial.Beginning beginning) {
    int times = Math.min(most, Repetitions.wanted());
    List<Throwable> failures = new ArrayList<>();
    try (Trial trial = new Trial(scenario, beginning)) {
      for (int number = 0; number < times; number++) {
        long begin = System.nanoTime();
        try {
          trial.run();
        } catch (Exception | AssertionError e) {
          failures.add(e);
        }
        Repetitions.took(name, scenario.name(), System.nanoTime() - begin);
      }
    }
    assertThat(failures).as("failures of %d repetitions", times).isEmpty();
  }
}
