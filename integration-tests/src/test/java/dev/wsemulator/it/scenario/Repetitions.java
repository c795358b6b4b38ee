package dev.wsemulator.it.scenario;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How often tests are repeated, and how long that took; an extension of their classes that says so.
 * Thread-safe.
 */
final class Repetitions implements AfterAllCallback {
  private static final Map<String, Times> TIMES = new ConcurrentHashMap<>();

  /** How often something ran, and its slowest run. */
  private record Times(int runs, String slowest, Duration longest) {
    Times and(Times other) {
      Times slower = longest.compareTo(other.longest) < 0 ? other : this;
      return new Times(runs + other.runs, slower.slowest, slower.longest);
    }
  }

  /** Returns how often a test runs: once, or as the property {@code scenario.repetitions} says. */
  static int wanted() {
    return Integer.getInteger("scenario.repetitions", 1);
  }

  /** Takes note of a run. */
  static void took(String group, String test, long nanos) {
    TIMES.merge(group, new Times(1, test, Duration.ofNanos(nanos)), Times::and);
  }

  /** Says how often the tests of a class ran, unless they ran once. */
  @Override
  public void afterAll(ExtensionContext context) {
    String group = context.getRequiredTestClass().getSimpleName();
    Times times = TIMES.get(group);
    if (times != null && wanted() > 1) {
      System.out.printf(
          "%s: %d repetitions, the slowest took %d ms (%s)%n",
          group, times.runs(), times.longest().toMillis(), times.slowest());
    }
  }
}
