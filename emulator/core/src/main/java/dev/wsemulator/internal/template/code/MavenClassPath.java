package dev.wsemulator.internal.template.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The run-time class path of a Maven module, from a file that its build left or that Maven writes
 * once: offline if it can, and by the project's wrapper if it has one. A module that needs others
 * of its project is built from the project's root.
 */
final class MavenClassPath {
  private static final String POM = "pom.xml";
  private static final String FILE = "target/websocket-api-emulator.classpath";
  private static final BuildTool MAVEN = BuildTool.maven();

  private MavenClassPath() {}

  static List<Path> of(Path module) throws IOException {
    Path file = module.resolve(FILE);
    Path pom = module.resolve(POM);
    if (!BuildTool.isCurrent(file, pom)) {
      ask(module, file);
      BuildTool.renew(file, pom);
    }
    return BuildTool.entries(file);
  }

  private static void ask(Path module, Path file) throws IOException {
    List<Path> folders = folders(module);
    Path root = folders.get(folders.size() - 1);
    List<String> own = arguments(file, System.getProperty("maven.repo.local"));
    BuildTool.Outcome failure = BuildTool.Outcome.NOTHING;
    for (String program : MAVEN.programs(folders)) {
      BuildTool.Outcome outcome = ask(program, module, root, own);
      if (outcome.isGood()) {
        return;
      }
      failure = failure.or(outcome);
    }
    throw new BuiltModules.NotBuilt(
        "Maven could not tell the class path of %s; run there, to see why: %s"
                .formatted(module, String.join(" ", command(MAVEN.programs(folders).get(0), own)))
            + failure.words("Maven"));
  }

  private static BuildTool.Outcome ask(
      String program, Path module, Path root, List<String> arguments) throws IOException {
    BuildTool.Outcome outcome = BuildTool.Outcome.NOTHING;
    for (String mode : List.of("--offline", "--no-transfer-progress")) {
      outcome = MAVEN.run(module, command(program, arguments, mode)).or(outcome);
      if (!outcome.isGood() && !root.equals(module)) {
        List<String> all = command(program, fromRoot(root, module, arguments), mode);
        outcome = MAVEN.run(root, all).or(outcome);
      }
      if (outcome.isGood()) {
        return outcome;
      }
    }
    return outcome;
  }

  /**
   * Returns the arguments for Maven.
   *
   * @param repository the local repository of the build that runs the test; it may be the only one
   *     with the modules' dependencies
   */
  static List<String> arguments(Path file, @Nullable String repository) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-q",
                "-B",
                "dependency:build-classpath",
                "-DincludeScope=runtime",
                "-Dmdep.outputFile=" + file));
    if (repository != null) {
      arguments.add("-Dmaven.repo.local=" + Path.of(repository).toAbsolutePath());
    }
    return arguments;
  }

  /**
   * Returns what to ask at the root of a project: its modules are known to each other only in a
   * build that compiles, which they have done before.
   */
  private static List<String> fromRoot(Path root, Path module, List<String> own) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of("-pl", root.relativize(module).toString().replace('\\', '/'), "-am", "compile"));
    arguments.addAll(own);
    arguments.addAll(List.of("-Dmaven.main.skip=true", "-Dmaven.resources.skip=true"));
    return arguments;
  }

  private static List<String> command(String program, List<String> arguments, String... more) {
    return Stream.of(Stream.of(program), arguments.stream(), Stream.of(more))
        .flatMap(part -> part)
        .toList();
  }

  /** Returns a module's folder, and those of the modules that it is in. */
  private static List<Path> folders(Path module) {
    return ProjectFolders.asLongAs(module, folder -> Files.isRegularFile(folder.resolve(POM)));
  }
}
