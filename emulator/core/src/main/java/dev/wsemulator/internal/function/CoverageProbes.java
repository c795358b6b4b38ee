package dev.wsemulator.internal.function;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in functions' code what JaCoCo's agent would count, if the JVM has one. JaCoCo knows a
 * class by its bytes, and those that the agent sees when a function's class is defined have been
 * rewritten already: so the agent's own instrumenter is given the class as it is in its file,
 * before. The agent passes over classes that come from nowhere, as these do then. Thread-safe.
 *
 * @see <a href="https://www.jacoco.org/jacoco/trunk/doc/classids.html">JaCoCo: class ids</a>
 */
final class CoverageProbes {
  private static final Logger LOG = LoggerFactory.getLogger(CoverageProbes.class);
  private static final String AGENT = "org.jacoco.agent.rt.RT";
  private static final String SYSTEM = FunctionSystem.class.getName().replace('.', '/');
  private static final @Nullable CoverageProbes OF_AGENT = ofAgent();

  private final Object instrumenter;
  private final Method instrument;
  private final Method probes;
  private final Predicate<String> counted;

  private CoverageProbes(Object agent) throws ReflectiveOperationException {
    ClassLoader loader = agent.getClass().getClassLoader();
    String inside = agent.getClass().getPackageName() + ".";
    Class<?> accessor =
        Class.forName(inside + "core.runtime.IExecutionDataAccessorGenerator", true, loader);
    Class<?> type = Class.forName(inside + "core.instr.Instrumenter", true, loader);
    Object access =
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {accessor},
            (proxy, method, values) -> writeAccess(method.getParameterTypes()[3], values));
    instrumenter = type.getConstructor(accessor).newInstance(access);
    instrument = type.getMethod("instrument", byte[].class, String.class);
    probes =
        Class.forName(inside + "Offline", true, loader)
            .getMethod("getProbes", long.class, String.class, int.class);
    counted = counted(agent, inside, loader);
  }

  private static @Nullable CoverageProbes ofAgent() {
    try {
      Class<?> runtime = Class.forName(AGENT, true, ClassLoader.getSystemClassLoader());
      return new CoverageProbes(runtime.getMethod("getAgent").invoke(null));
    } catch (ClassNotFoundException | InvocationTargetException e) {
      return null; // there is no agent
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      LOG.warn(
          "The coverage of functions' code is not counted: this version of JaCoCo's agent is not"
              + " known ({}). Use version 0.8.15.",
          e.toString());
      return null;
    }
  }

  /** Returns whether the agent counts in a class. */
  static boolean areIn(String className) {
    return OF_AGENT != null && OF_AGENT.counted.test(className);
  }

  /** Returns the class with its probes, or as it is if the agent does not count in it. */
  static byte[] added(String className, byte[] original) {
    return areIn(className) ? OF_AGENT.instrumented(className, original) : original;
  }

  /** Returns where a class gets its probes: from its id, its name and their number. */
  static Function<Object[], boolean[]> source() {
    CoverageProbes agent = OF_AGENT;
    return agent == null ? facts -> new boolean[(int) facts[2]] : agent::probes;
  }

  private boolean[] probes(Object... facts) {
    try {
      return (boolean[]) probes.invoke(null, facts);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("JaCoCo's agent gives no probes.", e);
    }
  }

  private byte[] instrumented(String className, byte[] original) {
    try {
      return (byte[]) instrument.invoke(instrumenter, original, className);
    } catch (ReflectiveOperationException e) {
      LOG.debug("JaCoCo cannot count in {}.", className, e);
      return original;
    }
  }

  /** Writes the call of {@link FunctionSystem#probes}; returns the stack that it needs. */
  private static int writeAccess(Class<?> visitor, Object... values)
      throws ReflectiveOperationException {
    Object code = values[3];
    Method constant = visitor.getMethod("visitLdcInsn", Object.class);
    for (int i = 0; i < 3; i++) {
      constant.invoke(code, values[i]);
    }
    visitor
        .getMethod(
            "visitMethodInsn", int.class, String.class, String.class, String.class, boolean.class)
        .invoke(code, Opcodes.INVOKESTATIC, SYSTEM, "probes", "(JLjava/lang/String;I)[Z", false);
    return 4;
  }

  /** Returns the agent's own choice, by its options {@code includes} and {@code excludes}. */
  private static Predicate<String> counted(Object agent, String inside, ClassLoader loader)
      throws ReflectiveOperationException {
    Field field = agent.getClass().getDeclaredField("options");
    field.setAccessible(true);
    Object options = field.get(agent);
    Class<?> matcher = Class.forName(inside + "core.runtime.WildcardMatcher", true, loader);
    Predicate<String> included = matching(matcher, options, "getIncludes");
    Predicate<String> excluded = matching(matcher, options, "getExcludes");
    return name -> {
      String internal = name.replace('.', '/');
      return included.test(internal) && !excluded.test(internal);
    };
  }

  private static Predicate<String> matching(Class<?> matcher, Object options, String option)
      throws ReflectiveOperationException {
    String names = (String) options.getClass().getMethod(option).invoke(options);
    Object one = matcher.getConstructor(String.class).newInstance(names.replace('.', '/'));
    Method matches = matcher.getMethod("matches", String.class);
    return name -> {
      try {
        return (boolean) matches.invoke(one, name);
      } catch (ReflectiveOperationException e) {
        return false;
      }
    };
  }
}
