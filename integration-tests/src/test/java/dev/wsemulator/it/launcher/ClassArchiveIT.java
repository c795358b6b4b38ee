package dev.wsemulator.it.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.it.launcher.Distribution.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes: made in the background, used by later starts, and never in the way. */
class ClassArchiveIT {
  private static final Path TEMPLATE =
      Path.of("src/test/resources/conformance.yaml").toAbsolutePath();

  @TempDir private Path folder;
  private Path home;
  private Path cache;

  @BeforeEach
  void unzip() throws IOException {
    home = Distribution.unzip(folder.resolve("place"));
    cache = folder.resolve("a cache");
  }

  private ProcessBuilder process(Map<String, String> more, String... arguments) {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "HOME", folder.toString(),
                "WSEMULATOR_ARCHIVE", cache.toString()));
    variables.putAll(more);
    return Distribution.process(Distribution.script(home), variables, arguments);
  }

  private Process start(Path errors, String options) throws IOException {
    return process(
            Map.of("JAVA_OPTS", options),
            "start",
            "--port",
            "0",
            "--output",
            "json",
            "--template",
            TEMPLATE.toString())
        .redirectError(errors.toFile())
        .start();
  }

  private static void awaitReady(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    assertThat(lines.readLine()).contains("\"status\":\"ready\"");
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended by the signal").isTrue();
  }

  private List<Path> files() throws IOException {
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(cache)) {
      return all.filter(file -> file.getFileName().toString().startsWith("classes-")).toList();
    }
  }

  private boolean isMade() throws IOException {
    return files().size() == 1 && files().get(0).toString().matches(".*\\.(jsa|aot)");
  }

  private void awaitArchive() {
    Awaitility.await().atMost(Duration.ofMinutes(4)).until(this::isMade);
  }

  @Test
  void twoFirstStartsMakeOneArchiveTogetherAndTheNextStartUsesIt() throws Exception {
    Process first = start(folder.resolve("first.txt"), "");
    Process second = start(folder.resolve("second.txt"), "");
    awaitReady(first);
    awaitReady(second);
    // The script has become the JVM: signals reach it, and nothing stands between.
    assertThat(first.info().command())
        .hasValueSatisfying(name -> assertThat(name).endsWith("/java"));
    end(first);
    end(second);
    awaitArchive();
    Path loaded = folder.resolve("loaded.txt");
    Process third = start(folder.resolve("third.txt"), "-Xlog:class+load:file=" + loaded);
    awaitReady(third);
    end(third);
    assertThat(Files.readString(loaded))
        .containsPattern(
            "dev\\.wsemulator\\.cli\\.command\\.StartCommand source: shared objects file");
    assertThat(folder.resolve("third.txt")).content().doesNotContain("[warning]", "[error]");
    assertThat(isMade()).isTrue();
  }

  @Test
  void aDistributionThatIsMovedOrTouchedRunsWithoutAComplaint() throws Exception {
    Ended made = Distribution.run(process(Map.of(), "--make-archive"));
    assertThat(made.errors()).isEmpty();
    assertThat(made.output().strip()).isEqualTo(files().get(0).toString());
    home = Files.move(home, folder.resolve("moved here"));
    assertRuns();
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
      }
    }
    assertRuns();
  }

  private void assertRuns() throws IOException, InterruptedException {
    Ended ended = Distribution.run(process(Map.of(), "--version"));
    assertThat(ended.output()).startsWith("websocket-api-emulator ");
    assertThat(ended.errors()).isEmpty();
    assertThat(ended.code()).isZero();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNoObstacle() throws Exception {
    cache = Files.writeString(folder.resolve("file"), "").resolve("below");
    Process process = start(folder.resolve("errors.txt"), "");
    awaitReady(process);
    end(process);
    assertThat(folder.resolve("errors.txt"))
        .content()
        .doesNotContain("mkdir", "archive", "[error]");
    assertThat(Distribution.run(process(Map.of(), "--make-archive")).errors())
        .startsWith("websocket-api-emulator: The archive ");
  }

  @Test
  void anArchiveThatCannotBeMadeIsNotTriedAgain() throws Exception {
    Path runs = folder.resolve("runs.txt");
    Path jdk =
        Distribution.jdk(
            folder.resolve("jdk"),
            "17.0.1",
            "case \"$*\" in *ArchivedClasses*) echo run >> '" + runs + "'; exit 1 ;; esac");
    Map<String, String> variables = Map.of("JAVA_HOME", jdk.toString());
    assertThat(Distribution.run(process(variables, "start")).code()).isZero();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> files().size() == 1 && files().get(0).toString().endsWith(".failed"));
    assertThat(Distribution.run(process(variables, "start")).code()).isZero();
    assertThat(Distribution.run(process(variables, "--make-archive")).code()).isEqualTo(1);
    assertThat(Files.readAllLines(runs)).as("the background's and that by hand").hasSize(2);
  }

  @Test
  void theArchiveCanBeSwitchedOff() throws Exception {
    Map<String, String> off = Map.of("WSEMULATOR_ARCHIVE", "off");
    assertThat(Distribution.run(process(off, "start")).code()).isNotZero();
    assertThat(Distribution.run(process(off, "--make-archive")).errors())
        .contains("WSEMULATOR_ARCHIVE is off");
    assertThat(files()).isEmpty();
    assertThat(folder.resolve(".cache")).doesNotExist();
  }

  /** Writes a file that was last used two months ago. */
  private static Path old(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    FileTime then = FileTime.from(Instant.now().minus(Duration.ofDays(60)));
    Files.getFileAttributeView(Files.writeString(file, ""), BasicFileAttributeView.class)
        .setTimes(then, then, null);
    return file;
  }

  @Test
  void onlyArchivesThatWereNotUsedForLongAreDeleted() throws Exception {
    Path ofTheUser = old(cache.resolve("classes-of-mine.txt"));
    Path deeper = old(cache.resolve("lectures/classes-2026.txt"));
    Path unused = old(cache.resolve("0.0.9-17.0.1/classes-1-2.jsa"));
    Path jdk =
        Distribution.jdk(
            folder.resolve("jdk"),
            "17.0.1",
            "case \"$1\" in -XX:Arch*) echo a > \"${1#*=}\" ;; esac");
    Ended made = Distribution.run(process(Map.of("JAVA_HOME", jdk.toString()), "--make-archive"));
    assertThat(Path.of(made.output().strip())).exists();
    assertThat(ofTheUser).exists();
    assertThat(deeper).exists();
    assertThat(unused).doesNotExist();
  }

  @Test
  void withoutAVariableItIsInTheUsersCacheFolder() throws Exception {
    Path jdk =
        Distribution.jdk(
            folder.resolve("jdk"),
            "17.0.1",
            "case \"$1\" in -XX:Arch*) echo a > \"${1#*=}\" ;; esac");
    Map<String, String> variables = Map.of("JAVA_HOME", jdk.toString(), "WSEMULATOR_ARCHIVE", "");
    Ended home = Distribution.run(process(variables, "--make-archive"));
    assertThat(home.output())
        .startsWith(folder.resolve(".cache/wsemulator") + "/")
        .contains("-17.0.1/classes-")
        .endsWith(".jsa\n");
    Map<String, String> moved = new HashMap<>(variables);
    moved.put("XDG_CACHE_HOME", folder.resolve("xdg").toString());
    assertThat(Distribution.run(process(moved, "--make-archive")).output())
        .startsWith(folder.resolve("xdg/wsemulator") + "/");
  }
}
