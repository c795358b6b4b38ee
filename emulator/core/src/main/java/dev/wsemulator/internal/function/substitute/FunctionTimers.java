package dev.wsemulator.internal.function.substitute;

import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.WeakHashMap;

/**
 * Substitutes of methods of {@link Timer}: an unreachable timer runs as long as it has tasks, and
 * ends with the function. Each function has a copy of its own. Thread-safe.
 */
public final class FunctionTimers {
  /** The timers that have something to do, by what that is. */
  private static final Map<TimerTask, Timer> TIMERS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private FunctionTimers() {}

  /** Replaces {@link Timer#schedule(TimerTask, long)}. */
  public static void schedule(Timer timer, TimerTask task, long delay) {
    timer.schedule(noted(timer, task), delay);
  }

  /** Replaces {@link Timer#schedule(TimerTask, Date)}. */
  public static void schedule(Timer timer, TimerTask task, Date time) {
    timer.schedule(noted(timer, task), time);
  }

  /** Replaces {@link Timer#schedule(TimerTask, long, long)}. */
  public static void schedule(Timer timer, TimerTask task, long delay, long period) {
    timer.schedule(noted(timer, task), delay, period);
  }

  /** Replaces {@link Timer#schedule(TimerTask, Date, long)}. */
  public static void schedule(Timer timer, TimerTask task, Date first, long period) {
    timer.schedule(noted(timer, task), first, period);
  }

  /** Replaces {@link Timer#scheduleAtFixedRate(TimerTask, long, long)}. */
  public static void scheduleAtFixedRate(Timer timer, TimerTask task, long delay, long period) {
    timer.scheduleAtFixedRate(noted(timer, task), delay, period);
  }

  /** Replaces {@link Timer#scheduleAtFixedRate(TimerTask, Date, long)}. */
  public static void scheduleAtFixedRate(Timer timer, TimerTask task, Date first, long period) {
    timer.scheduleAtFixedRate(noted(timer, task), first, period);
  }

  private static TimerTask noted(Timer timer, TimerTask task) {
    if (task != null) {
      TIMERS.put(task, timer);
    }
    return task;
  }

  static void cancelAll() {
    List<Timer> timers;
    synchronized (TIMERS) {
      timers = List.copyOf(TIMERS.values());
    }
    timers.forEach(Timer::cancel);
  }
}
