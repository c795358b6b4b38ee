package dev.wsemulator.internal.template;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs Maven or Gradle: the wrapper of a module, or of those that it is in, and what is on the
 * {@code PATH}. Immutable.
 *
 * @param wrapper the wrapper's name
 * @param program the program's name
 * @param limitSeconds how long it may take
 */
record BuildTool(String wrapper, String program, int limitSeconds) {
  private static final boolean IS_WINDOWS = System.getProperty("os.name").startsWith("Windows");

  /** Returns Maven. */
  static BuildTool maven() {
    return new BuildTool(IS_WINDOWS ? "mvnw.cmd" : "mvnw", IS_WINDOWS ? "mvn.cmd" : "mvn", 60);
  }

  /** Returns Gradle, which may have to compile and to fetch libraries. */
  static BuildTool gradle() {
    return new BuildTool(
        IS_WINDOWS ? "gradlew.bat" : "gradlew", IS_WINDOWS ? "gradle.bat" : "gradle", 300);
  }

  /**
   * Returns the programs to try, best first.
   *
   * @param folders the module, and the folders that it is in
   */
  List<String> programs(List<Path> folders) {
    List<String> programs = new ArrayList<>();
    folders.stream()
        .map(folder -> folder.resolve(wrapper))
        .filter(Files::isExecutable)
        .limit(1)
        .forEach(found -> programs.add(found.toString()));
    programs.add(program);
    return programs;
  }

  /** Returns whether a command ends well. */
  boolean succeeds(Path folder, List<String> command) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      // It is not there, or cannot be run.
      return false;
    }
    try {
      return process.waitFor(limitSeconds, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + program + " worked in " + folder, e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Returns a class path that a build has written to a file. */
  static List<Path> entries(Path file) throws IOException {
    return Arrays.stream(Files.readString(file).strip().split(File.pathSeparator))
        .filter(entry -> !entry.isBlank())
        .map(Path::of)
        .toList();
  }

  /** Returns whether a file is as new as what it is made of. */
  static boolean isCurrent(Path file, Path source) throws IOException {
    return Files.isRegularFile(file)
        && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(source)) >= 0;
  }

  /** Lets a file that is right be as new as what it is made of: tools leave it if it stays. */
  static void renew(Path file, Path source) throws IOException {
    if (Files.isRegularFile(file) && !isCurrent(file, source)) {
      Files.setLastModifiedTime(file, Files.getLastModifiedTime(source));
    }
  }
}
