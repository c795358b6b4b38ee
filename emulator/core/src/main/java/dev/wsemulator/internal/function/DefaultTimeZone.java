package dev.wsemulator.internal.function;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The default time zone of a JVM in which functions run: in threads of a function that function's
 * own, as the JDK reads the default in very many places; in all others what it was. Whose thread it
 * is, its context class loader tells; for threads that the whole JVM shares, the stack does.
 */
final class DefaultTimeZone extends TimeZone {
  private static final long serialVersionUID = 1L;
  private static final StackWalker STACK = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

  /** The thread that is to see this object itself and not a copy of the zone. */
  private static volatile @Nullable Thread looking;

  private static int users;

  private final TimeZone host;
  private transient volatile ZoneId last = ZoneOffset.UTC;

  private DefaultTimeZone(TimeZone host) {
    this.host = host;
    setID(host.getID());
  }

  /** Makes functions have zones of their own, until as many calls of {@link #remove}. */
  static synchronized void install() {
    users++;
    renew();
  }

  /** Does it again if somebody has set another default meanwhile. */
  static synchronized void renew() {
    TimeZone now = current();
    if (users > 0 && !(now instanceof DefaultTimeZone)) {
      set(new DefaultTimeZone(now));
    }
  }

  /** Sets the default back that there was, unless somebody has set another. */
  static synchronized void remove() {
    users--;
    if (users == 0 && current() instanceof DefaultTimeZone own) {
      set(own.host);
    }
  }

  private static TimeZone current() {
    looking = Thread.currentThread();
    try {
      return TimeZone.getDefault();
    } finally {
      looking = null;
    }
  }

  private static void set(TimeZone zone) {
    looking = Thread.currentThread();
    try {
      TimeZone.setDefault(zone);
    } finally {
      looking = null;
    }
  }

  private TimeZone zone() {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    while (loader != null) {
      if (loader instanceof FunctionClassLoader own) {
        return own.zone();
      }
      loader = loader.getParent();
    }
    boolean isCommon =
        thread instanceof ForkJoinWorkerThread worker
            && worker.getPool() == ForkJoinPool.commonPool();
    return isCommon ? STACK.walk(this::zone) : host;
  }

  private TimeZone zone(Stream<StackFrame> frames) {
    return frames
        .map(frame -> frame.getDeclaringClass().getClassLoader())
        .filter(FunctionClassLoader.class::isInstance)
        .findFirst()
        .map(loader -> ((FunctionClassLoader) loader).zone())
        .orElse(host);
  }

  @Override
  public Object clone() {
    return looking == Thread.currentThread() ? this : zone().clone();
  }

  @Override
  public String getID() {
    return zone().getID();
  }

  /** Not that of the function's zone: zones ask the default one if it has the same name. */
  @Override
  public ZoneId toZoneId() {
    TimeZone zone = zone();
    ZoneId known = last;
    if (known.getId().equals(zone.getID())) {
      return known;
    }
    ZoneId id = zoneId(zone);
    last = id;
    return id;
  }

  private static ZoneId zoneId(TimeZone zone) {
    try {
      return ZoneId.of(zone.getID(), ZoneId.SHORT_IDS);
    } catch (DateTimeException e) {
      return ZoneOffset.ofTotalSeconds(zone.getRawOffset() / 1000); // a zone of somebody's own
    }
  }

  @Override
  public String getDisplayName(boolean daylight, int style, Locale locale) {
    return zone().getDisplayName(daylight, style, locale);
  }

  @Override
  public int getOffset(int era, int year, int month, int day, int dayOfWeek, int milliseconds) {
    return zone().getOffset(era, year, month, day, dayOfWeek, milliseconds);
  }

  @Override
  public int getOffset(long date) {
    return zone().getOffset(date);
  }

  @Override
  public int getRawOffset() {
    return zone().getRawOffset();
  }

  @Override
  public void setRawOffset(int offsetMillis) {
    throw new UnsupportedOperationException("Set the default time zone as a whole.");
  }

  @Override
  public int getDSTSavings() {
    return zone().getDSTSavings();
  }

  @Override
  public boolean useDaylightTime() {
    return zone().useDaylightTime();
  }

  @Override
  public boolean observesDaylightTime() {
    return zone().observesDaylightTime();
  }

  @Override
  public boolean inDaylightTime(Date date) {
    return zone().inDaylightTime(date);
  }

  @Override
  public boolean hasSameRules(TimeZone other) {
    return zone().hasSameRules(other);
  }

  private Object writeReplace() {
    return zone();
  }
}
