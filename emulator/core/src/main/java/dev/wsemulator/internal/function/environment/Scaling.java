package dev.wsemulator.internal.function.environment;

import java.time.Duration;

/** Decides when a waiting event gets another environment, as Lambda scales. */
final class Scaling {
  /** How long an event waits for an environment that is busy; also how often it is looked for. */
  static final Duration PATIENCE = Duration.ofMillis(1);

  /** More environments than these get on only if some of them wait for something. */
  static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** Code that is at work for so long may go on forever. */
  private static final long LONG_WORK = Duration.ofMillis(20).toNanos();

  /**
   * A result is delivered by the emulator, which is not slow unless the machine is. The next event
   * is to find the environment, with the memory that it has.
   */
  private static final long SLOW_DELIVERY = Duration.ofSeconds(2).toNanos();

  private Scaling() {}

  /** Returns whether an event has waited long enough. */
  static boolean isDue(long since, long now) {
    return now - since >= PATIENCE.toNanos();
  }

  /**
   * Returns whether an environment is of no use to those who wait for it. Running code makes
   * progress, even if other threads have its processor for a while: more environments would make
   * that worse.
   */
  static boolean isStuck(ExecutionEnvironment environment, long now) {
    long busy = now - environment.occupancy().since;
    if (environment.occupancy().delivers) {
      return busy >= SLOW_DELIVERY;
    }
    return busy >= LONG_WORK || busy >= PATIENCE.toNanos() && environment.isWaiting();
  }
}
