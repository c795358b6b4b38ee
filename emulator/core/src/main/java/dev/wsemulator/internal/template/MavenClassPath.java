package dev.wsemulator.internal.template;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The run-time class path of a Maven module, from a file that its build left or that Maven writes
 * once: offline if it can, and by the project's wrapper if it has one.
 */
final class MavenClassPath {
  private static final String FILE = "target/websocket-api-emulator.classpath";
  private static final int LIMIT_SECONDS = 60;

  private MavenClassPath() {}

  static List<Path> of(Path module) throws IOException {
    Path file = module.resolve(FILE);
    if (!isCurrent(module, file)) {
      ask(module, file);
    }
    return entries(file);
  }

  private static boolean isCurrent(Path module, Path file) throws IOException {
    return Files.isRegularFile(file)
        && Files.getLastModifiedTime(file)
                .compareTo(Files.getLastModifiedTime(module.resolve("pom.xml")))
            >= 0;
  }

  private static List<Path> entries(Path file) throws IOException {
    return Arrays.stream(Files.readString(file).strip().split(File.pathSeparator))
        .filter(entry -> !entry.isBlank())
        .map(Path::of)
        .toList();
  }

  private static void ask(Path module, Path file) throws IOException {
    List<String> arguments =
        List.of(
            "-q",
            "-B",
            "dependency:build-classpath",
            "-DincludeScope=runtime",
            "-Dmdep.outputFile=" + file);
    List<String> programs = programs(module);
    for (String program : programs) {
      for (String mode : List.of("--offline", "--no-transfer-progress")) {
        if (succeeds(module, command(program, arguments, mode))) {
          return;
        }
      }
    }
    throw new IOException(
        "Maven could not tell the class path of %s; run there, to see why: %s"
            .formatted(module, String.join(" ", command(programs.get(0), arguments))));
  }

  private static List<String> command(String program, List<String> arguments, String... more) {
    return Stream.of(Stream.of(program), arguments.stream(), Stream.of(more))
        .flatMap(part -> part)
        .toList();
  }

  /**
   * Returns the wrapper of the module, or of the modules that it is in, if there is one; and what
   * is on the {@code PATH}.
   */
  private static List<String> programs(Path module) {
    boolean isWindows = System.getProperty("os.name").startsWith("Windows");
    List<String> programs = new ArrayList<>();
    Path folder = module;
    while (folder != null && Files.isRegularFile(folder.resolve("pom.xml")) && programs.isEmpty()) {
      Path wrapper = folder.resolve(isWindows ? "mvnw.cmd" : "mvnw");
      if (Files.isExecutable(wrapper)) {
        programs.add(wrapper.toString());
      }
      folder = folder.getParent();
    }
    programs.add(isWindows ? "mvn.cmd" : "mvn");
    return programs;
  }

  private static boolean succeeds(Path module, List<String> command) throws IOException {
    Process maven;
    try {
      maven =
          new ProcessBuilder(command)
              .directory(module.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      // It is not there, or cannot be run.
      return false;
    }
    try {
      return maven.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && maven.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Maven computed the class path of " + module, e);
    } finally {
      maven.destroyForcibly();
    }
  }
}
