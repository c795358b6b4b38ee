package dev.wsemulator.junit;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The options of the checks after tests.
 *
 * @param enabled whether the checks are on
 * @param grace how long functions may run after a test, in real time
 * @param mayFail the functions whose errors are not; {@code *} for all
 */
record LeakChecks(boolean enabled, Duration grace, Set<String> mayFail) {
  /** Long enough for a {@code $disconnect} on a busy machine; who hangs, hangs longer. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** Nothing may be left. */
  static final LeakChecks STRICT = new LeakChecks(true, GRACE, Set.of());

  LeakChecks {
    mayFail = Set.copyOf(mayFail);
  }

  LeakChecks off() {
    return new LeakChecks(false, grace, mayFail);
  }

  LeakChecks within(Duration limit) {
    return new LeakChecks(enabled, limit, mayFail);
  }

  LeakChecks allowing(String... functions) {
    Set<String> all = new HashSet<>(mayFail);
    all.addAll(Set.of(functions));
    return new LeakChecks(enabled, grace, all);
  }
}
