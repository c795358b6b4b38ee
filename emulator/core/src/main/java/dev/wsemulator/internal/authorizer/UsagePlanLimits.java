package dev.wsemulator.internal.authorizer;

import dev.wsemulator.api.Stage.ApiKey;
import dev.wsemulator.api.UsagePlan;
import dev.wsemulator.internal.throttling.TokenBucket;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.time.TimeSource;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The usage of API keys against their usage plans, across all stages of a plan. Thread-safe. */
public final class UsagePlanLimits {
  private final TimeSource time;
  private final Map<Holder, Account> accounts = new ConcurrentHashMap<>();

  private record Holder(UsagePlan plan, String keyId) {}

  /** The usage of one key. */
  private static final class Account {
    private final TokenBucket bucket;
    private LocalDate since = LocalDate.MIN;
    private int used;

    Account(TokenBucket bucket) {
      this.bucket = bucket;
    }

    /** Returns whether the quota is not used up, and counts a request if so. */
    private synchronized boolean take(UsagePlan.Quota quota, LocalDate period) {
      if (!period.equals(since)) {
        since = period;
        used = 0;
      }
      return used < quota.requests() && ++used > 0;
    }
  }

  UsagePlanLimits(TimeSource time) {
    this.time = time;
  }

  /**
   * That a key has used up what it may.
   *
   * @param message the message for the client
   * @param why why, for the author of the API
   */
  record Excess(String message, Reason why) {}

  /** Returns which limit of a key is exceeded, or empty. */
  Optional<Excess> excess(ApiKey key) {
    UsagePlan plan = key.plan().orElse(null);
    if (plan == null) {
      return Optional.empty();
    }
    Account account = accounts.computeIfAbsent(new Holder(plan, key.id()), any -> account(plan));
    if (!account.bucket.take()) {
      return Optional.of(new Excess("Too Many Requests", account.bucket.exhausted()));
    }
    return plan.quota()
        .filter(quota -> !account.take(quota, begin(quota.period())))
        .map(
            quota ->
                new Excess(
                    "Limit Exceeded",
                    Reason.of("usage-quota", "The quota of the usage plan is used up.")
                        .expected(
                            "The plan allows %d requests per %s."
                                .formatted(
                                    quota.requests(),
                                    quota.period().name().toLowerCase(Locale.ROOT)))
                        .advice("Raise the quota, or wait for the next period.")));
  }

  private Account account(UsagePlan plan) {
    UsagePlan.Throttle throttle =
        plan.throttle().orElse(new UsagePlan.Throttle(Double.POSITIVE_INFINITY, Integer.MAX_VALUE));
    return new Account(
        new TokenBucket("the usage plan", throttle.requestsPerSecond(), throttle.burst(), time));
  }

  private LocalDate begin(UsagePlan.Period period) {
    LocalDate today = time.now().atZone(ZoneOffset.UTC).toLocalDate();
    return switch (period) {
      case DAY -> today;
      case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> today.withDayOfMonth(1);
    };
  }
}
