package dev.wsemulator.internal.function.substitute;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The methods of the JDK that function code calls by another name: those that would show it, or let
 * it change, the process that it shares with the emulator. Each has a substitute of the same name:
 * a static method that takes the same arguments, after the object if there is one. Each function
 * has its own copy of this class and of the substitutes.
 */
public final class Substitutes {
  private static final String PACKAGE = "dev.wsemulator.internal.function.substitute.";
  private static final String SYSTEM = PACKAGE + "FunctionSystem";
  private static final String PROPERTIES = PACKAGE + "FunctionProperties";
  private static final String PROCESSES = PACKAGE + "FunctionProcesses";
  private static final String REFLECTION = PACKAGE + "FunctionReflection";
  private static final String LOADERS = PACKAGE + "FunctionLoaders";
  private static final String TIMERS = PACKAGE + "FunctionTimers";
  private static final String CLOCK = PACKAGE + "FunctionClock";
  private static final String NETWORK = "dev.wsemulator.internal.function.egress.FunctionNetwork";

  /** All classes of which a function has its own copy, without their inner classes. */
  private static final Set<String> CLASSES =
      Set.of(
          PACKAGE + "Substitutes",
          PACKAGE + "FunctionFiles",
          SYSTEM,
          PROPERTIES,
          PROCESSES,
          REFLECTION,
          LOADERS,
          TIMERS,
          CLOCK,
          NETWORK);

  /** By the class of the JDK and the name of its method. */
  private static final Map<String, Map<String, String>> METHODS =
      Map.ofEntries(
          Map.entry(
              "java.lang.System",
              Map.ofEntries(
                  Map.entry("getenv", SYSTEM),
                  Map.entry("currentTimeMillis", CLOCK),
                  Map.entry("exit", SYSTEM),
                  Map.entry("setOut", SYSTEM),
                  Map.entry("setErr", SYSTEM),
                  Map.entry("getProperty", PROPERTIES),
                  Map.entry("getProperties", PROPERTIES),
                  Map.entry("setProperty", PROPERTIES),
                  Map.entry("setProperties", PROPERTIES),
                  Map.entry("clearProperty", PROPERTIES))),
          Map.entry("java.time.Instant", Map.of("now", CLOCK + "$Instants")),
          Map.entry(
              "java.time.Clock",
              Map.of(
                  "systemUTC", CLOCK + "$Clocks",
                  "systemDefaultZone", CLOCK + "$Clocks",
                  "system", CLOCK + "$Clocks",
                  "tickMillis", CLOCK + "$Clocks",
                  "tickSeconds", CLOCK + "$Clocks",
                  "tickMinutes", CLOCK + "$Clocks")),
          Map.entry("java.time.LocalDate", Map.of("now", CLOCK + "$LocalDates")),
          Map.entry("java.time.LocalTime", Map.of("now", CLOCK + "$LocalTimes")),
          Map.entry("java.time.LocalDateTime", Map.of("now", CLOCK + "$LocalDateTimes")),
          Map.entry("java.time.OffsetDateTime", Map.of("now", CLOCK + "$OffsetDateTimes")),
          Map.entry("java.time.OffsetTime", Map.of("now", CLOCK + "$OffsetTimes")),
          Map.entry("java.time.ZonedDateTime", Map.of("now", CLOCK + "$ZonedDateTimes")),
          Map.entry("java.time.Year", Map.of("now", CLOCK + "$Years")),
          Map.entry("java.time.YearMonth", Map.of("now", CLOCK + "$YearMonths")),
          Map.entry("java.time.MonthDay", Map.of("now", CLOCK + "$MonthDays")),
          Map.entry("java.util.Calendar", Map.of("getInstance", CLOCK + "$Calendars")),
          Map.entry("java.lang.Integer", Map.of("getInteger", PROPERTIES)),
          Map.entry("java.lang.Long", Map.of("getLong", PROPERTIES)),
          Map.entry("java.lang.Boolean", Map.of("getBoolean", PROPERTIES)),
          Map.entry(
              "java.lang.Runtime",
              Map.of("exit", SYSTEM, "halt", SYSTEM, "addShutdownHook", SYSTEM, "exec", PROCESSES)),
          Map.entry(
              "java.lang.ProcessBuilder",
              Map.of("environment", PROCESSES, "start", PROCESSES, "startPipeline", PROCESSES)),
          Map.entry(
              "java.lang.ClassLoader",
              Map.of(
                  "getSystemClassLoader", LOADERS,
                  "getSystemResource", LOADERS,
                  "getSystemResources", LOADERS,
                  "getSystemResourceAsStream", LOADERS)),
          Map.entry("java.net.URLClassLoader", Map.of("newInstance", LOADERS)),
          Map.entry("java.lang.Thread", Map.of("getContextClassLoader", LOADERS)),
          Map.entry("java.util.Timer", Map.of("schedule", TIMERS, "scheduleAtFixedRate", TIMERS)),
          Map.entry(
              "java.util.concurrent.Executors", Map.of("newSingleThreadScheduledExecutor", SYSTEM)),
          Map.entry("java.util.TimeZone", Map.of("setDefault", SYSTEM)),
          Map.entry(
              "java.net.URL",
              Map.of("openConnection", NETWORK, "openStream", NETWORK, "getContent", NETWORK)),
          Map.entry("java.net.InetAddress", Map.of("getByName", NETWORK, "getAllByName", NETWORK)),
          Map.entry(
              "java.net.http.HttpClient",
              Map.of(
                  "newHttpClient", NETWORK,
                  "newBuilder", NETWORK,
                  "cookieHandler", NETWORK,
                  "send", NETWORK,
                  "sendAsync", NETWORK)),
          Map.entry(
              "java.lang.invoke.MethodHandles$Lookup",
              Map.of(
                  "findStatic", REFLECTION,
                  "findVirtual", REFLECTION,
                  "findStaticGetter", REFLECTION,
                  "unreflect", REFLECTION,
                  "unreflectGetter", REFLECTION,
                  "defineClass", LOADERS,
                  "defineHiddenClass", LOADERS,
                  "defineHiddenClassWithClassData", LOADERS)));

  private Substitutes() {}

  /**
   * Returns the class that has the substitute of a method, or {@code null} if the method has none.
   *
   * @param owner a class, by the name that {@link Class#getName} has
   */
  public static @Nullable String of(String owner, String method) {
    Map<String, String> methods = METHODS.get(owner);
    return methods == null ? null : methods.get(method);
  }

  /** Returns the names of the methods of a class that have substitutes. */
  public static Set<String> methods(String owner) {
    return METHODS.getOrDefault(owner, Map.of()).keySet();
  }

  /** Returns the names of the classes whose methods have substitutes. */
  public static Set<String> owners() {
    return METHODS.keySet();
  }

  /** Returns whether each function has a copy of its own of the class. */
  public static boolean isCopied(String className) {
    int inner = className.indexOf('$');
    return CLASSES.contains(inner < 0 ? className : className.substring(0, inner));
  }
}
