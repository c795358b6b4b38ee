package dev.wsemulator.internal.fault;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A strike of several connections, one after the other, until it is cancelled. Thread-safe. */
public final class SpreadStrike {
  /** A strike of none. */
  public static final SpreadStrike NONE = new SpreadStrike(0);

  private final int struck;

  /** Guarded by itself: those that are to come. */
  private final List<TimeSource.Timer> timers = new ArrayList<>();

  private SpreadStrike(int struck) {
    this.struck = struck;
  }

  /**
   * Strikes the first at once and the last after a time, the others in between.
   *
   * @param ids the connections
   * @param strike strikes one; returns whether it was open
   * @param over how long it takes; zero for all at once
   */
  static SpreadStrike begin(
      List<String> ids, Predicate<String> strike, Duration over, TimeSource time) {
    if (over.isZero() || ids.size() < 2) {
      return new SpreadStrike((int) ids.stream().filter(strike).count());
    }
    boolean isFirstStruck = strike.test(ids.get(0));
    SpreadStrike spread = new SpreadStrike(ids.size() - (isFirstStruck ? 0 : 1));
    synchronized (spread.timers) {
      for (int place = 1; place < ids.size(); place++) {
        String id = ids.get(place);
        Duration at = over.multipliedBy(place).dividedBy(ids.size() - 1);
        spread.timers.add(time.after(at, () -> strike.test(id)));
      }
    }
    return spread;
  }

  /** Returns how many are struck, now or later. */
  public int struck() {
    return struck;
  }

  /** Strikes no more. */
  public void cancel() {
    synchronized (timers) {
      timers.forEach(TimeSource.Timer::cancel);
      timers.clear();
    }
  }
}
