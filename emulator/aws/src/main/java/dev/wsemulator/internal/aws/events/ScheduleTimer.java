package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.source.ScheduleExpression;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a task whenever a schedule is due, by the emulator's clock. A clock that is advanced by
 * hours meets every time in its order; after the machine has slept, the times that it missed are
 * left out. Thread-safe.
 */
final class ScheduleTimer {
  private final TimeSource clock;
  private final Plan plan;
  private final Consumer<Instant> task;
  private TimeSource.@Nullable Timer next;
  private boolean ended;

  /**
   * When it is due.
   *
   * @param expression the schedule
   * @param begin when it begins
   * @param end after which time it is not due any more; {@code null} for never
   * @param whenOver runs when it will not be due again
   */
  record Plan(
      ScheduleExpression expression, Instant begin, @Nullable Instant end, Runnable whenOver) {

    /** Returns the first time after another. */
    Optional<Instant> next(Instant after) {
      Optional<Instant> next = expression.next(after, begin);
      if (next.isPresent() && next.get().isBefore(begin)) {
        next = expression.next(begin.minusNanos(1), begin);
      }
      return next.filter(time -> end == null || !time.isAfter(end));
    }
  }

  /**
   * Creates it; {@link #start} starts it.
   *
   * @param task gets the time at which it was due; must not block
   */
  ScheduleTimer(TimeSource clock, Plan plan, Consumer<Instant> task) {
    this.clock = clock;
    this.plan = plan;
    this.task = task;
  }

  /** Begins to wait for the first time that has not passed. */
  void start() {
    await(clock.now().minusNanos(1));
  }

  private void await(Instant after) {
    boolean isOver;
    synchronized (this) {
      if (ended) {
        return;
      }
      Instant due = plan.next(after).orElse(null);
      isOver = due == null;
      ended = isOver;
      if (due != null) {
        next = clock.after(Duration.between(clock.now(), due), () -> run(due));
      }
    }
    if (isOver) { // without the lock, because somebody may cancel it meanwhile
      plan.whenOver().run();
    }
  }

  private void run(Instant due) {
    synchronized (this) {
      if (ended) {
        return;
      }
    }
    try {
      task.accept(due);
    } finally {
      Instant now = clock.now();
      await(now.isAfter(due) ? now : due);
    }
  }

  synchronized void cancel() {
    ended = true;
    if (next != null) {
      next.cancel();
    }
  }
}
