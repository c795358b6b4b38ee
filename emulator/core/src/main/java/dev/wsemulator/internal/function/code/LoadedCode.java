package dev.wsemulator.internal.function.code;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import dev.wsemulator.internal.function.environment.FunctionThreads;
import dev.wsemulator.internal.function.environment.Workers;
import dev.wsemulator.internal.function.handler.Serialization;
import dev.wsemulator.internal.function.rewrite.ClassRewriter;
import dev.wsemulator.internal.function.substitute.FunctionClock;
import dev.wsemulator.internal.function.substitute.FunctionLoaders;
import dev.wsemulator.internal.function.substitute.FunctionProperties;
import dev.wsemulator.internal.function.substitute.FunctionSystem;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A class loader with a function's classes, and the means to end the threads that run them. As each
 * execution environment is a process of its own on Lambda, each has one of these, and shares only
 * the {@link SharedLibraries} with the function's others. Thread-safe.
 */
public final class LoadedCode {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedCode.class);

  private final ClassLoader loader;
  private final @Nullable RuntimeClassLoader runtime;
  private final @Nullable LoadedCode libraries;
  private final Supplier<@Nullable Properties> properties;
  private final Serialization serialization;
  private final Log4jContext log4j;
  private final Set<FunctionThreads> groups = ConcurrentHashMap.newKeySet();
  private volatile boolean outdated;

  /**
   * What code finds in place of the parts of a process.
   *
   * @param onExit takes the status with which the code ends its process
   * @param traceHeader returns that of the invocation that the calling thread works for
   */
  public record ProcessView(
      Map<String, String> variables, IntConsumer onExit, Supplier<@Nullable String> traceHeader) {}

  private LoadedCode(
      ClassLoader loader, @Nullable RuntimeClassLoader runtime, @Nullable LoadedCode libraries) {
    this.loader = loader;
    this.runtime = runtime;
    this.libraries = libraries;
    this.properties = holder();
    this.serialization = new Serialization(loader);
    this.log4j = new Log4jContext(loader);
  }

  /** Shares classes with the loader's other users; its threads can only be interrupted. */
  public static LoadedCode shared(@Nullable ClassLoader loader) {
    return new LoadedCode(loader == null ? LoadedCode.class.getClassLoader() : loader, null, null);
  }

  /**
   * Has classes of its own.
   *
   * @param libraries what it shares with other code; {@code null} for nothing
   */
  public static LoadedCode isolated(
      FunctionClassLoader loader, ProcessView view, @Nullable LoadedCode libraries) {
    JvmResidue.note();
    LoadedCode code = new LoadedCode(loader, loader.runtime(), libraries);
    Map<String, String> variables = view.variables();
    ClassPath files = loader.classPath();
    Runnable unpack = files::unpack;
    Runnable unpackAll = files::unpackAll;
    UnaryOperator<byte[]> rewriter = ClassRewriter::rewrite;
    Consumer<TimeZone> zones =
        zone -> loader.setZone(zone == null ? SystemProperties.zone(variables) : zone);
    zones.accept(null);
    code.call(FunctionSystem.class, "set", variables, view.onExit());
    code.call(FunctionSystem.class, "setFolder", files.taskRoot().toFile(), unpack, unpackAll);
    code.call(FunctionSystem.class, "setZones", zones);
    code.call(FunctionProperties.class, "set", SystemProperties.of(variables, view.traceHeader()));
    code.call(FunctionLoaders.class, "set", loader, rewriter);
    return code;
  }

  /** Sets what returns the version that the calling thread works for. */
  public void version(Supplier<@Nullable String> called) {
    call(FunctionSystem.class, "setVersion", called);
  }

  /** Sets the clock that the function's code reads. */
  public void clock(Supplier<Instant> emulatorClock) {
    call(FunctionClock.class, "set", emulatorClock);
  }

  /** Sets what returns the system properties of the environment that the calling thread is in. */
  public void propertiesOfCaller(Supplier<@Nullable Properties> called) {
    call(FunctionProperties.class, "setCaller", called);
  }

  /** Returns the system properties of this code, or {@code null} if it has those of the process. */
  @Nullable
  public Properties properties() {
    return properties.get();
  }

  /** Returns what it shares with other environments of the function, or {@code null}. */
  @Nullable LoadedCode libraries() {
    return libraries;
  }

  @SuppressWarnings("unchecked")
  private Supplier<@Nullable Properties> holder() {
    Object found = call(FunctionProperties.class, "holder");
    return found == null ? () -> null : (Supplier<@Nullable Properties>) found;
  }

  /** Sets what the function's code has as {@code System.out} and {@code System.err}. */
  public void redirect(PrintStream out, PrintStream err) {
    call(FunctionSystem.class, "redirect", out, err);
  }

  /** Sets the logger that Lambda's runtime leaves for frameworks. */
  public void log(LambdaLogger logger) {
    try {
      Field field =
          Class.forName(LambdaRuntime.class.getName(), true, loader).getDeclaredField("logger");
      field.setAccessible(true);
      field.set(null, logger);
    } catch (ReflectiveOperationException | LinkageError e) { // another version, of the function's
      LOG.debug("{} keeps the logger that it has.", loader, e);
    }
  }

  public ClassLoader loader() {
    return loader;
  }

  public Log4jContext log4j() {
    return log4j;
  }

  /**
   * Notes whose threads run it: what one environment has made, such as a thread pool, others use
   * after its end. Code that the emulator has not loaded is used after the emulator's end, too.
   */
  public void runsIn(ThreadGroup group) {
    if (libraries != null) {
      libraries.runsIn(group); // pools of libraries outlive the environment
    } else if (group instanceof FunctionThreads own) {
      own.keep();
      groups.add(own);
    }
  }

  /** Does what the JDK would do once in the process that this code would have for itself. */
  public void begin() {
    if (libraries != null && loader instanceof FunctionClassLoader own) {
      JdbcDrivers.load(own);
    }
  }

  /** Marks it as older than the files that it was loaded from. */
  void outdate() {
    outdated = true;
  }

  /** Returns whether no invocation is to begin with it any more. */
  public boolean isOutdated() {
    return outdated;
  }

  public Serialization serialization() {
    return serialization;
  }

  /** Makes the thread leave the function at its next turn of a loop. */
  public void stop(Thread thread) {
    call(FunctionSystem.class, "stop", thread);
    if (libraries != null) {
      libraries.stop(thread);
    }
  }

  /** Takes back {@link #stop} for a thread that has left the function. */
  public void release(Thread thread) {
    call(FunctionSystem.class, "release", thread);
    if (libraries != null) {
      libraries.release(thread);
    }
  }

  /** Ends all threads in the function's code, and names those that the function started. */
  public List<Thread> stopAll() {
    if (runtime == null) {
      return List.of();
    }
    List<Thread> own = threads().filter(t -> t.getContextClassLoader() == loader).toList();
    call(FunctionSystem.class, "stopAll");
    own.stream().filter(t -> t != Thread.currentThread()).forEach(Thread::interrupt);
    return own;
  }

  /** Lets threads that shared libraries have started, and that go on, keep no classes of this. */
  private void leaveThreads(LoadedCode to) {
    threads()
        .filter(thread -> thread.getContextClassLoader() == loader && !Workers.has(thread))
        .forEach(thread -> thread.setContextClassLoader(to.loader));
    to.call(FunctionSystem.class, "forget", loader);
  }

  private static java.util.stream.Stream<Thread> threads() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    Thread[] all = new Thread[group.activeCount() * 2 + 16];
    int count = group.enumerate(all);
    return Arrays.stream(all, 0, count);
  }

  public void close() {
    serialization.forgetTypes();
    if (loader instanceof FunctionClassLoader own) {
      JvmResidue.remove(own);
      if (libraries != null) {
        leaveThreads(libraries);
      }
      groups.forEach(FunctionThreads::letGo);
      try {
        own.close();
      } catch (IOException e) {
        throw new UncheckedIOException("The class loader " + loader + " cannot be closed.", e);
      }
    }
  }

  /** Calls a method of the function's copy of a class. */
  private @Nullable Object call(Class<?> original, String name, Object... arguments) {
    if (runtime == null) {
      return null;
    }
    try {
      Class<?> copy = Class.forName(original.getName(), true, runtime);
      Method method =
          Arrays.stream(copy.getDeclaredMethods())
              .filter(candidate -> candidate.getName().equals(name))
              .findFirst()
              .orElseThrow();
      method.setAccessible(true);
      return method.invoke(null, arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          original.getSimpleName() + "." + name + " cannot be called.", e);
    }
  }
}
