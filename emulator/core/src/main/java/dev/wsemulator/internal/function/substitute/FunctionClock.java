package dev.wsemulator.internal.function.substitute;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Substitutes for the parts of the JDK that tell the time of day: function code reads the
 * emulator's clock, which may be virtual or wrong. {@link System#nanoTime} stays the machine's: it
 * measures what really passes, as connection pools do. Thread-safe.
 */
public final class FunctionClock {
  private static volatile Supplier<Instant> source = Instant::now;

  private FunctionClock() {}

  static void set(Supplier<Instant> emulatorClock) {
    source = emulatorClock;
  }

  /** Replaces {@link System#currentTimeMillis}. */
  public static long currentTimeMillis() {
    return source.get().toEpochMilli();
  }

  /** Replaces {@link Date#Date()} where that is called by a method reference. */
  public static Date newDate() {
    return new Date(currentTimeMillis());
  }

  /** Lets a calendar that was made just now show the emulator's time. */
  public static void show(GregorianCalendar made) {
    made.setTimeInMillis(currentTimeMillis());
  }

  private static Clock clock(ZoneId zone) {
    return new ZonedClock(Objects.requireNonNull(zone, "zone"));
  }

  /** The emulator's clock in a time zone. */
  private static final class ZonedClock extends Clock {
    private final ZoneId zone;

    ZonedClock(ZoneId zone) {
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return clock(other);
    }

    @Override
    public Instant instant() {
      return source.get();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ZonedClock clock && clock.zone.equals(zone);
    }

    @Override
    public int hashCode() {
      return zone.hashCode() + 1;
    }

    @Override
    public String toString() {
      return "SystemClock[" + zone + "]"; // as that of the JDK
    }
  }

  /** Replaces the methods of {@link Instant} that read the clock. */
  public static final class Instants {
    private Instants() {}

    /** Replaces {@link Instant#now()}. */
    public static Instant now() {
      return source.get();
    }

    /** Replaces {@link Instant#now(Clock)}. */
    public static Instant now(Clock clock) {
      return clock.instant();
    }
  }

  /** Replaces the methods of {@link Clock} that return a clock of the machine. */
  public static final class Clocks {
    private Clocks() {}

    /** Replaces {@link Clock#systemUTC}. */
    public static Clock systemUTC() {
      return clock(ZoneOffset.UTC);
    }

    /** Replaces {@link Clock#systemDefaultZone}. */
    public static Clock systemDefaultZone() {
      return clock(ZoneId.systemDefault());
    }

    /** Replaces {@link Clock#system(ZoneId)}. */
    public static Clock system(ZoneId zone) {
      return clock(zone);
    }

    /** Replaces {@link Clock#tickMillis(ZoneId)}. */
    public static Clock tickMillis(ZoneId zone) {
      return Clock.tick(clock(zone), Duration.ofMillis(1));
    }

    /** Replaces {@link Clock#tickSeconds(ZoneId)}. */
    public static Clock tickSeconds(ZoneId zone) {
      return Clock.tick(clock(zone), Duration.ofSeconds(1));
    }

    /** Replaces {@link Clock#tickMinutes(ZoneId)}. */
    public static Clock tickMinutes(ZoneId zone) {
      return Clock.tick(clock(zone), Duration.ofMinutes(1));
    }
  }

  /** Replaces {@link Calendar#getInstance} in all its forms. */
  public static final class Calendars {
    private Calendars() {}

    /** Replaces {@link Calendar#getInstance()}. */
    public static Calendar getInstance() {
      return now(Calendar.getInstance());
    }

    /** Replaces {@link Calendar#getInstance(TimeZone)}. */
    public static Calendar getInstance(TimeZone zone) {
      return now(Calendar.getInstance(zone));
    }

    /** Replaces {@link Calendar#getInstance(Locale)}. */
    public static Calendar getInstance(Locale locale) {
      return now(Calendar.getInstance(locale));
    }

    /** Replaces {@link Calendar#getInstance(TimeZone, Locale)}. */
    public static Calendar getInstance(TimeZone zone, Locale locale) {
      return now(Calendar.getInstance(zone, locale));
    }

    private static Calendar now(Calendar calendar) {
      calendar.setTimeInMillis(currentTimeMillis());
      return calendar;
    }
  }

  /** Replaces the methods of {@link LocalDate} that read the clock. */
  public static final class LocalDates {
    private LocalDates() {}

    /** Replaces {@link LocalDate#now()}. */
    public static LocalDate now() {
      return LocalDate.now(clock(ZoneId.systemDefault()));
    }

    /** Replaces {@link LocalDate#now(ZoneId)}. */
    public static LocalDate now(ZoneId zone) {
      return LocalDate.now(clock(zone));
    }

    /** Replaces {@link LocalDate#now(Clock)}. */
    public static LocalDate now(Clock clock) {
      return LocalDate.now(clock);
    }
  }

  /** Replaces the methods of {@link LocalTime} that read the clock. */
  public static final class LocalTimes {
    private LocalTimes() {}

