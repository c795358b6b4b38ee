package dev.wsemulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A clock that stands still until it is told to advance: ten minutes pass in no time. Timers run on
 * the thread that advances it, in the order of their due times, and have all run when {@link
 * #advance} returns. Thread-safe.
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * WebSocketApiEmulator emulator = WebSocketApiEmulator.builder().time(time).api(api).start();
 * time.advance(Duration.ofMinutes(10)); // idle connections are closed now
 * }</pre>
 */
public final class VirtualTime implements TimeSource {
  private final Instant origin;

  /** Keeps two threads from advancing at the same time. */
  private final Object advancing = new Object();

  /** Guarded by {@code this}. */
  private final TreeSet<Task> tasks = new TreeSet<>();

  /** Guarded by {@code this}. */
  private long created;

  /** Nanoseconds since the origin. */
  private volatile long elapsed;

  /** Creates a clock that stands at noon of 1 January 2025, UTC. */
  public VirtualTime() {
    this(Instant.parse("2025-01-01T12:00:00Z"));
  }

  /** Creates a clock that stands at this time. */
  public VirtualTime(Instant start) {
    this.origin = Objects.requireNonNull(start, "start");
  }

  @Override
  public Instant now() {
    return origin.plusNanos(elapsed);
  }

  @Override
  public long nanos() {
    return elapsed;
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Task added;
    synchronized (this) {
      added = new Task(elapsed + Math.max(0, nanos(delay)), created++, task);
      tasks.add(added);
    }
    return () -> cancel(added);
  }

  private static long nanos(Duration delay) {
    long most = Long.MAX_VALUE / 4;
    return delay.compareTo(Duration.ofNanos(most)) > 0 ? most : delay.toNanos();
  }

  private synchronized void cancel(Task task) {
    tasks.remove(task);
  }

  /** Returns how many timers wait for their time. */
  public synchronized int pending() {
    return tasks.size();
  }

  /**
   * Advances the clock. Each timer that falls due runs when the clock stands at its due time, also
   * one that another one has set. A timer's exception is thrown when all others have run.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("Time cannot go back by " + duration.negated() + ".");
    }
    synchronized (advancing) {
      long target = elapsed + nanos(duration);
      RuntimeException failure = null;
      for (Task task = next(target); task != null; task = next(target)) {
        try {
          task.action().run();
        } catch (RuntimeException e) {
          failure = failure == null ? e : failure;
        }
      }
      elapsed = target;
      if (failure != null) {
        throw failure;
      }
    }
  }

  /**
   * Advances the clock to a time.
   *
   * @throws IllegalArgumentException if it has passed
   */
  public void advanceTo(Instant time) {
    advance(Duration.between(now(), time));
  }

  private synchronized Task next(long target) {
    if (tasks.isEmpty() || tasks.first().due() > target) {
      return null;
    }
    Task task = tasks.pollFirst();
    elapsed = Math.max(elapsed, task.due());
    return task;
  }

  private record Task(long due, long number, Runnable action) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      int byTime = Long.compare(due, other.due);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }
}
