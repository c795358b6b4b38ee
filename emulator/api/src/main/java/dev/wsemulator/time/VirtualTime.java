package dev.wsemulator.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A clock that moves only when it is advanced: ten minutes pass at once. Timers run on the thread
 * that advances it, in the order of their due times, and have all run when {@link #advance}
 * returns. Thread-safe.
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * WebSocketApiEmulator emulator = WebSocketApiEmulator.builder().time(time).api(api).start();
 * time.advance(Duration.ofMinutes(10)); // idle connections are closed now
 * }</pre>
 */
public final class VirtualTime implements TimeSource {
  /** The clock goes no further than 292 years from where it began. */
  private static final Duration MOST = Duration.ofNanos(Long.MAX_VALUE);

  /** How many moves of the clock it remembers. */
  private static final int MOST_MOVES = 10_000;

  private final Instant origin;

  /** What the clock showed from each of the machine's times on, in nanoseconds since the origin. */
  private final ConcurrentSkipListMap<Instant, Long> moves = new ConcurrentSkipListMap<>();

  /** Keeps two threads from advancing at the same time. */
  private final Object advancing = new Object();

  /** Guarded by {@code this}. */
  private final TreeSet<Task> tasks = new TreeSet<>();

  private final List<Runnable> beginners = new CopyOnWriteArrayList<>();
  private final List<Runnable> settlers = new CopyOnWriteArrayList<>();

  /** Guarded by {@code this}. */
  private long created;

  /** Nanoseconds since the origin; guarded by {@code this} for writing. */
  private volatile long elapsed;

  /** Creates a clock that stands at the machine's time, to the second. */
  public VirtualTime() {
    this(TimeSource.system().now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Creates a clock that stands at this time. */
  public VirtualTime(Instant start) {
    this.origin = Objects.requireNonNull(start, "start");
    moves.put(TimeSource.system().now(), 0L);
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
      added = new Task(later(elapsed, nanos(delay)), created++, task);
      tasks.add(added);
    }
    return () -> cancel(added);
  }

  /** Returns the length in nanoseconds, or as much as can be counted; nothing for the past. */
  private static long nanos(Duration length) {
    if (length.isNegative()) {
      return 0;
    }
    return length.compareTo(MOST) < 0 ? length.toNanos() : Long.MAX_VALUE;
  }

  private static long later(long since, long nanos) {
    return since > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : since + nanos;
  }

  private synchronized void cancel(Task task) {
    tasks.remove(task);
  }

  /** Returns how many timers wait for their time. */
  public synchronized int pending() {
    return tasks.size();
  }

  /**
   * Advances the clock. What a function that has ended answers takes effect first. Functions that a
   * timer has caused to run get up to ten seconds of real time to end before the clock moves on,
   * one second if they wait for something, and a tenth of that if they wait for a timer that they
   * have set on the emulator's clock. Each timer that falls due runs when the clock stands at its
   * due time, also one that another one has set; those of the same time run in the order in which
   * they were set. A timer's exception is thrown when all others have run. A second thread that
   * advances waits for the first.
   *
   * @param duration how far; to the nanosecond
   * @throws IllegalArgumentException if the duration is negative
   */
  @Override
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("Time cannot go back by " + duration.negated() + ".");
    }
    synchronized (advancing) {
      beginners.forEach(Runnable::run);
      runUntil(later(elapsed, nanos(duration)));
    }
  }

  @Override
  public boolean canAdvance() {
    return true;
  }

  @Override
  public Timer beforeAdvance(Runnable task) {
    beginners.add(task);
    return () -> beginners.remove(task);
  }

  @Override
  public Timer betweenSteps(Runnable task) {
    settlers.add(task);
    return () -> settlers.remove(task);
  }

  @Override
  public Instant showedAt(Instant machineTime) {
    Instant present = TimeSource.system().now();
    if (machineTime.isAfter(present)) {
      return now().plus(Duration.between(present, machineTime));
    }
    Map.Entry<Instant, Long> move = moves.floorEntry(machineTime);
    if (move != null) {
      return origin.plusNanos(move.getValue());
    }
    Map.Entry<Instant, Long> first = moves.firstEntry();
    return origin.plusNanos(first.getValue()).minus(Duration.between(machineTime, first.getKey()));
  }

  private void moveTo(long nanos) {
    if (nanos > elapsed) {
      elapsed = nanos;
      moves.put(TimeSource.system().now(), nanos);
      if (moves.size() > MOST_MOVES) {
        moves.pollFirstEntry();
      }
    }
  }

  private void runUntil(long target) {
    RuntimeException failure = null;
    boolean ran = false;
    for (Task task = next(target, ran); task != null; task = next(target, true)) {
      ran = true;
      try {
        task.action().run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Advances the clock to a time, as {@link #advance} does.
   *
   * @throws IllegalArgumentException if the time has passed
   */
  public void advanceTo(Instant time) {
    advance(Duration.between(now(), time));
  }

  /** Takes the next timer, after all that those before it have begun at their time. */
  private @Nullable Task next(long target, boolean ran) {
    if (ran && isLastOfItsTime()) {
      settlers.forEach(Runnable::run);
    }
    return next(target);
  }

  private synchronized boolean isLastOfItsTime() {
    return tasks.isEmpty() || tasks.first().due() > elapsed;
  }

  /** Moves the clock to the next timer and takes it, or to the target if no timer is due before. */
  private synchronized @Nullable Task next(long target) {
    if (tasks.isEmpty() || tasks.first().due() > target) {
      moveTo(target); // a timer may have advanced the clock further
      return null;
    }
    Task task = tasks.pollFirst();
    moveTo(task.due());
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
