package dev.wsemulator.internal.function.inprocess;

import dev.wsemulator.internal.function.environment.Invocation;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of an execution environment, which runs one invocation after the other. It is started
 * for the first invocation, and sleeps when idle. Invocations are handed over by the holder of the
 * environment.
 */
final class EnvironmentThread {
  private static final Logger LOG = LoggerFactory.getLogger(EnvironmentThread.class);

  private final ThreadMaker maker;
  private final Consumer<Invocation> handler;
  private final Supplier<@Nullable Invocation> next;
  private volatile @Nullable Invocation given;
  private volatile @Nullable Thread thread;
  private volatile boolean over;

  /** Makes threads, and lets go of those that could not be started. */
  interface ThreadMaker {
    /**
     * Returns a thread that is not started yet.
     *
     * @throws java.util.concurrent.RejectedExecutionException after the end of all functions
     */
    Thread make(Runnable task);

    void forget(Thread unstarted);
  }

  /**
   * Starts nothing yet.
   *
   * @param handler runs an invocation
   * @param next returns the next invocation; {@code null} for nothing now
   */
  EnvironmentThread(
      ThreadMaker maker, Consumer<Invocation> handler, Supplier<@Nullable Invocation> next) {
    this.maker = maker;
    this.handler = handler;
    this.next = next;
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
      Thread made = maker.make(this::work);
      thread = made;
      try {
        made.start();
      } catch (OutOfMemoryError e) {
        thread = null;
        maker.forget(made);
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
    for (Invocation one = await(); one != null; one = await()) {
      while (one != null) {
        handle(one);
        one = next.get();
      }
    }
  }

  private void handle(Invocation invocation) {
    try {
      handler.accept(invocation);
    } catch (RuntimeException | Error e) { // whatever it is, the next invocation is not to blame
      LOG.error("The end of invocation {} has failed.", invocation.requestId(), e);
    }
  }

  private @Nullable Invocation await() {
    Invocation found = given;
    while (found == null && !over) {
      LockSupport.park(this);
      Thread.interrupted(); // a late one would keep it from sleeping
      found = given;
    }
    given = null;
    return found;
  }
}
