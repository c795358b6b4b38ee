package dev.wsemulator.internal.function.inprocess;

import dev.wsemulator.internal.function.environment.Invocation;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * The emulator's clock as code outside it has it: each invocation counts the timers that its
 * handler has set. Thread-safe.
 */
public final class CallersTime implements TimeSource {
  private final TimeSource time;

  /** Creates a clock that goes by another one. */
  public CallersTime(TimeSource time) {
    this.time = time;
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public long nanos() {
    return time.nanos();
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Invocation handled = ThreadHome.handled();
    return handled == null ? time.after(delay, task) : handled.timers().set(time, delay, task);
  }

  @Override
  public boolean canAdvance() {
    return time.canAdvance();
  }

  @Override
  public void advance(Duration duration) {
    time.advance(duration);
  }

  @Override
  public Timer beforeAdvance(Runnable task) {
    return time.beforeAdvance(task);
  }

  @Override
  public Timer betweenSteps(Runnable task) {
    return time.betweenSteps(task);
  }

  @Override
  public Instant showedAt(Instant machineTime) {
    return time.showedAt(machineTime);
  }
}
