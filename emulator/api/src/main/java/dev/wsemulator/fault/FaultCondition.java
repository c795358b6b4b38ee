package dev.wsemulator.fault;

import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.time.Durations;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a matcher can say of an occasion. */
enum FaultCondition {
  API,
  STAGE,
  CONNECTION,
  ROUTE,
  FUNCTION,
  SERVICE,
  DIRECTION,
  SOURCE {
    @Override
    boolean holds(String wanted, String actual) {
      return wanted.equals(actual) || wanted.equals(SourceEntry.nameOf(actual));
    }
  },
  IDLE {
    @Override
    boolean holds(String wanted, String actual) {
      return isAtLeast(wanted, actual);
    }
  },
  AGE {
    @Override
    boolean holds(String wanted, String actual) {
      return isAtLeast(wanted, actual);
    }
  },
  SHARE {
    /** Returns {@code true}: who counts the connections knows. */
    @Override
    boolean isMet(String wanted, @Nullable String actual) {
      return true;
    }
  },
  TABLE,
  INDEX {
    @Override
    boolean holds(String wanted, String actual) {
      return wanted.equals(Matcher.ANY) || super.holds(wanted, actual);
    }
  },
  BUCKET,
  OPERATION,
  KEY,
  ALIAS,
  CONCURRENCY {
    @Override
    boolean holds(String wanted, String actual) {
      return Integer.parseInt(actual) > Integer.parseInt(wanted);
    }
  };

  private static boolean isAtLeast(String wanted, String actual) {
    return Durations.parse(actual).compareTo(Durations.parse(wanted)) >= 0;
  }

  /** Returns its name in the admin API. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether a fact is there and is what a rule wants. */
  boolean isMet(String wanted, @Nullable String actual) {
    return actual != null && holds(wanted, actual);
  }

  /** Returns whether a fact is what a rule wants. */
  boolean holds(String wanted, String actual) {
    return wanted.equals(actual) || List.of(actual.split(Matcher.AND, -1)).contains(wanted);
  }
}
