package dev.wsemulator.internal.function.environment;

import dev.wsemulator.time.TimeSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of the functions: those of execution environments, and some for what has to be done
 * around them. They are platform threads unless virtual ones are requested: virtual threads are not
 * preempted, so that one handler in an endless loop would take a processor from all other functions
 * forever. Thread-safe.
 */
public final class Workers implements Executor {
  private static final String PREFIX = "wsemulator-function-";
  private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

  private final AtomicInteger count = new AtomicInteger();
  private final Kind kind;
  private final Set<ThreadPoolExecutor> old = ConcurrentHashMap.newKeySet();
  private final Set<Thread> ofEnvironments = ConcurrentHashMap.newKeySet();
  private volatile ThreadPoolExecutor pool;
  private volatile boolean closed;

  /** Makes threads of one kind; they inherit nothing from the thread that makes them. */
  private interface Kind {
    Thread make(ThreadGroup group, Runnable task, String name);
  }

  private Workers(Kind kind) {
    this.kind = kind;
    this.pool = newPool();
  }

  private ThreadPoolExecutor newPool() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        30,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> thread(FunctionThreads.root(), task, ""));
  }

  /**
   * Returns workers of one kind.
   *
   * @throws IllegalStateException if virtual threads are asked for and the JVM has none
   */
  public static Workers of(boolean virtual) {
    return virtual ? by(virtualThreads()) : new Workers(Workers::platformThread);
  }

  /** Returns workers with threads of a factory. */
  static Workers by(ThreadFactory threads) {
    return new Workers(
        (group, task, name) -> {
          Thread thread = threads.newThread(task);
          thread.setName(name);
          return thread;
        });
  }

  private static Thread platformThread(ThreadGroup group, Runnable task, String name) {
    Thread thread = new Thread(group, task, name, 0, false);
    thread.setDaemon(true);
    return thread;
  }

  /** By name, as the classes that this is compiled against have none. */
  private static ThreadFactory virtualThreads() {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      type.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(builder, false);
      return (ThreadFactory) type.getMethod("factory").invoke(builder);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "This JVM, Java %s, has no virtual threads. Use JDK 21 or later, or threads of the operating system."
              .formatted(Runtime.version().feature()),
          e);
    }
  }

  private Thread thread(ThreadGroup group, Runnable task, String name) {
    Thread thread = kind.make(group, task, PREFIX + name + count.incrementAndGet());
    thread.setContextClassLoader(Workers.class.getClassLoader());
    return thread;
  }

  /**
   * Returns the thread of an execution environment; it is not started yet. The name contains the
   * function, for stack traces and debuggers.
   *
   * @throws RejectedExecutionException after {@link #close}
   */
  public Thread newThread(ThreadGroup group, String functionName, Runnable task) {
    Runnable counted =
        () -> {
          try {
            task.run();
          } finally {
            ofEnvironments.remove(Thread.currentThread());
          }
        };
    Thread thread = thread(group, counted, functionName + "-");
    ofEnvironments.add(thread);
    if (closed) {
      throw new RejectedExecutionException("The functions have been ended.");
    }
    return thread;
  }

  /** Lets go of the thread of an execution environment that could not be started. */
  public void forget(Thread thread) {
    ofEnvironments.remove(thread);
  }

  /** Returns whether it is one of these threads. */
  public static boolean has(Thread thread) {
    return thread.getName().startsWith(PREFIX);
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
   * Lets every thread end after what it runs now, but for those of execution environments, which
   * end with these: what code has left in thread locals would keep its classes.
   */
  public synchronized void renew() {
    ThreadPoolExecutor before = pool;
    if (!before.isShutdown()) {
      old.removeIf(ThreadPoolExecutor::isTerminated);
      old.add(before);
      pool = newPool();
      before.shutdown();
    }
  }

  /** Interrupts all threads and waits a moment for them; returns whether all have ended. */
  public synchronized boolean close() {
    closed = true;
    old.add(pool);
    old.forEach(ThreadPoolExecutor::shutdownNow);
    ofEnvironments.forEach(Thread::interrupt);
    long end = TimeSource.system().nanos() + CLOSE_NANOS;
    try {
      boolean ended = true;
      for (ThreadPoolExecutor one : old) {
        ended &= one.awaitTermination(left(end), TimeUnit.NANOSECONDS);
      }
      for (Thread thread : ofEnvironments) {
        TimeUnit.NANOSECONDS.timedJoin(thread, left(end));
        ended &= !thread.isAlive();
      }
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static long left(long end) {
    return Math.max(1, end - TimeSource.system().nanos());
  }
}
