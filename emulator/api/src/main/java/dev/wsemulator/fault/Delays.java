package dev.wsemulator.fault;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Delays as they are measured: all the same, evenly within a range, or by percentiles. Between two
 * percentiles they are even; without a minimum they begin with zero, and without a maximum they end
 * with the longest that is given. Immutable.
 */
public final class Delays {
  /** What can be given, by the admin API's words. */
  static final List<String> NAMES = Arrays.stream(Mark.values()).map(Mark::word).toList();

  private final Map<Mark, Duration> marks;

  /** The only one, if they are all the same. */
  private final @Nullable Duration by;

  /** How many of all delays are no longer than one that is given. */
  private enum Mark {
    MIN(0),
    P50(0.5),
    P90(0.9),
    P99(0.99),
    MAX(1);

    private final double part;

    Mark(double part) {
      this.part = part;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Delays(Map<Mark, Duration> marks, @Nullable Duration by) {
    this.marks = marks;
    this.by = by;
  }

  private Delays(Map<Mark, Duration> marks) {
    this(marks, null);
  }

  /**
   * Returns delays that are all the same.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static Delays exactly(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("Invalid delay: %s.".formatted(by));
    }
    return new Delays(Map.of(), by);
  }

  /**
   * Returns delays within a range, each as likely as any other.
   *
   * @throws IllegalArgumentException if one is negative, or the first is longer than the second
   */
  public static Delays between(Duration min, Duration max) {
    return new Delays(Map.of()).with(Mark.MIN, min).with(Mark.MAX, max);
  }

  /**
   * Returns delays of which one half is no longer than this.
   *
   * @throws IllegalArgumentException if it is negative; so it is with all that is given, and if a
   *     higher percentile is shorter
   */
  public static Delays median(Duration p50) {
    return new Delays(Map.of()).with(Mark.P50, p50);
  }

  /** Returns what words describe, some of {@code min}, {@code p50}, {@code p90} and so on. */
  static Delays of(FaultWords given) {
    if (NAMES.stream().noneMatch(given::has)) {
      return exactly(given.duration("by"));
    }
    given.noneOf(List.of("by"), "a delay with " + NAMES);
    Delays delays = new Delays(Map.of());
    for (Mark mark : Mark.values()) {
      if (given.has(mark.word())) {
        delays = delays.with(mark, given.duration(mark.word()));
      }
    }
    return delays;
  }

  /** Returns these with none shorter than this. */
  public Delays min(Duration shortest) {
    return with(Mark.MIN, shortest);
  }

  /** Returns these with nine of ten no longer than this. */
  public Delays p90(Duration delay) {
    return with(Mark.P90, delay);
  }

  /** Returns these with 99 of 100 no longer than this. */
  public Delays p99(Duration delay) {
    return with(Mark.P99, delay);
  }

  /** Returns these with none longer than this. */
  public Delays max(Duration longest) {
    return with(Mark.MAX, longest);
  }

  private Delays with(Mark mark, Duration delay) {
    Map<Mark, Duration> changed = new EnumMap<>(Mark.class);
    changed.putAll(marks);
    changed.put(mark, delay);
    Delays delays = new Delays(changed);
    Duration before = Duration.ZERO;
    for (Duration each : changed.values()) {
      if (each.compareTo(before) < 0) {
        throw new IllegalArgumentException(
            "The delays %s do not ascend from zero. A higher percentile takes at least as long."
                .formatted(delays));
      }
      before = each;
    }
    return delays;
  }

  /**
   * Returns the delay that so many of all are no longer than.
   *
   * @param part from 0 to 1; at random it gives delays with these percentiles
   */
  public Duration at(double part) {
    if (by != null) {
      return by;
    }
    double from = 0;
    Duration before = Duration.ZERO;
    for (Map.Entry<Mark, Duration> each : marks.entrySet()) {
      double to = each.getKey().part;
      if (part <= to && to > from) {
        Duration more = each.getValue().minus(before);
        long nanos = Math.round(more.toNanos() * ((part - from) / (to - from)));
        return before.plusNanos(nanos).truncatedTo(ChronoUnit.MICROS);
      }
      from = to;
      before = each.getValue();
    }
    return before;
  }

  /** Returns whether they differ. */
  boolean differ() {
    return by == null;
  }

  /** Returns what is given, by the admin API's words, the shortest first. */
  Map<String, Object> words() {
    Map<String, Object> words = new LinkedHashMap<>();
    marks.forEach((mark, delay) -> words.put(mark.word(), delay));
    if (by != null) {
      words.put("by", by);
    }
    return words;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Delays delays && delays.words().equals(words());
  }

  @Override
  public int hashCode() {
    return words().hashCode();
  }

  /** Returns what is given, in words. */
  @Override
  public String toString() {
    return words().toString();
  }
}
