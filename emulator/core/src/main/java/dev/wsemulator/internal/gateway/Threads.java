package dev.wsemulator.internal.gateway;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads for code of an API's owner that may take time, such as mapping templates and the
 * patterns of models; reader threads run none of it. Thread-safe.
 */
final class Threads implements Executor, AutoCloseable {
  private final AtomicInteger count = new AtomicInteger();
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "wsemulator-gateway-" + count.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs a task at once.
   *
   * @throws RejectedExecutionException after {@link #close}
   */
  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  /** Interrupts what still runs. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
