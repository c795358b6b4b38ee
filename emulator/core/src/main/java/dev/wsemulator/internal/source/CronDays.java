package dev.wsemulator.internal.source;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The days of a cron expression, which know the last day of a month ({@code L}), the weekday next
 * to a day ({@code W}), and the first to fifth of a day of the week ({@code #}).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html#eb-cron-expressions">Cron
 *     expressions: wildcards</a>
 */
final class CronDays {
  private static final CronRange OF_MONTH = new CronRange("day of month", 1, 31, Map.of());

  /** Sunday is the first. */
  private static final CronRange OF_WEEK =
      new CronRange(
          "day of week",
          1,
          7,
          CronRange.names(1, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")));

  private static final Pattern NEAREST = Pattern.compile("(\\d{1,2})W");
  private static final Pattern LAST = Pattern.compile("(\\w{1,3})L");
  private static final Pattern NTH = Pattern.compile("(\\w{1,3})#([1-5])");

  private CronDays() {}

  /** Returns whether a date is one of these days of a month. */
  static Predicate<LocalDate> ofMonth(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.equals("L")) {
      return date -> date.getDayOfMonth() == date.lengthOfMonth();
    }
    if (upper.equals("LW")) {
      return date -> date.equals(nearestWeekday(date, date.lengthOfMonth()));
    }
    Matcher nearest = NEAREST.matcher(upper);
    if (nearest.matches()) {
      int day = OF_MONTH.value(nearest.group(1), text);
      return date -> day <= date.lengthOfMonth() && date.equals(nearestWeekday(date, day));
    }
    NavigableSet<Integer> days = OF_MONTH.values(upper);
    return date -> days.contains(date.getDayOfMonth());
  }

  /** Returns the weekday of a month that is next to one of its days; it stays in the month. */
  private static LocalDate nearestWeekday(LocalDate month, int day) {
    LocalDate date = month.withDayOfMonth(day);
    return switch (date.getDayOfWeek()) {
      case SATURDAY -> day == 1 ? date.plusDays(2) : date.minusDays(1);
      case SUNDAY -> day == date.lengthOfMonth() ? date.minusDays(2) : date.plusDays(1);
      default -> date;
    };
  }

  /** Returns whether a date is one of these days of a week. */
  static Predicate<LocalDate> ofWeek(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.equals("L")) {
      return date -> number(date.getDayOfWeek()) == OF_WEEK.max();
    }
    Matcher last = LAST.matcher(upper);
    if (last.matches()) {
      DayOfWeek day = day(OF_WEEK.value(last.group(1), text));
      return date -> date.equals(date.with(TemporalAdjusters.lastInMonth(day)));
    }
    Matcher nth = NTH.matcher(upper);
    if (nth.matches()) {
      DayOfWeek day = day(OF_WEEK.value(nth.group(1), text));
      int number = Integer.parseInt(nth.group(2));
      return date -> date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(number, day)));
    }
    NavigableSet<Integer> days = OF_WEEK.values(upper);
    return date -> days.contains(number(date.getDayOfWeek()));
  }

  private static int number(DayOfWeek day) {
    return day.getValue() % 7 + 1;
  }

  private static DayOfWeek day(int number) {
    return DayOfWeek.of((number + 5) % 7 + 1);
  }
}
