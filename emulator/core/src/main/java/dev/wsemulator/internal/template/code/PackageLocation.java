package dev.wsemulator.internal.template.code;

import dev.wsemulator.internal.function.process.ProcessRuntimes;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the folder or zip with the code of a function that runs in a process of its own. Sources
 * that run as they are come first, as an editor changes these; what {@code sam build} has left
 * comes first where sources are compiled, or lack the packages that they name. Not thread-safe.
 */
public final class PackageLocation {
  private static final List<String> SCRIPTS = List.of("", ".js", ".mjs", ".cjs");

  /** The languages of a build method, each with the folder of a layer in which packages are. */
  private static final Set<String> LAID_OUT = Set.of("nodejs", "python");

  private final CodeLocation code;
  private final Problems problems;

  public PackageLocation(CodeLocation code, Problems problems) {
    this.code = code;
    this.problems = problems;
  }

  /** Returns whether a function's code is given in place of what the template says. */
  public boolean isGiven(Resource function) {
    return code.isGiven(function);
  }

  /** Returns whether a function's code is there, and is built if it has to be. */
  public boolean isThere(Resource function) {
    Problems own = code.ownProblems(function);
    return new PackageLocation(code.reporting(own), own).of(function).isPresent();
  }

  /** Returns the place of a function's code; empty if it is not there, which is reported. */
  public Optional<Path> of(Resource function) {
    Optional<Path> place = code.place(function);
    Optional<Path> built = code.samBuilt(function);
    place.ifPresent(problems.inputs()::code);
    if (place.isEmpty()) {
      return built;
    }
    Path source = place.get();
    if (Files.isRegularFile(source)) {
      return place;
    }
    if (built.isPresent() && !runsAsItIs(function, source)) {
      return built;
    }
    if (!Files.isDirectory(source)) {
      problems.error(
          function.line(),
          "The code of %s is not at %s. Build it, or give its place with --code %s=PATH."
              .formatted(function.id(), source, function.id()));
      return Optional.empty();
    }
    if (EsbuildBundles.isFor(function) && !isBundle(function, source)) {
      return bundled(function, source);
    }
    check(function, source);
    return place;
  }

  /** Returns whether a folder is what {@code sam build} has made, whose template names it. */
  private static boolean isBundle(Resource function, Path folder) {
    return isScript(folder, handler(function)) && !EsbuildBundles.hasSources(function, folder);
  }

  private Optional<Path> bundled(Resource function, Path source) {
    try {
      return Optional.of(EsbuildBundles.of(function, source));
    } catch (EsbuildBundles.NotBundled | IOException e) {
      problems.error(
          function.line(),
          "The code of %s is not built: %s. Or run: sam build"
              .formatted(function.id(), e.getMessage()));
      return Optional.empty();
    }
  }

  /** Returns whether the sources have the handler, and the packages that they need. */
  private static boolean runsAsItIs(Resource function, Path source) {
    boolean isCompiled = function.metadata().textOf("BuildMethod").isPresent();
    if (isCompiled || !Files.isDirectory(source)) {
      return false;
    }
    String runtime = runtime(function);
    if (ProcessRuntimes.isNode(runtime)) {
      return isScript(source, handler(function)) && hasPackages(source);
    }
    if (ProcessRuntimes.isPython(runtime)) {
      return isModule(source, handler(function)) && needsNothing(source);
    }
    return Files.isRegularFile(source.resolve("bootstrap"));
  }

  private static String runtime(Resource function) {
    return function.properties().textOf("Runtime").orElse("");
  }

  private static String handler(Resource function) {
    return function.properties().textOf("Handler").orElse("");
  }

  private static boolean isScript(Path folder, String handler) {
    int dot = handler.indexOf('.', handler.lastIndexOf('/') + 1);
    String name = dot < 0 ? handler : handler.substring(0, dot);
    return SCRIPTS.stream().anyMatch(end -> Files.isRegularFile(folder.resolve(name + end)))
        || Files.isDirectory(folder.resolve(name));
  }

