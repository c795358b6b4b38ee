package dev.wsemulator.internal.function;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.Arrays;

/**
 * Determines from outside whether a handler makes progress: a handler whose stack does not change
 * for a second is waiting; for a tenth of that if it has set a timer, which is then what it waits
 * for. Used by one thread.
 */
final class HandlerProgress {
  private static final long STUCK_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long TIMED_NANOS = Duration.ofMillis(100).toNanos();

  private final TimeSource time;
  private StackTraceElement[] last;
  private long moved;

  /**
   * Begins to look.
   *
   * @param time the clock by which a handler works
   * @param stack what its stack is now
   */
  HandlerProgress(TimeSource time, StackTraceElement[] stack) {
    this.time = time;
    this.last = stack;
    this.moved = time.nanos();
  }

  /**
   * Returns whether the handler waits.
   *
   * @param stack what its stack is now
   * @param hasTimers whether it has set timers that have not run
   */
  boolean isStuck(StackTraceElement[] stack, boolean hasTimers) {
    long now = time.nanos();
    if (!Arrays.equals(stack, last)) {
      last = stack;
      moved = now;
    }
    boolean mayWaitForTimer = hasTimers && stack.length > 0; // or it has returned
    return now - moved > (mayWaitForTimer ? TIMED_NANOS : STUCK_NANOS);
  }
}
