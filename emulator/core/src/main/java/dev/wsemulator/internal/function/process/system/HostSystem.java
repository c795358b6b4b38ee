package dev.wsemulator.internal.function.process.system;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What differs between operating systems where child processes are started. Immutable. */
public abstract class HostSystem {
  private final Map<String, String> environment;

  public HostSystem(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Returns the system that this process runs on. */
  public static HostSystem current() {
    return Current.SYSTEM;
  }

  /** Of this process; a class of its own, as it needs the subclasses. */
  private static final class Current {
    private static final HostSystem SYSTEM = of(System.getProperty("os.name"), System.getenv());
  }

  /**
   * Returns a system.
   *
   * @param name its name as the JVM has it
   * @param environment the variables of this process
   */
  public static HostSystem of(String name, Map<String, String> environment) {
    String known = name.toLowerCase(Locale.ROOT);
    if (known.startsWith("windows")) {
      return new WindowsSystem(environment);
    }
    return known.startsWith("mac") ? new MacSystem(environment) : new LinuxSystem(environment);
  }

  /** Returns whether there is a POSIX shell: processes can be stopped and watched over. */
  public abstract boolean hasShell();

  /**
   * Returns a command whose process leads a session of its own, so that it does not get what is
   * typed at the emulator's terminal, and can be killed with all that it starts; the command itself
   * where there is no such way.
   */
  public abstract List<String> ownSession(List<String> command);

  /** Returns the names that the file of a program may have. */
  public abstract List<String> fileNames(String program);

  /** Returns variables of this process that every process of the system needs. */
  public abstract List<String> neededVariables();

  /** Returns what a process uses; how much it has worked is known on every system. */
  public ProcessUsage usage(long pid) {
    long ticks =
        ProcessHandle.of(pid)
            .flatMap(process -> process.info().totalCpuDuration())
            .map(cpu -> cpu.toMillis())
            .orElse(0L);
    return new ProcessUsage(false, ticks, 0, 0);
  }

  /** Returns the processes with a certain variable in their environment; none if not known. */
  public List<ProcessHandle> withVariable(String name, String value) {
    return List.of();
  }

  /** Returns the variables of this process that a child is given, too. */
  public Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    for (String name : neededVariables()) {
      String value = environment.get(name);
      if (value != null) {
        variables.put(name, value);
      }
    }
    return variables;
  }

  /** Finds a program on the path of this process. */
  public Optional<Path> find(String program) {
    return Stream.of(path().split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> fileNames(program).stream().map(name -> Path.of(folder, name)))
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Returns the folders with programs, as one text. */
  public String path() {
    return environment.entrySet().stream()
        .filter(variable -> variable.getKey().equalsIgnoreCase("PATH"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** Returns a command behind words that come first. */
  public static List<String> behind(List<String> first, List<String> command) {
    List<String> all = new ArrayList<>(first);
    all.addAll(command);
    return all;
  }
}
