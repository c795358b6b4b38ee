package dev.wsemulator.internal.mapping;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits of rendering a template: steps, characters and processor time, far beyond the needs of
 * useful templates. Each thread renders one template at a time.
 */
final class Bounds {
  /** Variables that are read or set, calls, elements of lists, and eight characters of a text. */
  static final long MOST_STEPS = 5_000_000;

  /** Of the result, and of any text on the way to it. */
  static final int MOST_CHARACTERS = 10 * 1024 * 1024;

  static final Duration LONGEST = Duration.ofMillis(1500);

  private static final int MOST_BITS = 100_000;
  private static final int MOST_LEVELS = 100;
  private static final int CHARACTERS_OF_A_STEP = 8;

  /** How many steps pass between two readings of the clock. */
  private static final int STEPS_OF_A_LOOK = 2048;

  private static final ThreadLocal<@Nullable Bounds> CURRENT = new ThreadLocal<>();

  private long began = -1;
  private long steps;
  private long nextLook = STEPS_OF_A_LOOK;

  private Bounds() {}

  /** Runs something within new bounds. */
  static void within(Runnable render) {
    CURRENT.set(new Bounds());
    try {
      render.run();
    } finally {
      CURRENT.remove();
    }
  }

  /**
   * Counts steps.
   *
   * @throws TemplateFailure if there were too many, or they have taken too long
   */
  static void take(long count) {
    Bounds bounds = CURRENT.get();
    if (bounds != null) {
      bounds.add(count);
    }
  }

  private void add(long count) {
    steps += count;
    if (steps > MOST_STEPS) {
      throw TemplateFailure.bound("it takes more than %d steps".formatted(MOST_STEPS));
    }
    if (steps >= nextLook) {
      nextLook = steps + STEPS_OF_A_LOOK;
      look();
    }
  }

  private void look() {
    long now = ProcessorTime.nanos();
    if (began < 0) {
      began = now;
    }
    if (now - began > LONGEST.toNanos()) {
      throw TemplateFailure.bound(
          "it takes more than %d ms of processor time".formatted(LONGEST.toMillis()));
    }
  }

  /** Counts a value by its size. */
  static void take(@Nullable Object value) {
    take(value, 0);
  }

  private static void take(@Nullable Object value, int level) {
    take(1);
    if (level > MOST_LEVELS) {
      throw TemplateFailure.bound("a list is nested more than %d times".formatted(MOST_LEVELS));
    }
    if (value instanceof CharSequence text) {
      checkLength(text.length());
      take(text.length() / CHARACTERS_OF_A_STEP);
    } else if (value instanceof Collection<?> all) {
      all.forEach(each -> take(each, level + 1));
    } else if (value instanceof Object[] all) {
      for (Object each : all) {
        take(each, level + 1);
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> {
            take(key, level + 1);
            take(each, level + 1);
          });
    } else if (value instanceof BigInteger number && number.bitLength() > MOST_BITS) {
      throw TemplateFailure.bound("a number has more than %d bits".formatted(MOST_BITS));
    }
  }

  /**
   * Checks the length of a text that is there or is about to be.
   *
   * @throws TemplateFailure if it is too long
   */
  static void checkLength(long characters) {
    if (characters > MOST_CHARACTERS) {
      throw TemplateFailure.bound(
          "a text, or its result, is longer than %d characters".formatted(MOST_CHARACTERS));
    }
  }
}
