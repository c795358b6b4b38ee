package dev.wsemulator.internal.function.substitute;

import dev.wsemulator.internal.function.code.FunctionClassLoader;
import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.Timer;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Substitutes for parts of {@link System} and {@link Runtime}, and the check at the end of every
 * iteration of a loop. Each {@link FunctionClassLoader} has a copy of its own, so that the static
 * fields belong to one execution environment, or to the libraries that a function's share; the copy
 * in the emulator's own loader is never used. It must need nothing but the JDK. Thread-safe.
 */
public final class FunctionSystem {
  /** Replaces {@link System#out}; public for the function's reflection. */
  public static volatile PrintStream out = System.out;

  /** Replaces {@link System#err}; public for the function's reflection. */
  public static volatile PrintStream err = System.err;

  private static final String VERSION = "AWS_LAMBDA_FUNCTION_VERSION";
  private static final String TASK_ROOT = "LAMBDA_TASK_ROOT";
  private static final Set<Thread> STOPPED = ConcurrentHashMap.newKeySet();

  /** Thread pools and timers of the function, which would keep its threads and classes forever. */
  private static final Set<Object> POOLS =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** What the function wants to be done at the end of the JVM, which would keep its classes. */
  private static final Set<Thread> HOOKS = ConcurrentHashMap.newKeySet();

  private static Map<String, String> environment = Map.of();
  private static Supplier<String> version = () -> null;

  /** The environment as it is for each version that the function is called by. */
  private static final Map<String, Map<String, String>> BY_VERSION = new ConcurrentHashMap<>();

  private static IntConsumer exits = status -> {};
  private static File folder = new File("").getAbsoluteFile();
  private static Runnable unpacking = () -> {};
  private static Runnable unpackingAll = () -> {};
  private static Consumer<TimeZone> zones = zone -> {};

  /** Whether any thread has to stop; keeps the check in loops to one read. */
  private static volatile boolean stopping;

  private static volatile boolean closed;

  private FunctionSystem() {}

  static void set(Map<String, String> variables, IntConsumer onExit) {
    environment = variables;
    exits = onExit;
  }

  /**
   * @param called returns the version that the calling thread works for, or null
   */
  static void setVersion(Supplier<String> called) {
    version = called;
  }

  /**
   * @param taskRoot the folder with the function's code
   * @param unpack unpacks files there on first access
   * @param unpackAll puts everything there
   */
  static void setFolder(File taskRoot, Runnable unpack, Runnable unpackAll) {
    folder = taskRoot;
    unpacking = unpack;
    unpackingAll = unpackAll;
  }

  static void setZones(Consumer<TimeZone> onZone) {
    zones = onZone;
  }

  /** Returns the folder with the function's code. */
  static File folder() {
    return folder;
  }

  /** Makes sure that the files beside the classes are in the folder. */
  static void unpack() {
    unpacking.run();
  }

  /** Makes sure that all code is in the folder. */
  static void unpackAll() {
    unpackingAll.run();
  }

  static void redirect(PrintStream newOut, PrintStream newErr) {
    out = newOut;
    err = newErr;
  }

  /** Replaces {@link System#out}. */
  public static PrintStream out() {
    return out;
  }

  /** Replaces {@link System#err}. */
  public static PrintStream err() {
    return err;
  }

  /** Replaces {@link System#setOut}. */
  public static void setOut(PrintStream stream) {
    out = stream;
  }

  /** Replaces {@link System#setErr}. */
  public static void setErr(PrintStream stream) {
    err = stream;
  }

  /** Replaces {@link Throwable#printStackTrace()}. */
  public static void printStackTrace(Object thrown) throws ReflectiveOperationException {
    if (thrown instanceof Throwable throwable) {
      throwable.printStackTrace(err);
    } else { // only its name is that of an exception
      Method own = thrown.getClass().getMethod("printStackTrace");
      own.invoke(thrown);
    }
  }

  /** Replaces {@link System#getenv(String)}. */
  public static @Nullable String getenv(String name) {
    if (TASK_ROOT.equals(name)) {
      unpack();
    }
    return VERSION.equals(name) ? environment().get(name) : environment.get(name);
  }

