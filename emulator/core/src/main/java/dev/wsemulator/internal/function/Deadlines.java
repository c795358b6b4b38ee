package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.environment.PendingTimers;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Ends the invocations that run too long. One timer serves all: it is set for the earliest deadline
 * and set anew when it fires, so that a quick invocation costs no timer of its own. Thread-safe.
 */
final class Deadlines {
  /**
   * How long a clock that is advanced waits for results of functions that have ended; a thread may
   * wait for seconds on a busy machine.
   */
  private static final long DELIVERY_NANOS = Duration.ofSeconds(5).toNanos();

  /** How long it waits for functions that get on: cold starts take long on a busy machine. */
  private static final long MOST_NANOS = Duration.ofSeconds(10).toNanos();

  /** How often functions are checked that are waited for. */
  private static final long LOOK_NANOS = Duration.ofMillis(25).toNanos();

  private final TimeSource time;
  private final TimeSource.Timer beginnings;
  private final TimeSource.Timer steps;
  private final Set<Timed> running = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Alarm alarm;
  private volatile boolean closed;

  /** An invocation that has to end in time. */
  interface Timed {
    String functionName();

    /** Returns when it is ended, in nanoseconds of the emulator's clock. */
    long deadline();

    /** Returns whether it has found an environment, so that its time runs. */
    boolean hasEnvironment();

    /** Returns whether it waits for an environment, so that the journal does not know it yet. */
    boolean isWaiting();

    /** Returns whether it has begun at this time and does not wait for the clock. */
    boolean isAtWorkSince(long nanos);

    /** Waits until the result has taken effect if there is one, but not too long. */
    void awaitDelivery(long nanos);

    /** Returns what the handler does. */
    StackTraceElement[] stack();

    /** Returns the timers that the handler has set. */
    PendingTimers timers();

    /** Waits so long for the result; returns whether there is nothing to wait for any more. */
    boolean hasEnded(long nanos);

    /** Ends it at its deadline. */
    void timeOut();

    /** Ends it because the emulator closes. */
    void close();
  }

  private record Alarm(long at, TimeSource.Timer timer) {}

  Deadlines(TimeSource time) {
    this.time = time;
    this.beginnings = time.beforeAdvance(this::deliver);
    this.steps = time.betweenSteps(this::settle);
  }

  void watch(Timed invocation) {
    running.add(invocation);
    ring(invocation.deadline());
  }

  void forget(Timed invocation) {
    running.remove(invocation);
  }

  Set<Timed> running() {
    return Set.copyOf(running);
  }

  /** Makes sure that the timer fires no later than the deadline. */
  void ring(long deadline) {
    if (closed || isEarlyEnough(alarm, deadline)) {
      return;
    }
    synchronized (this) {
      Alarm set = alarm;
      if (isEarlyEnough(set, deadline)) {
        return;
      }
      if (set != null) {
        set.timer().cancel();
      }
      long delay = Math.max(1, deadline - time.nanos());
      alarm = new Alarm(deadline, time.after(Duration.ofNanos(delay), this::fallDue));
    }
  }

  private static boolean isEarlyEnough(@Nullable Alarm alarm, long deadline) {
    return alarm != null && alarm.at() - deadline <= 0;
  }

  /**
   * Lets whatever else is due at this moment go first: who calls a function has begun to wait
   * before the function ran, so that its patience ends first where both have the same limit.
   */
  private synchronized void fallDue() {
    if (closed) {
      return;
    }
    Alarm due = alarm;
    alarm = due == null ? null : new Alarm(due.at(), time.after(Duration.ZERO, this::check));
  }

  private void check() {
    synchronized (this) {
      alarm = null;
    }
    long now = time.nanos();
    for (Timed invocation : running) {
      if (!invocation.hasEnvironment()) {
        continue; // its time begins when it has found an environment, and rings anew
      }
      if (invocation.deadline() - now <= 0) {
        invocation.timeOut();
      } else {
        ring(invocation.deadline());
      }
    }
  }

  /** Delivers the results of ended invocations to their callers. */
  private void deliver() {
    for (Timed invocation : running) {
      invocation.awaitDelivery(DELIVERY_NANOS);
    }
  }

  /**
   * Lets invocations that have begun at this moment end; how long, is a matter of real time. Many
   * that wait for something take no longer than one.
   */
  void settle() {
    long now = time.nanos();
    TimeSource real = TimeSource.system();
    long end = real.nanos() + MOST_NANOS;
    Map<Timed, HandlerProgress> atWork = new LinkedHashMap<>();
    for (Timed invocation : running) {
      if (invocation.isAtWorkSince(now)) {
        atWork.put(invocation, new HandlerProgress(real, invocation.stack()));
      }
    }
    while (!atWork.isEmpty() && real.nanos() - end < 0) {
      Timed next = atWork.keySet().iterator().next();
      if (next.hasEnded(LOOK_NANOS)) {
        next.awaitDelivery(end - real.nanos()); // who waits here may be woken before who gets it
        atWork.remove(next);
      } else {
        atWork.entrySet().removeIf(each -> isLeft(each.getKey(), each.getValue(), now));
      }
    }
  }

  /** Returns whether the clock moves on while an invocation runs. */
  private static boolean isLeft(Timed invocation, HandlerProgress progress, long now) {
    boolean isLeft =
        !invocation.isAtWorkSince(now)
            || progress.isStuck(invocation.stack(), invocation.timers().isAny());
    if (isLeft) {
      invocation.awaitDelivery(DELIVERY_NANOS); // it may have ended just now
    }
    return isLeft;
  }

  synchronized void close() {
    beginnings.cancel();
    steps.cancel();
    closed = true;
    if (alarm != null) {
      alarm.timer().cancel();
    }
  }
}
