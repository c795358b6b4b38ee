package dev.wsemulator.internal.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds a function's code: a jar, a zip, a folder in Lambda's layout, or a Maven module. What Maven
 * built is preferred to what {@code sam build} left in {@code .aws-sam/build}, for it is what an
 * editor compiles to; other source folders are looked up there. Not thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Packaging Java
 *     functions</a>
 */
final class CodeLocation {
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
    String property = function.type().equals("AWS::Lambda::Function") ? "Code" : "CodeUri";
    String uri = function.properties().textOf(property).orElse("");
    if (uri.isEmpty() || uri.startsWith("s3:")) {
      problems.error(
          function.line(),
          "%s is not a local path. Give one with --code %s=PATH."
              .formatted(function.path(property), function.id()));
      return List.of();
    }
    try {
      return found(folder.resolve(uri).toAbsolutePath().normalize(), function);
    } catch (InvalidPathException e) {
      problems.error(
          function.line(),
          "%s is no path: %s. Correct it.".formatted(function.path(property), e.getReason()));
      return List.of();
    }
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
        return Archive.classPath(place);
      }
      if (Files.isRegularFile(place.resolve("pom.xml"))) {
        return module(place, function);
      }
      if (Files.isDirectory(place) && !Archive.isSource(place)) {
        return Archive.layout(place);
      }
      Path built = folder.resolve(".aws-sam/build").resolve(function.id());
      if (Files.isDirectory(built)) {
        return Archive.layout(built);
      }
      problems.error(
          function.line(),
          "The code of %s is not at %s%s. Build it, or give its place with --code %s=PATH."
              .formatted(
                  function.id(),
                  place,
                  Files.isDirectory(place) ? ": the folder holds sources, but no classes" : "",
                  function.id()));
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      problems.error(
          function.line(),
          "The code of %s cannot be read: %s. Build it again, or give its place with --code %s=PATH."
              .formatted(function.id(), e, function.id()));
    }
    return List.of();
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
