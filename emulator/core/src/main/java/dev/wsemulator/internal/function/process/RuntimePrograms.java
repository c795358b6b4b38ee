package dev.wsemulator.internal.function.process;

import dev.wsemulator.internal.function.process.system.HostSystem;
import dev.wsemulator.internal.function.process.system.ProgramVersions;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.ProcessSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The programs that run functions, by Lambda's names of runtimes. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html">Lambda
 *     runtimes</a>
 */
final class RuntimePrograms {
  /** Families whose program says its version. */
  private static final Set<String> VERSIONED = Set.of("java", "nodejs", "python");

  private final HostSystem system;
  private final ProcessSettings settings;
  private final ProgramVersions versions;

  RuntimePrograms(HostSystem system, ProcessSettings settings, ProgramVersions versions) {
    this.system = system;
    this.settings = settings;
    this.versions = versions;
  }

  /**
   * Returns the program of a function.
   *
   * @throws MissingProgram if it is not there
   */
  Path program(ChildProcess code, CodeFolders.Layout folders) {
    Path given = settings.programs().get(code.runtime());
    if (given != null) {
      return required(given, code);
    }
    RuntimeName runtime = RuntimeName.of(code.runtime());
    if (runtime.family().equals("provided")) {
      return bootstrap("bootstrap", code, folders);
    }
    if (ProcessRuntimes.isGo(code.runtime())) {
      return bootstrap(code.handler(), code, folders);
    }
    return interpreter(code, runtime);
  }

  /** The JVM that the emulator runs in, or the one on the path. */
  private Path ownJava(String runtime) {
    Path folder = Path.of(System.getProperty("java.home"), "bin");
    return Stream.of("java", "java.exe")
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .or(() -> system.find("java"))
        .orElseThrow(() -> missing(runtime, List.of("java")));
  }

  private Path interpreter(ChildProcess code, RuntimeName runtime) {
    Path given = settings.programs().get(code.runtime());
    if (given != null) {
      return required(given, code);
    }
    if (isJava(runtime)) {
      return ownJava(code.runtime());
    }
    List<String> names = names(runtime);
    List<Path> found = names.stream().flatMap(name -> system.find(name).stream()).toList();
    if (found.isEmpty()) {
      throw missing(code.runtime(), names);
    }
    return found.stream().filter(this::runs).findFirst().orElse(found.get(0));
  }

  /** A version manager puts programs on the path that only say that they are not installed. */
  private boolean runs(Path program) {
    return !versions.of(program).equals(ProgramVersions.Version.UNKNOWN);
  }

  /**
   * Returns what is doubtful about the program of a function's runtime: that it has another
   * version.
   *
   * @throws MissingProgram if it is not there
   */
  Optional<String> warning(ChildProcess code) {
    RuntimeName runtime = RuntimeName.of(code.runtime());
    if (!VERSIONED.contains(runtime.family())) {
      return Optional.empty();
    }
    Path program = interpreter(code, runtime);
    ProgramVersions.Version found = versions.of(program);
    String version =
        runtime.version().contains(".") ? found.major() + "." + found.minor() : "" + found.major();
    return found.major() == 0 || version.equals(runtime.version()) || isNewerJava(runtime, found)
        ? Optional.empty()
        : Optional.of(
            "It asks for %s and runs on %s, which has version %s. Name another program with --runtime %s=PATH."
                .formatted(code.runtime(), program, version, code.runtime()));
  }

  private static boolean isJava(RuntimeName runtime) {
    return runtime.family().equals("java");
  }

  /** Newer JVMs run what is compiled for older ones. */
  private static boolean isNewerJava(RuntimeName runtime, ProgramVersions.Version found) {
    return isJava(runtime) && found.major() > Integer.parseInt("0" + runtime.version());
  }

  private static Path required(Path given, ChildProcess code) {
    if (!Files.isRegularFile(given)) {
      throw new MissingProgram(
          "The program for %s is not at %s. Correct the option --runtime."
              .formatted(code.runtime(), given));
    }
    return given;
  }

  private static List<String> names(RuntimeName runtime) {
    return switch (runtime.family()) {
      case "nodejs" -> List.of("node");
      case "python" -> List.of("python" + runtime.version(), "python3", "python");
      case "ruby" -> List.of("aws_lambda_ric");
      case "dotnet" -> List.of("dotnet");
      default -> List.of();
    };
  }

  private static MissingProgram missing(String runtime, List<String> names) {
    if (names.isEmpty()) {
      return new MissingProgram(
          "No program runs functions of the runtime \"%s\" here. Name one with --runtime %s=PATH."
              .formatted(runtime, runtime));
    }
    return new MissingProgram(
        "There is no program \"%s\" on the PATH, which functions of the runtime \"%s\" need. Install it, or name it with --runtime %s=PATH."
            .formatted(names.get(0), runtime, runtime));
  }

  private static Path bootstrap(String name, ChildProcess code, CodeFolders.Layout folders) {
    List<Path> places = new ArrayList<>(List.of(folders.taskRoot().resolve(name)));
    Optional.ofNullable(folders.opt()).ifPresent(opt -> places.add(opt.resolve("bootstrap")));
    Path found =
        places.stream()
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(
                () ->
                    new MissingProgram(
                        "There is no program \"%s\" in %s, which functions of the runtime \"%s\" need. Build it for this machine."
                            .formatted(name, folders.taskRoot(), code.runtime())));
    if (!Files.isExecutable(found) && !found.toFile().setExecutable(true)) {
      throw new MissingProgram("The file %s cannot be run. Make it executable.".formatted(found));
    }
    return found;
  }

  /** There is no program for a runtime; the message is for the user. */
  static final class MissingProgram extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingProgram(String message) {
      super(message);
    }
  }
}
