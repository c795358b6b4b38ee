package dev.wsemulator.it.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository: its pages and its Java sources. */
final class Sources {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final List<String> MODULES = List.of("api", "core", "aws", "junit", "cli");

  private Sources() {}

  /** Returns the pages that people read, without those that a build writes. */
  static List<Path> pages() {
    return Stream.of(".", "emulator", "docker", "translator-app", "integration-tests")
        .map(ROOT::resolve)
        .flatMap(folder -> files(folder, folder.equals(ROOT.resolve(".")) ? 1 : 4))
        .map(Path::normalize)
        .filter(file -> file.toString().endsWith(".md"))
        .filter(file -> !ROOT.relativize(file).toString().contains("target"))
        .filter(file -> !file.endsWith("FIDELITY.md"))
        .toList();
  }

  /** Returns the Java files of the product. */
  static List<Path> main() {
    return MODULES.stream()
        .map(module -> ROOT.resolve("emulator").resolve(module).resolve("src/main/java"))
        .flatMap(folder -> files(folder, Integer.MAX_VALUE))
        .filter(file -> file.toString().endsWith(".java"))
        .toList();
  }

  /** Returns the Java files of the product and of its tests. */
  static List<Path> all() {
    Stream<Path> tests =
        Stream.concat(MODULES.stream().map("emulator/"::concat), Stream.of("integration-tests"))
            .map(module -> ROOT.resolve(module).resolve("src/test/java"))
            .filter(Files::isDirectory)
            .flatMap(folder -> files(folder, Integer.MAX_VALUE))
            .filter(file -> file.toString().endsWith(".java"));
    return Stream.concat(main().stream(), tests).toList();
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the rows of a table in the resources, without comments. */
  static List<String[]> table(String name) {
    return text(Path.of("src/test/resources/vocabulary", name))
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .toList();
  }

  private static Stream<Path> files(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
