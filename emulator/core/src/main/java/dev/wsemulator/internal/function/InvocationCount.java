package dev.wsemulator.internal.function;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the invocations of a function: admits no more than its reserved concurrency, and reports
 * when the last one of a replaced or removed function has ended. Thread-safe.
 */
final class InvocationCount {
  private final int limit;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable Runnable whenUnused;

  InvocationCount(int limit) {
    this.limit = limit;
  }

  /** Counts one more; returns how many there are with it. */
  int begin() {
    return running.incrementAndGet();
  }

  /** Returns whether one may run that is the last of so many. */
  boolean admits(int count) {
    return count <= limit;
  }

  /** Returns whether no invocation is to begin any more. */
  boolean isRetired() {
    return whenUnused != null;
  }

  /** Lets no invocation begin any more; the task is run once when all have ended. */
  void retire(Runnable task) {
    running.incrementAndGet();
    whenUnused = task;
    end();
  }

  /** Counts one less. */
  void end() {
    int left = running.decrementAndGet();
    Runnable last = whenUnused;
    if (left == 0 && last != null && over.compareAndSet(false, true)) {
      last.run();
    }
  }
}
