package dev.wsemulator.lambda;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** How functions run in child processes. Immutable. */
public final class ProcessSettings {
  private static final int LEAST_PORT = 1;
  private static final int MOST_PORT = 65_535;

  private final Builder values;

  private ProcessSettings(Builder values) {
    this.values = values;
  }

  /** Returns what holds unless told otherwise. */
  public static ProcessSettings defaults() {
    return builder().build();
  }

  /** Returns a builder that starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with these settings. */
  public Builder toBuilder() {
    return values.copy();
  }

  /** Returns how many processes a function has at most; further events wait until one is free. */
  public int maxProcesses() {
    return values.maxProcesses;
  }

  /** Returns whether a process is stopped between its invocations. */
  public boolean freezes() {
    return values.freezes;
  }

  /** Returns whether a process that uses more than its function's memory is killed. */
  public boolean limitsMemory() {
    return values.limitsMemory;
  }

  /** Returns whether functions in Java run in a JVM of their own, too. */
  public boolean isolatesJava() {
    return values.isolatesJava;
  }

  /** Returns the programs in place of those on the path, by the name of the runtime. */
  public Map<String, Path> programs() {
    return values.programs;
  }

  /** Returns the ports at which debuggers find functions, by the functions' names. */
  public Map<String, Integer> debugPorts() {
    return values.debugPorts;
  }

  /** Builds settings. Not thread-safe. */
  public static final class Builder {
    private int maxProcesses = 10;
    private boolean freezes;
    private boolean limitsMemory;
    private boolean isolatesJava;
    private Map<String, Path> programs = Map.of();
    private Map<String, Integer> debugPorts = Map.of();

    private Builder() {}

    /**
     * Sets how many processes a function has at most, 10 by default.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maxProcesses(int number) {
      if (number < 1) {
        throw new IllegalArgumentException(
            "A function needs at least 1 process, not %d.".formatted(number));
      }
      maxProcesses = number;
      return this;
    }

    /**
     * Sets whether a process is stopped between its invocations, as Lambda does: what it does in
     * the background goes on only during its next invocation. Not on Windows.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Execution
     *     environments</a>
     */
    public Builder freeze(boolean each) {
      freezes = each;
      return this;
    }

    /**
     * Sets whether a process that uses more than its function's memory is killed, as Lambda does.
     * Known on Linux only.
     */
    public Builder limitMemory(boolean each) {
      limitsMemory = each;
      return this;
    }

    /** Sets whether functions in Java run in a JVM of their own, too. */
    public Builder isolateJava(boolean each) {
      isolatesJava = each;
      return this;
    }

    /**
     * Sets the program for a runtime, in place of the one on the path. Functions of a runtime for
     * Java that has one run in a JVM of their own.
     *
     * @param runtime Lambda's name of it, such as {@code nodejs22.x}
     */
    public Builder program(String runtime, Path program) {
      Map<String, Path> all = new HashMap<>(programs);
      all.put(
          Objects.requireNonNull(runtime, "runtime"), Objects.requireNonNull(program, "program"));
      programs = Map.copyOf(all);
      return this;
    }

    /**
     * Lets a debugger find a function in Node.js, Python or a JVM of its own at a port of this
     * machine. The function has one process then; see also {@link
     * dev.wsemulator.EmulatorBuilder#debug}.
     *
     * @param functionName its name, or its logical id in the template
     * @throws IllegalArgumentException if it is not a port
     */
    public Builder debug(String functionName, int port) {
      if (port < LEAST_PORT || port > MOST_PORT) {
        throw new IllegalArgumentException(
            "%d is not a port, which is from %d to %d.".formatted(port, LEAST_PORT, MOST_PORT));
      }
      Map<String, Integer> all = new HashMap<>(debugPorts);
      all.put(Objects.requireNonNull(functionName, "functionName"), port);
      debugPorts = Map.copyOf(all);
      return this;
    }

    /** Returns the settings. */
    public ProcessSettings build() {
      return new ProcessSettings(copy());
    }

    private Builder copy() {
      Builder copy = new Builder();
      copy.maxProcesses = maxProcesses;
      copy.freezes = freezes;
      copy.limitsMemory = limitsMemory;
      copy.isolatesJava = isolatesJava;
      copy.programs = programs;
      copy.debugPorts = debugPorts;
      return copy;
    }
  }
}