  private static boolean isModule(Path folder, String handler) {
    int dot = handler.lastIndexOf('.');
    String name = (dot < 0 ? handler : handler.substring(0, dot)).replace('.', '/');
    return Files.isRegularFile(folder.resolve(name + ".py"))
        || Files.isDirectory(folder.resolve(name));
  }

  /** Packages may be in a folder above, as in a workspace. */
  private static boolean hasPackages(Path folder) {
    return dependencies(folder).isEmpty()
        || Stream.iterate(folder, at -> at != null, Path::getParent)
            .anyMatch(at -> Files.isDirectory(at.resolve("node_modules")));
  }

  /** Returns the packages that a package names, but those of the SDK, which Lambda brings. */
  private static List<String> dependencies(Path folder) {
    try {
      return Json.parse(Files.readAllBytes(folder.resolve("package.json")))
          .flatMap(all -> all.child("dependencies"))
          .map(all -> all.members().keySet().stream())
          .orElse(Stream.of())
          .filter(name -> !name.equals("aws-sdk") && !name.startsWith("@aws-sdk/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of(); // there is none
    }
  }

  private static boolean needsNothing(Path folder) {
    try {
      return Files.readAllLines(folder.resolve("requirements.txt")).stream()
          .map(String::strip)
          .allMatch(line -> line.isEmpty() || line.startsWith("#") || line.startsWith("boto"));
    } catch (IOException e) {
      return true; // there is none
    }
  }

  private void check(Resource function, Path folder) {
    String runtime = runtime(function);
    String handler = handler(function);
    if (ProcessRuntimes.isNode(runtime)) {
      if (!isScript(folder, handler)) {
        warn(function, "has no file for it in " + folder + ". " + buildHint(function));
      } else if (!hasPackages(folder)) {
        warn(
            function,
            "needs packages that are not installed: %s. Run: npm install --prefix %s"
                .formatted(String.join(", ", dependencies(folder)), folder));
      }
    } else if (ProcessRuntimes.isPython(runtime) && !isModule(folder, handler)) {
      warn(function, "has no file for it in " + folder + ". Correct its path.");
    }
  }

  private static String buildHint(Resource function) {
    return function.metadata().textOf("BuildMethod").isPresent()
        ? "Run: sam build"
        : "Build it, or correct its path.";
  }

  private void warn(Resource function, String what) {
    problems.warning(
        function.line(),
        "%s is \"%s\", and %s %s"
            .formatted(function.path("Handler"), handler(function), function.id(), what));
  }

  /** Returns the folder or zip of a layer; empty if it is not there, which is reported. */
  public Optional<Path> ofLayer(Resource layer) {
    Optional<Path> built = code.samBuilt(layer);
    Optional<Path> place = code.place(layer);
    place.ifPresent(problems.inputs()::code);
    boolean isBuilt = layer.metadata().textOf("BuildMethod").isPresent() && built.isPresent();
    Optional<Path> found = isBuilt ? built : place.filter(Files::exists).or(() -> built);
    if (found.isEmpty() && place.isPresent()) {
      problems.error(
          layer.line(),
          "The layer %s is not at %s. Build it, or give its place with --code %s=PATH."
              .formatted(layer.id(), place.get(), layer.id()));
    }
    found.ifPresent(folder -> checkLayout(layer, folder));
    return found;
  }

  /** No function finds what is in the sources of a layer that {@code sam build} has to lay out. */
  private void checkLayout(Resource layer, Path folder) {
    String language = layer.metadata().textOf("BuildMethod").orElse("").replaceAll("[\\d.x]+$", "");
    boolean isLaidOut = Files.exists(folder.resolve(language)) || !Files.isDirectory(folder);
    if (LAID_OUT.contains(language) && !isLaidOut) {
      problems.warning(
          layer.line(),
          "The layer %s is not built: functions look for its packages in the folder %s, which is not in %s. Run: sam build. Or give a folder that has it with --code %s=PATH."
              .formatted(layer.id(), language, folder, layer.id()));
    }
  }
}
