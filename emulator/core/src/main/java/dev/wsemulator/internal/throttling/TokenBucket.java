package dev.wsemulator.internal.throttling;

import dev.wsemulator.time.TimeSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets so many requests through at once, and so many per second after that. Thread-safe, without a
 * lock.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-protect.html">Throttling</a>
 */
public final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final TimeSource time;
  private final long interval;
  private final long tolerance;

  /** What is left where nothing is ever added. */
  private final AtomicLong left;

  /** When the bucket would be full again if nothing more were taken, in nanoseconds. */
  private final AtomicLong fullAt;

  /**
   * Creates a full bucket.
   *
   * @param ratePerSecond tokens that are added each second; infinite for no limit
   * @param burst tokens that it holds
   * @param time the clock
   */
  public TokenBucket(double ratePerSecond, int burst, TimeSource time) {
    this.time = time;
    this.interval = ratePerSecond > 0 ? (long) (NANOS_PER_SECOND / ratePerSecond) : -1;
    this.tolerance = interval > 0 ? interval * Math.max(0L, burst - 1L) : 0;
    this.left = new AtomicLong(burst);
    this.fullAt = new AtomicLong(time.nanos());
  }

  /** Takes a token; {@code false} if there is none. */
  public boolean take() {
    if (interval == 0) {
      return true;
    }
    if (left.get() <= 0) {
      return false;
    }
    if (interval < 0) {
      return left.getAndUpdate(tokens -> tokens > 0 ? tokens - 1 : 0) > 0;
    }
    long now = time.nanos();
    while (true) {
      long full = fullAt.get();
      long ahead = full - now;
      if (ahead > tolerance) {
        return false;
      }
      if (fullAt.compareAndSet(full, (ahead > 0 ? full : now) + interval)) {
        return true;
      }
    }
  }
}
