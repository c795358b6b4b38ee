package visits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The project that Gradle builds, and what the emulator brings to it. */
class GradleTest {
  private static final String EMULATOR = "dev.wsemulator:websocket-api-emulator-junit:VERSION";
  private static final Path SHARED = Path.of("../shared");
  private static final Path BUILD = Path.of("build");
  private static final Pattern VERSION = Pattern.compile("Gradle (\\d+)\\.");
  private static final int OLDEST = 8;

  @Test
  void theEmulatorBringsFewJars() throws Exception {
    String version = System.getProperty("emulator.version");
    Set<String> brought = new TreeSet<>();
    for (Path jar : new Libraries(List.of(named(EMULATOR))).toRun()) {
      brought.add(jar.getFileName().toString().replace("-" + version, ""));
    }
    assertEquals(
        new TreeSet<>(
            Set.of(
                "aws-lambda-java-core-1.4.0.jar",
                "jspecify-1.0.0.jar",
                "websocket-api-emulator-api.jar",
                "websocket-api-emulator-junit.jar",
                "websocket-api-emulator.jar")),
        brought);
  }

  @Test
  void theTestsPassWithTheLibrariesThatGradleWouldChoose() throws Exception {
    Libraries ofFunction = new Libraries(wanted("implementation", "runtimeOnly"));
    Path function = BUILD.resolve("function");
    compile(function, new Libraries(wanted("implementation")).toCompile(), SHARED.resolve("handler"));
    Path lib = Files.createDirectories(function.resolve("lib"));
    for (Path jar : ofFunction.toRun()) {
      Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    Path tests = BUILD.resolve("classes/java/test");
    List<Path> toCompile =
        new ArrayList<>(new Libraries(wanted("implementation", "testImplementation")).toCompile());
    toCompile.add(function);
    compile(tests, toCompile, Path.of("src/test/java"), SHARED.resolve("test"));
    List<Path> toRun =
        new ArrayList<>(
            List.of(tests, function, Path.of("src/test/resources"), SHARED.resolve("resources")));
    toRun.addAll(
        new Libraries(
                wanted("implementation", "runtimeOnly", "testImplementation", "testRuntimeOnly"))
            .toRun());
    run(
        tool("java"),
        "-cp",
        path(toRun),
        "org.junit.platform.console.ConsoleLauncher",
        "execute",
        "--disable-banner",
        "--scan-class-path=" + tests,
        "--reports-dir=target/gradle-reports");
  }

  @Test
  void gradleRunsTheTests() throws Exception {
    String found = gradle();
    Matcher version = VERSION.matcher(found);
    assumeTrue(
        version.find() && Integer.parseInt(version.group(1)) >= OLDEST,
        () -> "Gradle " + OLDEST + " or newer is not on the PATH: " + found);
    run(
        "gradle",
        "--no-daemon",
        "test",
        "-PemulatorRepository=" + System.getProperty("maven.repo.local"),
        "-PemulatorVersion=" + System.getProperty("emulator.version"));
  }

  private static String gradle() throws InterruptedException {
    try {
      Path output = Files.createTempFile("gradle", ".txt");
      Process gradle = start(output, "gradle", "--version");
      gradle.waitFor(1, TimeUnit.MINUTES);
      gradle.destroyForcibly();
      return Files.readString(output).strip();
    } catch (IOException e) {
      return "there is no program \"gradle\".";
    }
  }

  private static List<String> wanted(String... configurations) throws IOException {
    Set<String> chosen = Set.of(configurations);
    try (Stream<String> lines = Files.lines(Path.of("libraries.txt"))) {
      return lines
          .map(line -> line.split(" "))
          .filter(parts -> chosen.contains(parts[0]))
          .map(parts -> named(parts[1]))
          .toList();
    }
  }

  private static String named(String library) {
    return library.replace("VERSION", System.getProperty("emulator.version"));
  }

  private static void compile(Path to, List<Path> with, Path... sources) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(tool("javac"), "--release", "17", "-d", to.toString()));
    command.addAll(List.of("-cp", path(with)));
    for (Path folder : sources) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(command::add);
      }
    }
    run(command.toArray(String[]::new));
  }

  private static String path(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static void run(String... command) throws Exception {
    Path output = Files.createTempFile(Path.of("target"), "run", ".txt");
    Process process = start(output, command);
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertTrue(ended && process.exitValue() == 0, () -> read(output));
  }

  private static Process start(Path output, String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
