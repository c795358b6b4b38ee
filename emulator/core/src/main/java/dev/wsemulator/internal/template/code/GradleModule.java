package dev.wsemulator.internal.template.code;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The output of Gradle for a module, which Gradle builds if necessary: an archive for Lambda, or
 * else the classes with the runtime class path, as {@code sam build} uses it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html#java-package-gradle">Building
 *     a deployment package with Gradle</a>
 */
final class GradleModule {
  private static final List<String> BUILD_FILES = List.of("build.gradle", "build.gradle.kts");
  private static final List<String> SETTINGS = List.of("settings.gradle", "settings.gradle.kts");
  private static final String FILE = "build/websocket-api-emulator.classpath";
  private static final String SCRIPT = "gradle-class-path.gradle";
  private static final String TASK = "websocketApiEmulatorClassPath";
  private static final BuildTool GRADLE = BuildTool.gradle();

  /** What the plugins that put everything into one jar add to its name. */
  private static final String WHOLE = ".+-(all|aws|lambda|shadow|fat|uber|assembly)\\.(jar|zip)";

  private static final String OTHER = ".+-(sources|javadoc|plain|tests|test-fixtures)\\.jar";

  private GradleModule() {}

  static boolean isModule(Path folder) {
    return BUILD_FILES.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  /** Returns the archive that was built for Lambda: of several the newest. */
  static Optional<Path> archive(Path module) throws IOException {
    Path quarkus = module.resolve("build/function.zip");
    if (Files.isRegularFile(quarkus)) {
      return Optional.of(quarkus);
    }
    List<Path> built = new ArrayList<>();
    for (String folder : List.of("build/distributions", "build/libs")) {
      for (Path file : files(module.resolve(folder))) {
        String name = String.valueOf(file.getFileName());
        boolean isArchive = name.endsWith(".zip") || name.endsWith(".jar");
        if (isArchive && !name.matches(OTHER) && (name.matches(WHOLE) || isForLambda(file))) {
          built.add(file);
        }
      }
    }
    Path newest = null;
    for (Path file : built) {
      if (newest == null || BuildTool.isCurrent(file, newest)) {
        newest = file;
      }
    }
    return Optional.ofNullable(newest);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /**
   * Returns whether an archive has its libraries in it, as Lambda wants them: in {@code lib}, or
   * their classes. The archives of Gradle's application plugin have a folder around all of it.
   */
  private static boolean isForLambda(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry("BOOT-INF/") == null
          && zip.stream()
              .anyMatch(
                  entry ->
                      entry.getName().matches("lib/[^/]+\\.jar")
                          || entry
                              .getName()
                              .startsWith("com/amazonaws/services/lambda/runtime/Context"));
    } catch (ZipException e) {
      return false; // it is being written
    }
  }

  /**
   * Returns the classes and the runtime class path, from an earlier file or written by Gradle now;
   * compiles if necessary.
   */
  static List<Path> classPath(Path module) throws IOException {
    Path file = module.resolve(FILE);
    Path source = buildFile(module);
    if (!BuildTool.isCurrent(file, source) || !Files.isDirectory(module.resolve("build/classes"))) {
      ask(module, file);
      BuildTool.renew(file, source);
    }
    return BuildTool.entries(file).stream().filter(Files::exists).toList();
  }

  private static Path buildFile(Path module) {
    return BUILD_FILES.stream()
        .map(module::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow();
  }

  private static void ask(Path module, Path file) throws IOException {
    BuildTool.Outcome failure = BuildTool.Outcome.NOTHING;
    Path script = Files.createTempFile("class-path", ".gradle");
    try (InputStream in = GradleModule.class.getResourceAsStream(SCRIPT)) {
      Files.copy(Objects.requireNonNull(in, SCRIPT), script, StandardCopyOption.REPLACE_EXISTING);
      for (String program : GRADLE.programs(folders(module))) {
        BuildTool.Outcome ofProgram = BuildTool.Outcome.NOTHING;
        for (String mode : List.of("--offline", "--console=plain")) {
          List<String> command =
              List.of(
                  program,
                  "-q",
                  mode,
                  "--init-script",
                  script.toString(),
                  "-Dwsemulator.module=" + module,
                  "-Dwsemulator.classpath=" + file,
                  TASK);
          BuildTool.Outcome outcome = GRADLE.run(module, command);
          if (outcome.isGood() && Files.isRegularFile(file)) {
            return;
          }
          ofProgram = outcome.or(ofProgram);
        }
        failure = failure.or(ofProgram);
      }
    } finally {
      Files.deleteIfExists(script);
    }
    throw new BuiltModules.NotBuilt(
        "The Gradle module %s is not built, and Gradle could not build it. Run there, to see why: %s build"
                .formatted(module, GRADLE.programs(folders(module)).get(0))
            + failure.words("Gradle"));
  }

  /** Returns a module's folder, and those up to the root of its build. */
  private static List<Path> folders(Path module) {
    return ProjectFolders.upTo(
        module, folder -> SETTINGS.stream().anyMatch(name -> Files.exists(folder.resolve(name))));
  }
}
