package dev.wsemulator.internal.function;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * A clock without deadlines, so that a debugger can hold a function; it delegates the time of day.
 * Thread-safe.
 *
 * @param clock the other clock
 */
public record NoTimeouts(TimeSource clock) implements TimeSource {

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public long nanos() {
    return clock.nanos();
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    return () -> {};
  }

  @Override
  public Timer beforeAdvance(Runnable task) {
    return clock.beforeAdvance(task);
  }

  @Override
  public Timer betweenSteps(Runnable task) {
    return clock.betweenSteps(task);
  }
}
