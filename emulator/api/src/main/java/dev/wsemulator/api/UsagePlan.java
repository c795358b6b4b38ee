package dev.wsemulator.api;

import java.util.Objects;

/**
 * The limits of an API key's clients; on a WebSocket API only handshakes count. Immutable.
 *
 * @param id its id, by which the stages that share it are known
 * @param rateLimit requests per second of each key; infinite for no limit
 * @param burstLimit how many of them at once
 * @param quota requests of each key in a period; {@link Integer#MAX_VALUE} for no limit
 * @param period the period of the quota, by the calendar in UTC
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html">Usage
 *     plans and API keys</a>
 */
public record UsagePlan(String id, double rateLimit, int burstLimit, int quota, Period period) {

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
    Objects.requireNonNull(period, "period");
  }

  /** Returns a plan without limits. */
  public static UsagePlan of(String id) {
    return new UsagePlan(
        id, Double.POSITIVE_INFINITY, Integer.MAX_VALUE, Integer.MAX_VALUE, Period.DAY);
  }

  /** Returns this with a limit on requests per second. */
  public UsagePlan withThrottle(double rate, int burst) {
    return new UsagePlan(id, rate, burst, quota, period);
  }

  /** Returns this with a limit on requests in a period. */
  public UsagePlan withQuota(int limit, Period each) {
    return new UsagePlan(id, rateLimit, burstLimit, limit, each);
  }
}
