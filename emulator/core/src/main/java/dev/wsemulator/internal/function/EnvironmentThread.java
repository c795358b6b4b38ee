package dev.wsemulator.internal.function;

import java.lang.ref.WeakReference;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of an execution environment, which runs one invocation after the other. It is started
 * for the first one, and sleeps while there is none. An invocation is given to it by whoever has
 * the environment for himself at that moment.
 */
final class EnvironmentThread {
  private static final Logger LOG = LoggerFactory.getLogger(EnvironmentThread.class);

  /** The environment that has started a thread: threads that a function starts inherit it. */
  private static final ThreadLocal<@Nullable WeakReference<ExecutionEnvironment>> HOME =
      new InheritableThreadLocal<>();

  private final ExecutionEnvironment environment;
  private final Environments owner;
  private final Workers workers;
  private volatile @Nullable Invocation given;
  private volatile @Nullable Thread thread;
  private volatile boolean over;

  /**
   * Starts nothing yet.
   *
   * @param owner says what is to be run next
   * @param workers make the thread
   */
  EnvironmentThread(ExecutionEnvironment environment, Environments owner, Workers workers) {
    this.environment = environment;
    this.owner = owner;
    this.workers = workers;
  }

  /**
   * Returns the environment whose code has started the calling thread, or {@code null}. That of a
   * thread of the common pool cannot be told: it works for whoever comes.
   */
  static @Nullable ExecutionEnvironment starter() {
    WeakReference<ExecutionEnvironment> home = HOME.get();
    ExecutionEnvironment found = home == null ? null : home.get();
    Thread current = Thread.currentThread();
    boolean isOwn = found != null && found.runsOn(current);
    return isOwn || isOfCommonPool(current) ? null : found;
  }

  private static boolean isOfCommonPool(Thread thread) {
    return thread instanceof ForkJoinWorkerThread worker
        && worker.getPool() == ForkJoinPool.commonPool();
  }

  /**
   * Lets the thread run an invocation, when it has left the one before.
   *
   * @throws java.util.concurrent.RejectedExecutionException after the end of all functions
   */
  void run(Invocation invocation) {
    given = invocation;
    Thread known = thread;
    if (known == null) {
      Thread made = workers.newThread(environment, this::work);
      thread = made;
      try {
        made.start();
      } catch (OutOfMemoryError e) {
        thread = null;
        workers.forget(made);
        throw e;
      }
    } else {
      LockSupport.unpark(known);
    }
  }

  /** Lets the thread end after what it runs now. */
  void end() {
    over = true;
    LockSupport.unpark(thread);
  }

  boolean is(Thread candidate) {
    return thread == candidate;
  }

  /** Returns whether it waits: for a lock, a time, another thread, or for data in the system. */
  boolean isWaiting() {
    Thread known = thread;
    if (known == null || known.getState() != Thread.State.RUNNABLE) {
      return true;
    }
    StackTraceElement[] stack = known.getStackTrace();
    return stack.length > 0 && stack[0].isNativeMethod();
  }

  private void work() {
    HOME.set(new WeakReference<>(environment));
    for (Invocation next = await(); next != null; next = await()) {
      while (next != null) {
        run(next, environment);
        next = owner.next(environment);
      }
    }
  }

  private static void run(Invocation invocation, ExecutionEnvironment environment) {
    try {
      invocation.run(environment);
    } catch (RuntimeException | Error e) { // whatever it is, the next invocation is not to blame
      LOG.error("The end of invocation {} has failed.", invocation.requestId(), e);
    }
  }

  private @Nullable Invocation await() {
    Invocation next = given;
    while (next == null && !over) {
      LockSupport.park(this);
      Thread.interrupted(); // one that has come too late would keep it from sleeping
      next = given;
    }
    given = null;
    return next;
  }
}
