package dev.wsemulator.internal.function.environment;

import java.nio.file.Path;
import java.util.Map;

/**
 * How functions run in child processes. Immutable.
 *
 * @param most how many processes a function has at most; events beyond wait for one
 * @param freezes whether a process is stopped between its invocations, as Lambda does
 * @param limitsMemory whether a process that uses more than its function's memory is killed
 * @param programs programs in place of those on the path, by the name of the runtime
 * @param debugPorts the ports at which debuggers find functions, by their names
 */
public record ProcessSettings(
    int most,
    boolean freezes,
    boolean limitsMemory,
    Map<String, Path> programs,
    Map<String, Integer> debugPorts) {
  /** How many processes a function has at most, unless told otherwise. */
  public static final int MOST = 10;

  /** What holds unless told otherwise. */
  public static final ProcessSettings DEFAULT =
      new ProcessSettings(MOST, false, false, Map.of(), Map.of());

  /** Copies the maps. */
  public ProcessSettings {
    programs = Map.copyOf(programs);
    debugPorts = Map.copyOf(debugPorts);
  }
}
