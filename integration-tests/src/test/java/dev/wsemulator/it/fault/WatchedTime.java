package dev.wsemulator.it.fault;

import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A virtual clock that remembers how long its timers run. */
final class WatchedTime implements TimeSource {
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-03-01T12:00:00Z"));
  private final Set<Duration> waiting = ConcurrentHashMap.newKeySet();

  /** Forgets the timers that have been set so far. */
  void forget() {
    waiting.clear();
  }

  /** Returns whether a timer of this length has been set. */
  boolean hasBegun(Duration length) {
    return waiting.contains(length);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Timer timer = time.after(delay, task);
    waiting.add(delay);
    return timer;
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
  public boolean canAdvance() {
    return true;
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
