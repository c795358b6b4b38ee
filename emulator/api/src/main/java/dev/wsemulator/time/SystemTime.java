package dev.wsemulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's clock, with one daemon thread for all timers of the JVM. */
enum SystemTime implements TimeSource {
  INSTANCE;

  private final ScheduledThreadPoolExecutor timers = newTimers();

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Future<?> scheduled = timers.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  private static ScheduledThreadPoolExecutor newTimers() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "wsemulator-timers");
              thread.setDaemon(true);
              thread.setContextClassLoader(SystemTime.class.getClassLoader());
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }
}
