package dev.wsemulator.it.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The distribution that the build made, as a user unzips it, and processes of its script. */
final class Distribution {
  static final Path ZIP = Path.of("../emulator/cli/target/websocket-api-emulator-distribution.zip");

  private static final String SCRIPT = "websocket-api-emulator";

  private Distribution() {}

  /** What a process of the script said. */
  record Ended(int code, String output, String errors) {}

  /** Unzips it; returns its folder. */
  static Path unzip(Path folder) throws IOException {
    assumeFalse(
        System.getProperty("os.name").contains("Windows"), "the script is for Linux and macOS");
    Files.createDirectories(folder);
    try (FileSystem zip = open()) {
      Path root = zip.getPath("/");
      List<Path> entries;
      try (Stream<Path> all = Files.walk(root)) {
        entries = all.toList();
      }
      for (Path entry : entries) {
        copy(entry, folder.resolve(root.relativize(entry).toString()));
      }
    }
    try (Stream<Path> roots = Files.list(folder)) {
      return roots
          .filter(root -> root.getFileName().toString().startsWith(SCRIPT))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Opens the zip, with the permissions of its files. */
  static FileSystem open() throws IOException {
    return FileSystems.newFileSystem(
        ZIP.toAbsolutePath(), Map.of("enablePosixFileAttributes", true));
  }

  private static void copy(Path entry, Path target) throws IOException {
    if (Files.isDirectory(entry)) {
      Files.createDirectories(target);
      return;
    }
    Files.copy(entry, target);
    FileTime time = Files.getLastModifiedTime(entry);
    Files.setLastModifiedTime(target, time);
    Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(entry));
  }

  /**
   * Prepares a process of a script, with an environment that has only the variables given and the
   * PATH.
   */
  static ProcessBuilder process(Path script, Map<String, String> variables, String... arguments) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear();
    environment.put("PATH", path);
    environment.putAll(variables);
    return builder;
  }

  /** Runs a process to its end. */
  static Ended run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("errors", ".txt");
    Process process = builder.redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("It does not end.");
    }
    Ended ended = new Ended(process.exitValue(), output, Files.readString(errors));
    Files.delete(errors);
    return ended;
  }

  static Path script(Path home) {
    return home.resolve(SCRIPT);
  }

  /** Makes a JDK whose program is a script: its version as a JDK's "release" file tells it. */
  static Path jdk(Path folder, String version, String script) throws IOException {
    Path java = folder.resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(
        folder.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }
}
