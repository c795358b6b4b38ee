package dev.wsemulator.internal.function.process;

import dev.wsemulator.internal.function.process.system.ProgramVersions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The commands that run functions. Thread-safe. */
final class RuntimeCommands {
  private static final String LOOPBACK = "127.0.0.1:";

  private final Supplier<Bootstraps> bootstraps;
  private final ProgramVersions versions;
  private final JavaCommand java;
  private final RuntimeStarter starter;

  /**
   * @param bootstraps returns the programs that run functions in an interpreter
   * @param trustStores returns the certificates that JVMs trust
   */
  RuntimeCommands(
      Supplier<Bootstraps> bootstraps,
      Supplier<TrustStores> trustStores,
      ProgramVersions versions) {
    this.bootstraps = bootstraps;
    this.versions = versions;
    this.java = new JavaCommand(bootstraps, trustStores);
    this.starter = new RuntimeStarter(() -> bootstraps.get().folder("wrapper"));
  }

  /**
   * What is started.
   *
   * @param variables the variables of the process
   * @param debugPort where a debugger finds it, or {@code null}
   */
  record Start(
      ChildCode code,
      CodeFolders.Layout folders,
      Map<String, String> variables,
      @Nullable Integer debugPort) {}

  /**
   * Returns the command that runs a function.
   *
   * @param program the program of its runtime
   * @throws RuntimePrograms.MissingProgram if the function's wrapper is not there
   */
  List<String> of(Start start, Path program) {
    return starter.around(ofRuntime(start, program), start);
  }

  private List<String> ofRuntime(Start start, Path program) {
    ChildCode code = start.code();
    Integer debugPort = start.debugPort();
    return switch (RuntimeName.of(code.runtime()).family()) {
      case "nodejs" -> node(program, debugPort);
      case "python" -> python(program, debugPort);
      case "java" -> java.of(start, program);
      case "ruby" -> List.of(program.toString(), code.handler());
      case "dotnet" -> List.of(program.toString(), code.handler().split("::", 2)[0] + ".dll");
      default -> List.of(program.toString());
    };
  }

  private List<String> node(Path program, @Nullable Integer debugPort) {
    Path folder = bootstraps.get().folder("node");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    if (debugPort != null) {
      command.add("--inspect=" + LOOPBACK + debugPort);
    }
    if (requiresNoModules(versions.of(program))) {
      command.add("--no-experimental-require-module"); // as Lambda does
    }
    command.addAll(
        List.of(
            "--require",
            folder.resolve("hook.cjs").toString(),
            folder.resolve("bootstrap.mjs").toString()));
    return command;
  }

  /** Versions of Node 20 and 22 that can load an ES module by {@code require}. */
  private static boolean requiresNoModules(ProgramVersions.Version node) {
    return node.major() == 20 && node.minor() >= 17 || node.major() == 22 && node.minor() >= 12;
  }

  private List<String> python(Path program, @Nullable Integer debugPort) {
    List<String> command = new ArrayList<>(List.of(program.toString(), "-X", "utf8"));
    if (debugPort != null) {
      if (hasFrozenModules(versions.of(program))) {
        command.addAll(List.of("-X", "frozen_modules=off")); // debugpy warns of them
      }
      command.addAll(List.of("-m", "debugpy", "--listen", LOOPBACK + debugPort));
    }
    command.add(bootstraps.get().folder("python").resolve("bootstrap.py").toString());
    return command;
  }

  /**
   * Python 3.11 and newer bring modules of the standard library in which a debugger cannot stop.
   *
   * @see <a href="https://docs.python.org/3/using/cmdline.html#cmdoption-X">-X frozen_modules</a>
   */
  private static boolean hasFrozenModules(ProgramVersions.Version python) {
    return python.major() == 3 && python.minor() >= 11;
  }
}
