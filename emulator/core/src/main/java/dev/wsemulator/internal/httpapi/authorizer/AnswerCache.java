package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the answers of an authorizer for as long as they count. Thread-safe. */
final class AnswerCache {
  private static final int MOST = 1000;

  private final Duration time;
  private final TimeSource clock;

  /** Guarded by itself. */
  private final Map<String, Kept> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > MOST;
        }
      };

  private record Kept(FunctionAuthorizerAnswer answer, long until) {}

  /**
   * Creates it empty.
   *
   * @param time how long answers count; zero for never
   */
  AnswerCache(Duration time, TimeSource clock) {
    this.time = time;
    this.clock = clock;
  }

  @Nullable FunctionAuthorizerAnswer find(String key) {
    synchronized (answers) {
      Kept kept = answers.get(key);
      return kept == null || kept.until() - clock.nanos() <= 0 ? null : kept.answer();
    }
  }

  void keep(String key, FunctionAuthorizerAnswer answer) {
    if (!time.isZero()) {
      synchronized (answers) {
        answers.remove(key);
        answers.put(key, new Kept(answer, clock.nanos() + time.toNanos()));
      }
    }
  }
}
