package dev.wsemulator.internal.template.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The class paths of Maven and Gradle modules. Each module is read once, however many functions it
 * has. Not thread-safe.
 */
final class BuiltModules {
  private static final String POM = "pom.xml";
  private static final String CLASSES = "target/classes";

  /** What Quarkus makes for Lambda: its classes alone do not run. */
  private static final String QUARKUS = "target/function.zip";

  /** A module that is not built; the message says what to do. */
  static final class NotBuilt extends IOException {
    private static final long serialVersionUID = 1L;

    NotBuilt(String message) {
      super(message);
    }
  }

  private final Map<Path, List<Path>> known = new HashMap<>();
  private final Map<Path, IOException> failed = new HashMap<>();

  static boolean isModule(Path folder) {
    return isMaven(folder) || GradleModule.isModule(folder);
  }

  private static boolean isMaven(Path folder) {
    return Files.isRegularFile(folder.resolve(POM));
  }

  /** Returns whether something was built that can be taken as it is. */
  static boolean isBuilt(Path module) throws IOException {
    return isMaven(module)
        ? Files.isDirectory(module.resolve(CLASSES))
        : GradleModule.archive(module).isPresent()
            || Files.isDirectory(module.resolve("build/classes"));
  }

  /** Returns the files whose changes may change the code. */
  static List<Path> inputs(Path module) {
    return isMaven(module)
        ? List.of(module.resolve(POM), module.resolve(CLASSES), module.resolve(QUARKUS))
        : List.of(
            module.resolve("build/classes"),
            module.resolve("build/libs"),
            module.resolve("build/distributions"),
            module.resolve("build/function.zip"));
  }

  /**
   * Returns the class path of a module.
   *
   * @throws IOException if it is not built, or cannot be; the message says what to do
   */
  List<Path> classPath(Path module) throws IOException {
    if (failed.containsKey(module)) {
      throw failed.get(module);
    }
    List<Path> found = known.get(module);
    if (found == null) {
      try {
        found = isMaven(module) ? maven(module) : gradle(module);
      } catch (IOException e) {
        failed.put(module, e);
        throw e;
      }
      known.put(module, found);
    }
    return found;
  }

  private static List<Path> maven(Path module) throws IOException {
    Path quarkus = module.resolve(QUARKUS);
    if (Files.isRegularFile(quarkus)) {
      return Archive.classPath(quarkus);
    }
    Path classes = module.resolve(CLASSES);
    if (!Files.isDirectory(classes)) {
      throw new NotBuilt(
          "The Maven module %s is not built. Run mvn package there, or sam build, first."
              .formatted(module));
    }
    List<Path> path = new ArrayList<>(List.of(classes));
    path.addAll(MavenClassPath.of(module));
    return path;
  }

  private static List<Path> gradle(Path module) throws IOException {
    Optional<Path> archive = GradleModule.archive(module);
    return archive.isPresent() ? Archive.classPath(archive.get()) : GradleModule.classPath(module);
  }
}