    /** Replaces {@link LocalTime#now()}. */
    public static LocalTime now() {
      return LocalTime.now(clock(ZoneId.systemDefault()));
    }

    /** Replaces {@link LocalTime#now(ZoneId)}. */
    public static LocalTime now(ZoneId zone) {
      return LocalTime.now(clock(zone));
    }

    /** Replaces {@link LocalTime#now(Clock)}. */
    public static LocalTime now(Clock clock) {
      return LocalTime.now(clock);
    }
  }

  /** Replaces the methods of {@link LocalDateTime} that read the clock. */
  public static final class LocalDateTimes {
    private LocalDateTimes() {}

    /** Replaces {@link LocalDateTime#now()}. */
    public static LocalDateTime now() {
      return LocalDateTime.now(clock(ZoneId.systemDefault()));
    }

    /** Replaces {@link LocalDateTime#now(ZoneId)}. */
    public static LocalDateTime now(ZoneId zone) {
      return LocalDateTime.now(clock(zone));
    }

    /** Replaces {@link LocalDateTime#now(Clock)}. */
    public static LocalDateTime now(Clock clock) {
      return LocalDateTime.now(clock);
    }
  }

  /** Replaces the methods of {@link OffsetDateTime} that read the clock. */
  public static final class OffsetDateTimes {
    private OffsetDateTimes() {}

    /** Replaces {@link OffsetDateTime#now()}. */
    public static OffsetDateTime now() {
      return OffsetDateTime.now(clock(ZoneId.systemDefault()));
    }

    /** Replaces {@link OffsetDateTime#now(ZoneId)}. */
    public static OffsetDateTime now(ZoneId zone) {
      return OffsetDateTime.now(clock(zone));
    }

    /** Replaces {@link OffsetDateTime#now(Clock)}. */
    public static OffsetDateTime now(Clock clock) {
      return OffsetDateTime.now(clock);
    }
  }

  /** Replaces the methods of {@link OffsetTime} that read the clock. */
  public static final class OffsetTimes {
    private OffsetTimes() {}

    /** Replaces {@link OffsetTime#now()}. */
    public static OffsetTime now() {
      return OffsetTime.now(clock(ZoneId.systemDefault()));
    }

    /** Replaces {@link OffsetTime#now(ZoneId)}. */
    public static OffsetTime now(ZoneId zone) {
      return OffsetTime.now(clock(zone));
    }

    /** Replaces {@link OffsetTime#now(Clock)}. */
    public static OffsetTime now(Clock clock) {
      return OffsetTime.now(clock);
    }
  }

  /** Replaces the methods of {@link ZonedDateTime} that read the clock. */
  public static final class ZonedDateTimes {
    private ZonedDateTimes() {}

    /** Replaces {@link ZonedDateTime#now()}. */
    public static ZonedDateTime now() {
      return ZonedDateTime.now(clock(ZoneId.systemDefault()));
    }

    /** Replaces {@link ZonedDateTime#now(ZoneId)}. */
    public static ZonedDateTime now(ZoneId zone) {
      return ZonedDateTime.now(clock(zone));
    }

    /** Replaces {@link ZonedDateTime#now(Clock)}. */
    public static ZonedDateTime now(Clock clock) {
      return ZonedDateTime.now(clock);
    }
  }

  /** Replaces the methods of {@link Year} that read the clock. */
  public static final class Years {
    private Years() {}

    /** Replaces {@link Year#now()}. */
    public static Year now() {
      return Year.now(clock(ZoneId.systemDefault()));
    }

    /** Replaces {@link Year#now(ZoneId)}. */
    public static Year now(ZoneId zone) {
      return Year.now(clock(zone));
    }

    /** Replaces {@link Year#now(Clock)}. */
    public static Year now(Clock clock) {
      return Year.now(clock);
    }
  }

  /** Replaces the methods of {@link YearMonth} that read the clock. */
  public static final class YearMonths {
    private YearMonths() {}

    /** Replaces {@link YearMonth#now()}. */
    public static YearMonth now() {
      return YearMonth.now(clock(ZoneId.systemDefault()));
    }

    /** Replaces {@link YearMonth#now(ZoneId)}. */
    public static YearMonth now(ZoneId zone) {
      return YearMonth.now(clock(zone));
    }

    /** Replaces {@link YearMonth#now(Clock)}. */
    public static YearMonth now(Clock clock) {
      return YearMonth.now(clock);
    }
  }

  /** Replaces the methods of {@link MonthDay} that read the clock. */
  public static final class MonthDays {
    private MonthDays() {}

    /** Replaces {@link MonthDay#now()}. */
    public static MonthDay now() {
      return MonthDay.now(clock(ZoneId.systemDefault()));
    }

    /** Replaces {@link MonthDay#now(ZoneId)}. */
    public static MonthDay now(ZoneId zone) {
      return MonthDay.now(clock(zone));
    }

    /** Replaces {@link MonthDay#now(Clock)}. */
    public static MonthDay now(Clock clock) {
      return MonthDay.now(clock);
    }
  }
}
