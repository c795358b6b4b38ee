package dev.wsemulator.api;

import java.util.Objects;
import java.util.Optional;

/**
 * The limits of an API key's clients; on a WebSocket API only handshakes count. Immutable.
 *
 * @param id its id, by which the stages that share it are known
 * @param throttle how many requests per second each key may make; empty for no limit
 * @param quota how many requests each key may make in a period; empty for no limit
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html">Usage
 *     plans and API keys</a>
 */
public record UsagePlan(String id, Optional<Throttle> throttle, Optional<Quota> quota) {

  /**
   * A limit on requests per second.
   *
   * @param requestsPerSecond the rate
   * @param burst how many requests at once
   */
  public record Throttle(double requestsPerSecond, int burst) {}

  /**
   * A limit on requests in a period.
   *
   * @param requests how many requests
   * @param period the period, by the calendar in UTC
   */
  public record Quota(int requests, Period period) {
    /** Checks that nothing is missing. */
    public Quota {
      Objects.requireNonNull(period, "period");
    }
  }

  /** The period of a quota. */
  public enum Period {
    /** At midnight. */
    DAY,
    /** On Monday. */
    WEEK,
    /** On the first day of the month. */
    MONTH
  }

  /** Checks that nothing is missing. */
  public UsagePlan {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(throttle, "throttle");
    Objects.requireNonNull(quota, "quota");
  }

  /** Returns a plan without limits. */
  public static UsagePlan of(String id) {
    return new UsagePlan(id, Optional.empty(), Optional.empty());
  }

  /** Returns this plan with a limit on requests per second. */
  public UsagePlan withThrottle(double requestsPerSecond, int burst) {
    return new UsagePlan(id, Optional.of(new Throttle(requestsPerSecond, burst)), quota);
  }

  /** Returns this plan with a limit on requests in a period. */
  public UsagePlan withQuota(int requests, Period period) {
    return new UsagePlan(id, throttle, Optional.of(new Quota(requests, period)));
  }
}
