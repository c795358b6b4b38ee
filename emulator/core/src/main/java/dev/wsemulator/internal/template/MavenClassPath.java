package dev.wsemulator.internal.template;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The run-time class path of a Maven module, from a file that its build left or that Maven writes
 * once.
 */
final class MavenClassPath {
  private static final String FILE = "target/websocket-api-emulator.classpath";

  private MavenClassPath() {}

  static List<Path> of(Path module) throws IOException {
    Path file = module.resolve(FILE);
    boolean current =
        Files.isRegularFile(file)
            && Files.getLastModifiedTime(file)
                    .compareTo(Files.getLastModifiedTime(module.resolve("pom.xml")))
                >= 0;
    if (!current) {
      ask(module, file);
    }
    return Arrays.stream(Files.readString(file).strip().split(File.pathSeparator))
        .filter(entry -> !entry.isBlank())
        .map(Path::of)
        .toList();
  }

  private static void ask(Path module, Path file) throws IOException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    Process maven =
        new ProcessBuilder(
                windows ? "mvn.cmd" : "mvn",
                "-q",
                "-B",
                "dependency:build-classpath",
                "-DincludeScope=runtime",
                "-Dmdep.outputFile=" + file)
            .directory(module.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!maven.waitFor(120, TimeUnit.SECONDS) || maven.exitValue() != 0) {
        maven.destroyForcibly();
        throw new IOException(
            "mvn dependency:build-classpath failed in " + module + "; run it there to see why");
      }
    } catch (InterruptedException e) {
      maven.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Maven computed the class path of " + module, e);
    }
  }
}
