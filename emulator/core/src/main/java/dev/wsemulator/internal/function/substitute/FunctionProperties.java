package dev.wsemulator.internal.function.substitute;

import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Substitutes for the methods of the JDK that read and change system properties: each execution
 * environment has its own properties. Libraries that environments share see those of the caller's.
 * Parts of the JDK that read properties see those of the process. Thread-safe.
 */
public final class FunctionProperties {
  private static final String FOLDER = "user.dir";

  private static volatile Properties properties = new Properties();

  /** Returns those of the calling thread's environment, or null. */
  private static volatile Supplier<Properties> ofCaller = () -> null;

  private FunctionProperties() {}

  static void set(Properties initial) {
    properties = initial;
  }

  /** Sets where the code of shared libraries finds those of its callers. */
  static void setCaller(Supplier<Properties> caller) {
    ofCaller = caller;
  }

  /** Returns what knows those that there are now. */
  static Supplier<Properties> holder() {
    return () -> properties;
  }

  private static Properties all() {
    Properties callers = ofCaller.get();
    return callers == null ? properties : callers;
  }

  /** Replaces {@link System#getProperty(String)}. */
  public static String getProperty(String key) {
    requireName(key);
    if (key.equals(FOLDER)) {
      FunctionSystem.unpack();
    }
    return all().getProperty(key);
  }

  /** Replaces {@link System#getProperty(String, String)}. */
  public static String getProperty(String key, String absent) {
    String value = getProperty(key);
    return value == null ? absent : value;
  }

  /** Replaces {@link System#getProperties}. */
  public static Properties getProperties() {
    FunctionSystem.unpack();
    return all();
  }

  /** Replaces {@link System#setProperty}. */
  public static String setProperty(String key, String value) {
    requireName(key);
    return (String) all().setProperty(key, value);
  }

  /** Replaces {@link System#setProperties}. */
  public static void setProperties(Properties all) {
    properties = all == null ? new Properties() : all;
  }

  /** Replaces {@link System#clearProperty}. */
  public static String clearProperty(String key) {
    requireName(key);
    return (String) all().remove(key);
  }

  /** Replaces {@link Boolean#getBoolean}. */
  public static boolean getBoolean(String name) {
    return Boolean.parseBoolean(valueOf(name));
  }

  /** Replaces {@link Integer#getInteger(String)}. */
  public static @Nullable Integer getInteger(String name) {
    return getInteger(name, null);
  }

  /** Replaces {@link Integer#getInteger(String, int)}. */
  public static Integer getInteger(String name, int absent) {
    Integer value = getInteger(name, null);
    return value == null ? Integer.valueOf(absent) : value;
  }

  /** Replaces {@link Integer#getInteger(String, Integer)}. */
  public static @Nullable Integer getInteger(String name, @Nullable Integer absent) {
    String value = valueOf(name);
    try {
      return value == null ? absent : Integer.decode(value);
    } catch (NumberFormatException e) {
      return absent; // as the JDK's own does
    }
  }

  /** Replaces {@link Long#getLong(String)}. */
  public static @Nullable Long getLong(String name) {
    return getLong(name, null);
  }

  /** Replaces {@link Long#getLong(String, long)}. */
  public static Long getLong(String name, long absent) {
    Long value = getLong(name, null);
    return value == null ? Long.valueOf(absent) : value;
  }

  /** Replaces {@link Long#getLong(String, Long)}. */
  public static @Nullable Long getLong(String name, @Nullable Long absent) {
    String value = valueOf(name);
    try {
      return value == null ? absent : Long.decode(value);
    } catch (NumberFormatException e) {
      return absent; // as the JDK's own does
    }
  }

  private static @Nullable String valueOf(@Nullable String name) {
    return name == null || name.isEmpty() ? null : getProperty(name);
  }

  private static void requireName(String key) {
    if (key == null) {
      throw new NullPointerException("key can't be null");
    }
    if (key.isEmpty()) {
      throw new IllegalArgumentException("key can't be empty");
    }
  }
}
