package dev.wsemulator.internal.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule is due: {@code rate(5 minutes)}, {@code cron(0 12 * * ? *)} or {@code
 * at(2025-01-31T08:00:00)}. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">Schedules
 *     of rules</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule
 *     types of EventBridge Scheduler</a>
 */
public sealed interface ScheduleExpression {

  /**
   * Returns the first time after another at which it is due, if there is one.
   *
   * @param after the time that has passed
   * @param begin when the schedule begins to count
   */
  Optional<Instant> next(Instant after, Instant begin);

  /** Returns whether it is due once at most. */
  default boolean isOneTime() {
    return false;
  }

  /**
   * Returns the schedule of a rule, which is in UTC: {@code rate} or {@code cron}.
   *
   * @throws IllegalArgumentException if EventBridge refuses it; the message says why
   */
  static ScheduleExpression ofRule(String text) {
    if (text.startsWith("at(")) {
      throw new IllegalArgumentException(
          "at(…) belongs to EventBridge Scheduler. A rule has rate(…) or cron(…).");
    }
    return Parser.parse(text, ZoneOffset.UTC, false);
  }

  /**
   * Returns a schedule of EventBridge Scheduler: {@code rate}, {@code cron} or {@code at}.
   *
   * @param zone the time zone of {@code cron} and {@code at}
   * @throws IllegalArgumentException if Scheduler refuses it; the message says why
   */
  static ScheduleExpression ofScheduler(String text, ZoneId zone) {
    return Parser.parse(text, zone, true);
  }

  /**
   * The same time again and again.
   *
   * @param period how often
   * @param isDueAtOnce whether it is also due when it begins, as with Scheduler
   */
  record Rate(Duration period, boolean isDueAtOnce) implements ScheduleExpression {
    @Override
    public Optional<Instant> next(Instant after, Instant begin) {
      if (after.isBefore(begin)) {
        return Optional.of(isDueAtOnce ? begin : begin.plus(period));
      }
      long passed = Duration.between(begin, after).dividedBy(period);
      return Optional.of(begin.plus(period.multipliedBy(passed + 1)));
    }
  }

  /**
   * A time of the calendar.
   *
   * @param calendar the fields of the expression
   * @param zone the time zone
   */
  record Cron(CronFields calendar, ZoneId zone) implements ScheduleExpression {
    @Override
    public Optional<Instant> next(Instant after, Instant begin) {
      return calendar.next(after, zone);
    }
  }

  /**
   * One time.
   *
   * @param time when
   */
  record At(Instant time) implements ScheduleExpression {
    @Override
    public Optional<Instant> next(Instant after, Instant begin) {
      return after.isBefore(time) ? Optional.of(time) : Optional.empty();
    }

    @Override
    public boolean isOneTime() {
      return true;
    }
  }

  /** Reads expressions. */
  final class Parser {
    private static final Pattern FORM = Pattern.compile("(rate|cron|at)\\((.*)\\)");
    private static final Pattern RATE =
        Pattern.compile("(\\d{1,9})\\s+(minute|minutes|hour|hours|day|days)");
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")
            .withResolverStyle(ResolverStyle.STRICT);

    private Parser() {}

    private static ScheduleExpression parse(String text, ZoneId zone, boolean isOfScheduler) {
      Matcher form = FORM.matcher(text.strip());
      if (!form.matches()) {
        throw new IllegalArgumentException(
            "\"%s\" is no schedule. Write, for example, rate(5 minutes) or cron(0 12 * * ? *)."
                .formatted(text));
      }
      String inner = form.group(2).strip();
      return switch (form.group(1)) {
        case "rate" -> rate(inner, isOfScheduler);
        case "cron" -> new Cron(CronFields.parse(inner), zone);
        default -> at(inner, zone);
      };
    }

    /** A rule wants the unit in the singular behind 1, and in the plural behind all others. */
    private static Rate rate(String text, boolean isOfScheduler) {
      Matcher rate = RATE.matcher(text);
      if (!rate.matches() || Integer.parseInt(rate.group(1)) == 0) {
        throw new IllegalArgumentException(
            "rate(%s) is no rate. Write a number of at least 1 and minutes, hours or days, such as rate(5 minutes)."
                .formatted(text));
      }
      long number = Long.parseLong(rate.group(1));
      boolean isPlural = rate.group(2).endsWith("s");
      if (!isOfScheduler && isPlural != (number != 1)) {
        String unit = rate.group(2).replaceFirst("s$", "");
        throw new IllegalArgumentException(
            "rate(%s) is refused by EventBridge. Write rate(%d %s)."
                .formatted(text, number, number == 1 ? unit : unit + "s"));
      }
      Duration unit =
          switch (rate.group(2).charAt(0)) {
            case 'm' -> Duration.ofMinutes(1);
            case 'h' -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
          };
      return new Rate(unit.multipliedBy(number), isOfScheduler);
    }

    private static At at(String text, ZoneId zone) {
      try {
        return new At(LocalDateTime.parse(text, TIME).atZone(zone).toInstant());
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "at(%s) is no time. Write, for example, at(2030-01-31T08:00:00).".formatted(text), e);
      }
    }
  }
}
