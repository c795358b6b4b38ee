package dev.wsemulator.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock that everything in the emulator reads, and its only source of timers. Implementations
 * are thread-safe.
 */
public interface TimeSource {

  /** Returns the current time. */
  Instant now();

  /**
   * Returns nanoseconds from a fixed but arbitrary origin; for measuring how long something took.
   */
  long nanos();

  /**
   * Runs the task after the delay, once. The task must be short and must not block: it runs on the
   * thread that drives the clock.
   */
  Timer after(Duration delay, Runnable task);

  /** Returns whether {@link #advance} can be used, and time passes by nothing else. */
  default boolean canAdvance() {
    return false;
  }

  /**
   * Lets time pass at once: everything that falls due meanwhile has happened when this returns.
   *
   * @throws UnsupportedOperationException if this is the system clock
   * @throws IllegalArgumentException if the duration is negative
   */
  default void advance(Duration duration) {
    throw new UnsupportedOperationException(
        "This is the system clock, which cannot be advanced by %s. Start the emulator with"
                .formatted(duration)
            + " builder.time(new VirtualTime()).");
  }

  /**
   * Runs the task before the clock is advanced, so that what has ended already can take effect. A
   * system clock never does.
   *
   * @return what ends it
   */
  default Timer beforeAdvance(Runnable task) {
    return () -> {};
  }

  /**
   * Runs the task whenever timers have run and before the clock moves on or stops, so that what
   * they have begun can end at the same time. A system clock never does.
   *
   * @return what ends it
   */
  default Timer betweenSteps(Runnable task) {
    return () -> {};
  }

  /**
   * Returns what this clock showed when the machine's clock showed a time: what signs by the clock
   * of the machine, such as another process, is dated by this one so.
   *
   * @param machineTime when; if the clock was advanced just then, it showed the later time, and
   *     what is to come is as far ahead by this clock
   */
  default Instant showedAt(Instant machineTime) {
    return machineTime;
  }

  /** A task that has not run yet. */
  @FunctionalInterface
  interface Timer {
    /** Prevents the task from running, if it has not begun. */
    void cancel();
  }

  /** Returns the clock of the machine. */
  static TimeSource system() {
    return SystemTime.INSTANCE;
  }
}
