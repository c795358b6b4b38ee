package dev.wsemulator.internal.template;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The run-time class path of a Maven module, from a file that its build left or that Maven writes
 * once: offline if it can.
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
    boolean isWindows = System.getProperty("os.name").startsWith("Windows");
    List<String> command =
        List.of(
            isWindows ? "mvn.cmd" : "mvn",
            "-q",
            "-B",
            "dependency:build-classpath",
            "-DincludeScope=runtime",
            "-Dmdep.outputFile=" + file);
    for (String mode : List.of("--offline", "--no-transfer-progress")) {
      if (succeeds(module, command, mode)) {
        return;
      }
    }
    throw new IOException(
        "Maven could not tell the class path of %s; run there, to see why: %s"
            .formatted(module, String.join(" ", command)));
  }

  private static boolean succeeds(Path module, List<String> command, String mode)
      throws IOException {
    Process maven =
        new ProcessBuilder(Stream.concat(command.stream(), Stream.of(mode)).toList())
            .directory(module.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
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
