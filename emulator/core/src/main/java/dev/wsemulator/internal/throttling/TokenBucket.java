package dev.wsemulator.internal.throttling;

import dev.wsemulator.journal.Reason;
import dev.wsemulator.time.TimeSource;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Admits a burst of requests, and then a number per second. Thread-safe, without a lock.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-protect.html">Throttling</a>
 */
public final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  /** A rate that cannot be reached: no limit. */
  private static final long NO_INTERVAL = 0;

  /** As long as can be added to a time without overflow. */
  private static final double LONGEST = Long.MAX_VALUE / 4.0;

  private final String name;
  private final double ratePerSecond;
  private final int burst;
  private final TimeSource time;
  private final boolean open;

  /** What a token takes to be added, in nanoseconds. */
  private final long interval;

  /** How much a bucket may lack and still hold a token, in nanoseconds. */
  private final long tolerance;

  /** When the bucket would be full again if nothing more were taken, in nanoseconds. */
  private final AtomicLong fullAt;

  /**
   * Creates a full bucket.
   *
   * @param name whose it is, for people, such as {@code the account}
   * @param ratePerSecond tokens that are added each second; infinite for no limit, 0 for a bucket
   *     that lets nothing through
   * @param burst tokens that it holds; 0 for a bucket that lets nothing through
   * @param time the clock
   */
  public TokenBucket(String name, double ratePerSecond, int burst, TimeSource time) {
    this.name = name;
    this.ratePerSecond = ratePerSecond;
    this.burst = burst;
    this.time = time;
    this.open = ratePerSecond > 0 && burst > 0;
    this.interval = open ? (long) Math.min(NANOS_PER_SECOND / ratePerSecond, LONGEST) : 0;
    this.tolerance = (long) Math.min((double) interval * (burst - 1.0), LONGEST);
    this.fullAt = new AtomicLong(time.nanos());
  }

  /** Returns why a request may not pass that found no token. */
  public Reason exhausted() {
    return Reason.of("throttled", "The rate limit of %s is exceeded.".formatted(name))
        .expected(
            "It allows %s per second and a burst of %d."
                .formatted(
                    BigDecimal.valueOf(ratePerSecond).stripTrailingZeros().toPlainString(), burst))
        .advice("Send more slowly, or raise the throttling settings or the quota.");
  }

  /** Takes a token; {@code false} if there is none. */
  public boolean take() {
    if (!open || interval == NO_INTERVAL) {
      return open;
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
