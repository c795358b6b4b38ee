package dev.wsemulator.internal.function.environment;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The number of execution environments that an account uses. Lambda refuses what would need more
 * than its quota. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Concurrent
 *     executions</a>
 */
public final class Concurrency {
  /** What an account has from the beginning. */
  public static final int OF_AN_ACCOUNT = 1_000;

  private final int quota;
  private final AtomicInteger atWork = new AtomicInteger();

  public Concurrency(int quota) {
    this.quota = quota;
  }

  boolean isUsedUp() {
    return atWork.get() >= quota;
  }

  void begin() {
    atWork.incrementAndGet();
  }

  void end() {
    atWork.decrementAndGet();
  }
}
