package dev.wsemulator.internal.function.code;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in functions' code what JaCoCo's agent would count, if the JVM has one. JaCoCo knows a
 * class by its bytes, and those that the agent sees when a function's class is defined have been
 * rewritten already: so the agent's own instrumenter is given the class as it is in its file,
 * before. The agent ignores classes without a location, as these have then. Thread-safe.
 *
 * @see <a href="https://www.jacoco.org/jacoco/trunk/doc/classids.html">JaCoCo: class ids</a>
 */
final class CoverageProbes {
  private static final Logger LOG = LoggerFactory.getLogger(CoverageProbes.class);
  private static final String AGENT = "org.jacoco.agent.rt.RT";

  /** Where classes with probes find the agent, which defines it. */
  private static final String ACCESS = "java.lang.$JaCoCo";

  private static final @Nullable CoverageProbes OF_AGENT = ofAgent();

  private final Object instrumenter;
  private final Method instrument;
  private final Predicate<String> counted;

  private CoverageProbes(Object agent, Class<?> access) throws ReflectiveOperationException {
    ClassLoader loader = agent.getClass().getClassLoader();
    String inside = agent.getClass().getPackageName() + ".";
    Object runtime =
        Class.forName(inside + "core.runtime.ModifiedSystemClassRuntime", true, loader)
            .getConstructor(Class.class, String.class)
            .newInstance(access, "data");
    Class<?> type = Class.forName(inside + "core.instr.Instrumenter", true, loader);
    instrumenter =
        type.getConstructor(
                Class.forName(
                    inside + "core.runtime.IExecutionDataAccessorGenerator", true, loader))
            .newInstance(runtime);
    instrument = type.getMethod("instrument", byte[].class, String.class);
    counted = counted(agent, inside, loader);
  }

  private static @Nullable CoverageProbes ofAgent() {
    try {
      Class<?> access = Class.forName(ACCESS, false, null);
      Class<?> agent = Class.forName(AGENT, true, ClassLoader.getSystemClassLoader());
      return new CoverageProbes(agent.getMethod("getAgent").invoke(null), access);
    } catch (ClassNotFoundException | InvocationTargetException e) {
      return null; // the agent is not loaded
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
    CoverageProbes probes = OF_AGENT;
    return probes != null && areIn(className) ? probes.instrumented(className, original) : original;
  }

  private byte[] instrumented(String className, byte[] original) {
    try {
      return (byte[]) instrument.invoke(instrumenter, original, className);
    } catch (ReflectiveOperationException e) {
      LOG.debug("JaCoCo cannot count in {}.", className, e);
      return original;
    }
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
