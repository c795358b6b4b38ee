package dev.wsemulator.internal.function;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what runs of a function's classes, where JaCoCo's agent counts in this JVM. It knows a
 * class by a checksum of its file, and would not know it again after {@link ClassRewriter}; so its
 * counters have to be in the class before. Thread-safe.
 *
 * @see <a href="https://www.jacoco.org/jacoco/trunk/doc/classids.html">Class ids of JaCoCo</a>
 */
final class Coverage {
  private static final Logger LOG = LoggerFactory.getLogger(Coverage.class);

  /** Where classes with counters find the agent; the agent defines it. */
  private static final String ACCESS = "java.lang.$JaCoCo";

  private static final @Nullable Coverage OF_THIS_JVM = find();

  private final Object instrumenter;
  private final Method instrument;

  private Coverage(Object instrumenter, Method instrument) {
    this.instrumenter = instrumenter;
    this.instrument = instrument;
  }

  private static @Nullable Coverage find() {
    try {
      Class<?> access = Class.forName(ACCESS, false, null);
      ClassLoader agents = ClassLoader.getSystemClassLoader();
      Object agent = agents.loadClass("org.jacoco.agent.rt.RT").getMethod("getAgent").invoke(null);
      String core = agent.getClass().getPackageName() + ".core.";
      Constructor<?> runtime =
          agents
              .loadClass(core + "runtime.ModifiedSystemClassRuntime")
              .getConstructor(Class.class, String.class);
      Class<?> type = agents.loadClass(core + "instr.Instrumenter");
      Constructor<?> constructor =
          type.getConstructor(agents.loadClass(core + "runtime.IExecutionDataAccessorGenerator"));
      return new Coverage(
          constructor.newInstance(runtime.newInstance(access, "data")),
          type.getMethod("instrument", byte[].class, String.class));
    } catch (ClassNotFoundException e) {
      return null; // no agent, or none that works like this
    } catch (ReflectiveOperationException | LinkageError e) {
      LOG.warn("JaCoCo does not count what functions run, as its agent is of a kind not known.", e);
      return null;
    }
  }

  /** Returns a class with counters; {@code null} if nothing is counted in this JVM. */
  static byte @Nullable [] counted(String className, byte[] original) {
    Coverage coverage = OF_THIS_JVM;
    if (coverage == null) {
      return null;
    }
    try {
      return (byte[]) coverage.instrument.invoke(coverage.instrumenter, original, className);
    } catch (IllegalAccessException | InvocationTargetException e) {
      LOG.warn("JaCoCo does not count what runs of {}.", className, e);
      return null;
    }
  }
}
