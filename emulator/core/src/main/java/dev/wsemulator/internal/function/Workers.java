package dev.wsemulator.internal.function;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The threads that handlers run on. They are threads of the operating system unless virtual ones
 * are asked for: virtual threads are not preempted, so that one handler in an endless loop takes a
 * processor from all other functions, for good. Thread-safe.
 */
final class Workers implements Executor {
  private static final long CLOSE_MILLIS = 800;

  private final AtomicInteger count = new AtomicInteger();
  private final Function<Runnable, Thread> threads;
  private final Set<ThreadPoolExecutor> old = ConcurrentHashMap.newKeySet();
  private volatile ThreadPoolExecutor pool;

  private Workers(Function<Runnable, Thread> threads) {
    this.threads = threads;
    this.pool = newPool();
  }

  private ThreadPoolExecutor newPool() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        30,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> named(threads.apply(task)));
  }

  /**
   * Returns workers of one kind.
   *
   * @throws IllegalStateException if virtual threads are asked for and the JVM has none
   */
  static Workers of(boolean virtual) {
    return new Workers(virtual ? virtualThreads()::newThread : Workers::platformThread);
  }

  private static Thread platformThread(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  /** By name, as the classes that this is compiled against have none. */
  private static ThreadFactory virtualThreads() {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      return (ThreadFactory)
          Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "This JVM, Java %s, has no virtual threads. Use JDK 21 or later, or threads of the operating system."
              .formatted(Runtime.version().feature()),
          e);
    }
  }

  private Thread named(Thread thread) {
    thread.setName("wsemulator-function-" + count.incrementAndGet());
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
    ThreadPoolExecutor chosen = pool;
    try {
      chosen.execute(task);
    } catch (RejectedExecutionException e) {
      if (chosen == pool) {
        throw e;
      }
      execute(task); // it was replaced at this moment
    }
  }

  /**
   * Lets every thread end after what it runs now: what code has left in thread locals would keep
   * its classes.
   */
  synchronized void renew() {
    ThreadPoolExecutor before = pool;
    if (!before.isShutdown()) {
      old.removeIf(ThreadPoolExecutor::isTerminated);
      old.add(before);
      pool = newPool();
      before.shutdown();
    }
  }

  /** Interrupts all threads and waits a moment for them; returns whether all have ended. */
  synchronized boolean close() {
    pool.shutdownNow();
    old.forEach(ThreadPoolExecutor::shutdownNow);
    try {
      boolean ended = pool.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
      return ended && old.stream().allMatch(Workers::hasEnded);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean hasEnded(ThreadPoolExecutor pool) {
    try {
      return pool.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
