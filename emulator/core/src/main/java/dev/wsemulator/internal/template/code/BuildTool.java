package dev.wsemulator.internal.template.code;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs Maven or Gradle: the wrapper of a module, or of those that it is in, and what is on the
 * {@code PATH}. Immutable.
 *
 * @param wrapper the wrapper's name
 * @param program the program's name
 * @param limitSeconds how long it may take
 */
record BuildTool(String wrapper, String program, int limitSeconds) {
  /** A build that says more says it again where it is run. */
  private static final int MOST_LINES = 8;

  /** What Maven says of every failure. */
  private static final Pattern HELP =
      Pattern.compile(
          "\\[ERROR]\\s*(|.*(-e switch|-X switch|more information about the errors).*"
              + "|\\[Help \\d+] .*|After correcting the problems.*|mvn <.*)");

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

  /** Runs a command to its end. */
  Outcome run(Path folder, List<String> command) throws IOException {
    Path output = Files.createTempFile("build", ".log");
    try {
      boolean isGood = succeeds(folder, command, output);
      return new Outcome(isGood, isGood ? List.of() : errors(lines(output)));
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static List<String> lines(Path output) throws IOException {
    return new String(Files.readAllBytes(output), Charset.defaultCharset()).lines().toList();
  }

  private boolean succeeds(Path folder, List<String> command, Path output) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
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

  /** Returns what a build says of its failure: what Maven marks, and what Gradle begins so. */
  static List<String> errors(List<String> output) {
    int gradle = output.indexOf("* What went wrong:");
    Stream<String> lines =
        gradle < 0
            ? output.stream().filter(line -> line.startsWith("[ERROR]"))
            : output.stream().skip(gradle + 1L).takeWhile(line -> !line.startsWith("* "));
    return lines
        .filter(line -> !line.isBlank() && !HELP.matcher(line).matches())
        .map(line -> line.replaceFirst(" -> \\[Help \\d+]$", ""))
        .limit(MOST_LINES)
        .toList();
  }

  /**
   * How a build ended.
   *
   * @param isGood whether it did all that it was asked for
   * @param errors what it said of its failure
   */
  record Outcome(boolean isGood, List<String> errors) {
    /** Nothing was built, as nothing was there that builds. */
    static final Outcome NOTHING = new Outcome(false, List.of());

    /** Returns this one, unless it is a failure that says nothing. */
    Outcome or(Outcome before) {
      return isGood || !errors.isEmpty() ? this : before;
    }

    /** Returns what it said, to be put behind a sentence. */
    String words(String tool) {
      return errors.isEmpty()
          ? ""
          : "%n%s says:%n  %s".formatted(tool, String.join(System.lineSeparator() + "  ", errors));
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
