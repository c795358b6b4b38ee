package dev.wsemulator.internal.source;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The six fields of AWS's {@code cron(…)}: minutes, hours, day of month, month, day of week, year.
 * Immutable.
 *
 * @param minutes the minutes of an hour
 * @param hours the hours of a day
 * @param months the months of a year
 * @param years the years
 * @param days whether a date is one of its days
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html#eb-cron-expressions">Cron
 *     expressions</a>
 */
record CronFields(
    NavigableSet<Integer> minutes,
    NavigableSet<Integer> hours,
    NavigableSet<Integer> months,
    NavigableSet<Integer> years,
    Predicate<LocalDate> days) {

  private static final CronRange MINUTES = new CronRange("minutes", 0, 59, Map.of());
  private static final CronRange HOURS = new CronRange("hours", 0, 23, Map.of());
  private static final CronRange MONTHS =
      new CronRange(
          "month",
          1,
          12,
          CronRange.names(
              1,
              List.of(
                  "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                  "DEC")));
  private static final CronRange YEARS = new CronRange("year", 1970, 2199, Map.of());

  /**
   * Returns the fields of an expression.
   *
   * @param text what is between the brackets
   * @throws IllegalArgumentException if AWS refuses it
   */
  static CronFields parse(String text) {
    String[] fields = text.split("\\s+");
    if (fields.length != 6) {
      throw new IllegalArgumentException(
          "cron(%s) has %d fields instead of 6: minutes, hours, day of month, month, day of week and year. Write, for example, cron(0 12 * * ? *)."
              .formatted(text, text.isEmpty() ? 0 : fields.length));
    }
    String dayOfMonth = fields[2];
    String dayOfWeek = fields[4];
    if (dayOfMonth.equals("?") == dayOfWeek.equals("?")) {
      throw new IllegalArgumentException(
          "cron(%s) must have ? either as its day of month or as its day of week, and in one of them only."
              .formatted(text));
    }
    return new CronFields(
        MINUTES.values(fields[0]),
        HOURS.values(fields[1]),
        MONTHS.values(fields[3]),
        YEARS.values(fields[5]),
        dayOfMonth.equals("?") ? CronDays.ofWeek(dayOfWeek) : CronDays.ofMonth(dayOfMonth));
  }

  /**
   * Returns the first time after another. A local time that a change of the clocks leaves out is
   * left out, and one that comes twice is taken once.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time">Daylight
   *     savings time</a>
   */
  Optional<Instant> next(Instant after, ZoneId zone) {
    LocalDate date = after.atZone(zone).toLocalDate().minusDays(1); // clocks may have been set back
    LocalDate end = LocalDate.of(years.last(), 12, 31);
    while (!date.isAfter(end)) {
      if (!years.contains(date.getYear()) || !months.contains(date.getMonthValue())) {
        date = date.withDayOfMonth(1).plusMonths(1);
        continue;
      }
      Optional<Instant> found = days.test(date) ? of(date, after, zone) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
      date = date.plusDays(1);
    }
    return Optional.empty();
  }

  /** Returns the first time on a day that is after another. */
  private Optional<Instant> of(LocalDate date, Instant after, ZoneId zone) {
    for (int hour : hours) {
      for (int minute : minutes) {
        LocalDateTime time = date.atTime(LocalTime.of(hour, minute));
        boolean isThere = !zone.getRules().getValidOffsets(time).isEmpty();
        Instant instant = time.atZone(zone).toInstant();
        if (isThere && instant.isAfter(after)) {
          return Optional.of(instant);
        }
      }
    }
    return Optional.empty();
  }
}
