package dev.wsemulator.internal.function;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.Arrays;

/**
 * Determines from outside whether a handler makes progress: a handler whose stack does not change
 * for a second is waiting. Used by one thread.
 */
final class HandlerProgress {
  private static final long STUCK_NANOS = Duration.ofSeconds(1).toNanos();

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

  /** Returns whether the handler waits, by what its stack is now. */
  boolean isStuck(StackTraceElement[] stack) {
    long now = time.nanos();
    if (!Arrays.equals(stack, last)) {
      last = stack;
      moved = now;
    }
    return now - moved > STUCK_NANOS;
  }
}