  /** Replaces {@link System#getenv()}. */
  public static Map<String, String> getenv() {
    unpack();
    return environment();
  }

  /** Environments are shared by all versions, which differ in their number only. */
  private static Map<String, String> environment() {
    String called = version.get();
    return called == null || called.equals(environment.get(VERSION))
        ? environment
        : BY_VERSION.computeIfAbsent(called, FunctionSystem::withVersion);
  }

  private static Map<String, String> withVersion(String called) {
    Map<String, String> variables = new TreeMap<>(environment);
    variables.put(VERSION, called);
    return Collections.unmodifiableMap(variables);
  }

  /** Replaces {@link System#exit(int)}. */
  public static void exit(int status) {
    exits.accept(status);
    throw new Ended("The function has ended its process with status " + status + ".");
  }

  /** Replaces {@link Runtime#exit(int)}. */
  public static void exit(Runtime runtime, int status) {
    exit(status);
  }

  /** Replaces {@link Runtime#halt(int)}. */
  public static void halt(Runtime runtime, int status) {
    exit(status);
  }

  /** Replaces {@link TimeZone#setDefault}. */
  public static void setDefault(TimeZone zone) {
    zones.accept(zone);
  }

  /** Called at the end of every turn of a loop; does not return in a thread that has to stop. */
  public static void checkpoint() {
    if (stopping && (closed || STOPPED.contains(Thread.currentThread()))) {
      if (closed) {
        Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> {});
      }
      throw new Ended("The invocation is over.");
    }
  }

  /** Called with every thread pool and timer that the function makes. */
  public static void track(Object pool) {
    POOLS.add(pool);
    if (closed) {
      shutDown(pool);
    }
  }

  /**
   * Replaces {@link Executors#newSingleThreadScheduledExecutor()}: what that returns may be lost
   * while its thread goes on, but not what is in it.
   */
  public static ScheduledExecutorService newSingleThreadScheduledExecutor() {
    return single(new ScheduledThreadPoolExecutor(1));
  }

  /** Replaces {@link Executors#newSingleThreadScheduledExecutor(ThreadFactory)}. */
  public static ScheduledExecutorService newSingleThreadScheduledExecutor(ThreadFactory threads) {
    return single(new ScheduledThreadPoolExecutor(1, threads));
  }

  private static ScheduledExecutorService single(ScheduledThreadPoolExecutor pool) {
    track(pool);
    return Executors.unconfigurableScheduledExecutorService(pool);
  }

  /** Replaces {@link Runtime#addShutdownHook(Thread)}. */
  public static void addShutdownHook(Runtime runtime, Thread hook) {
    runtime.addShutdownHook(hook);
    HOOKS.add(hook);
  }

  /** Lets hooks of shared libraries keep no environment that is over. */
  static void forget(ClassLoader environment) {
    HOOKS.stream()
        .filter(hook -> hook.getContextClassLoader() == environment)
        .forEach(hook -> hook.setContextClassLoader(FunctionSystem.class.getClassLoader()));
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) { // the JVM is about to end: the hook runs
      HOOKS.remove(hook);
    }
  }

  private static void shutDown(Object pool) {
    if (pool instanceof ExecutorService executor) {
      executor.shutdownNow();
    } else if (pool instanceof Timer timer) {
      timer.cancel();
    }
  }

  static void stop(Thread thread) {
    STOPPED.add(thread);
    stopping = true;
  }

  static void release(Thread thread) {
    STOPPED.remove(thread);
  }

  static void stopAll() {
    closed = true;
    stopping = true;
    List<Object> pools;
    synchronized (POOLS) {
      pools = List.copyOf(POOLS);
    }
    pools.forEach(FunctionSystem::shutDown);
    FunctionTimers.cancelAll();
    HOOKS.forEach(FunctionSystem::removeHook);
    HOOKS.clear();
  }

  /**
   * Unwinds a thread of a function; not an exception, so that only code that catches everything
   * holds it up.
   */
  public static final class Ended extends Error {
    private static final long serialVersionUID = 1L;

    Ended(String message) {
      super(message, null, false, false);
    }
  }
}
