package dev.wsemulator.internal.function.inprocess;

import dev.wsemulator.internal.function.code.FunctionClassLoader;
import dev.wsemulator.internal.jvm.JvmWide;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The default time zone of a JVM in which functions run: in threads of a function that function's
 * own, as the JDK reads the default in very many places; in all others what it was. The thread's
 * context class loader identifies the function; for threads that the whole JVM shares, the stack
 * does. There is one for all emulators of a JVM.
 */
public final class DefaultTimeZone extends TimeZone {
  private static final long serialVersionUID = 1L;
  private static final StackWalker STACK = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

  /** One of each emulator's classes: the zone of the calling thread, if it is a function's. */
  private static final List<Supplier<@Nullable TimeZone>> ZONES = zones();

  /** The thread that is to see this object itself and not a copy of the zone. */
  private static final AtomicReference<@Nullable Thread> LOOKING = looking();

  private static final Supplier<@Nullable TimeZone> OWN = DefaultTimeZone::ofThread;

  private static int users;

  private final TimeZone host;
  private transient volatile ZoneId last = ZoneOffset.UTC;

  private DefaultTimeZone(TimeZone host) {
    this.host = host;
    setID(host.getID());
  }

  @SuppressWarnings("unchecked")
  private static List<Supplier<@Nullable TimeZone>> zones() {
    return JvmWide.of("zones", CopyOnWriteArrayList.class, CopyOnWriteArrayList::new);
  }

  @SuppressWarnings("unchecked")
  private static AtomicReference<@Nullable Thread> looking() {
    return JvmWide.of("zone", AtomicReference.class, AtomicReference::new);
  }

  /** Makes functions have zones of their own, until as many calls of {@link #remove}. */
  public static void install() {
    synchronized (ZONES) {
      if (users++ == 0) {
        ZONES.add(OWN);
      }
      renew();
    }
  }

  /** Retries if another default was set concurrently. */
  static void renew() {
    synchronized (ZONES) {
      TimeZone now = current();
      if (users > 0 && !isOurs(now)) {
        set(new DefaultTimeZone(now));
      }
    }
  }

  /** Restores the previous default, unless another was set in the meantime. */
  public static void remove() {
    synchronized (ZONES) {
      if (--users == 0) {
        ZONES.remove(OWN);
      }
      if (ZONES.isEmpty() && isOurs(current())) {
        TimeZone.setDefault(TimeZone.getDefault()); // a copy of what there was
      }
    }
  }

  /** Returns whether it is of these, whichever loader its class has. */
  private static boolean isOurs(TimeZone zone) {
    return zone.getClass().getName().equals(DefaultTimeZone.class.getName());
  }

  private static TimeZone current() {
    LOOKING.set(Thread.currentThread());
    try {
      return TimeZone.getDefault();
    } finally {
      LOOKING.set(null);
    }
  }

  private static void set(TimeZone zone) {
    LOOKING.set(Thread.currentThread());
    try {
      TimeZone.setDefault(zone);
    } finally {
      LOOKING.set(null);
    }
  }

  private TimeZone zone() {
    for (Supplier<@Nullable TimeZone> zones : ZONES) {
      TimeZone found = zones.get();
      if (found != null) {
        return found;
      }
    }
    return host;
  }

  private static @Nullable TimeZone ofThread() {
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
    return isCommon ? STACK.walk(DefaultTimeZone::ofStack) : null;
  }

  private static @Nullable TimeZone ofStack(Stream<StackFrame> frames) {
    return frames
        .map(frame -> frame.getDeclaringClass().getClassLoader())
        .filter(FunctionClassLoader.class::isInstance)
        .findFirst()
        .map(loader -> ((FunctionClassLoader) loader).zone())
        .orElse(null);
  }

  @Override
  public Object clone() {
    return LOOKING.get() == Thread.currentThread() ? this : zone().clone();
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
      return ZoneOffset.ofTotalSeconds(zone.getRawOffset() / 1000); // a zone set by other code
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
