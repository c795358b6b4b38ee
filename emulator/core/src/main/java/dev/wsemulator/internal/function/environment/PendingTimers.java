package dev.wsemulator.internal.function.environment;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The timers that a handler has set on the emulator's clock, and that have not run. Thread-safe.
 */
public final class PendingTimers {
  private final AtomicInteger pending = new AtomicInteger();

  /** Returns whether there are any, so that a handler that waits may wait for them. */
  public boolean isAny() {
    return pending.get() > 0;
  }

  /** Sets a timer, on a clock. */
  public TimeSource.Timer set(TimeSource time, Duration delay, Runnable task) {
    AtomicBoolean over = new AtomicBoolean();
    TimeSource.Timer timer =
        time.after(
            delay,
            () -> {
              end(over);
              task.run();
            });
    pending.incrementAndGet();
    return () -> {
      timer.cancel();
      end(over);
    };
  }

  private void end(AtomicBoolean over) {
    if (over.compareAndSet(false, true)) {
      pending.decrementAndGet();
    }
  }
}
