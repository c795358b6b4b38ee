package dev.wsemulator.internal.template;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Finds a function's code: a jar, a zip, a folder in Lambda's layout, or a Maven module. Not
 * thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Packaging Java
 *     functions</a>
 */
final class CodeLocation {
  private static final long MAX_UNZIPPED = 1024L * 1024 * 1024;

  private final Path folder;
  private final Map<String, Path> overrides;
  private final Problems problems;
  private final Map<Path, List<Path>> found = new HashMap<>();

  /**
   * Creates a search relative to the template's folder.
   *
   * @param overrides code by logical id or function name, in place of what the template says
   */
  CodeLocation(Path folder, Map<String, Path> overrides, Problems problems) {
    this.folder = folder;
    this.overrides = overrides;
    this.problems = problems;
  }

  List<Path> classPath(Resource function, String name) {
    Path override = overrides.getOrDefault(function.id(), overrides.get(name));
    if (override != null) {
      return found(override.toAbsolutePath().normalize(), function);
    }
    String property = function.properties().get("Code").isPresent() ? "Code" : "CodeUri";
    String uri = function.properties().textOf(property).orElse("");
    if (uri.isEmpty() || uri.startsWith("s3:")) {
      problems.error(
          function.line(),
          "%s is not a local path. Give one with --code %s=PATH."
              .formatted(function.path(property), function.id()));
      return List.of();
    }
    return found(folder.resolve(uri).toAbsolutePath().normalize(), function);
  }

  private List<Path> found(Path place, Resource function) {
    List<Path> known = found.get(place);
    if (known == null) {
      known = search(place, function);
      found.put(place, known);
    }
    return known;
  }

  private List<Path> search(Path place, Resource function) {
    try {
      if (Files.isRegularFile(place)) {
        return archive(place);
      }
      if (Files.isRegularFile(place.resolve("pom.xml"))) {
        return module(place, function);
      }
      if (Files.isDirectory(place)) {
        return layout(place);
      }
      problems.error(
          function.line(),
          "The code of %s is not at %s. Build it, or give its place with --code %s=PATH."
              .formatted(function.id(), place, function.id()));
    } catch (IOException e) {
      problems.error(
          function.line(), "The code of %s cannot be read: %s.".formatted(function.id(), e));
    }
    return List.of();
  }

  /** A folder with classes and {@code lib/*.jar}, or a {@code java/lib} of a layer. */
  private static List<Path> layout(Path place) throws IOException {
    List<Path> path = new ArrayList<>(List.of(place));
    path.addAll(jars(place.resolve("lib")));
    return path;
  }

  private static List<Path> jars(Path lib) throws IOException {
    if (!Files.isDirectory(lib)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private List<Path> archive(Path file) throws IOException {
    if (file.toString().endsWith(".jar")) {
      return List.of(file);
    }
    Path target = Files.createTempDirectory("function-code");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(target)));
    unzip(file, target);
    return layout(target);
  }

  private static void unzip(Path file, Path target) throws IOException {
    long total = 0;
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path place = target.resolve(entry.getName()).normalize();
        if (!place.startsWith(target)) {
          throw new IOException("the zip has an entry outside its folder: " + entry.getName());
        }
        if (!entry.isDirectory()) {
          Files.createDirectories(place.getParent());
          total += copy(zip, place, MAX_UNZIPPED - total);
        }
      }
    }
  }

  private static long copy(InputStream zip, Path place, long limit) throws IOException {
    try (var out = Files.newOutputStream(place)) {
      byte[] buffer = new byte[64 * 1024];
      long written = 0;
      for (int n = zip.read(buffer); n >= 0; n = zip.read(buffer)) {
        written += n;
        if (written > limit) {
          throw new IOException("the zip unpacks to more than " + MAX_UNZIPPED + " bytes");
        }
        out.write(buffer, 0, n);
      }
      return written;
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      // The system's own cleaning of temporary files takes care of what is left.
      return;
    }
  }

  private List<Path> module(Path module, Resource function) throws IOException {
    Path classes = module.resolve("target/classes");
    if (!Files.isDirectory(classes)) {
      problems.error(
          function.line(),
          "The Maven module %s is not built. Run mvn package there first.".formatted(module));
      return List.of();
    }
    List<Path> path = new ArrayList<>(List.of(classes));
    path.addAll(MavenClassPath.of(module));
    return path;
  }
}
