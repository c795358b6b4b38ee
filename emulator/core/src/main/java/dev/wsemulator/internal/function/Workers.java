package dev.wsemulator.internal.function;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that handlers run on. They are threads of the operating system, on every JVM: virtual
 * threads are not preempted, so that one handler in an endless loop would take a processor from all
 * other functions. Thread-safe.
 */
final class Workers implements Executor {
  private static final long CLOSE_MILLIS = 800;

  private final AtomicInteger count = new AtomicInteger();
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "wsemulator-function-" + count.incrementAndGet());
    thread.setDaemon(true);
    thread.setContextClassLoader(Workers.class.getClassLoader());
    return thread;
  }

  /**
   * Runs the task at once.
   *
   * @throws RejectedExecutionException after {@link #close}
   */
  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  /** Interrupts all threads and waits a moment for them; returns whether all have ended. */
  boolean close() {
    pool.shutdownNow();
    try {
      return pool.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
