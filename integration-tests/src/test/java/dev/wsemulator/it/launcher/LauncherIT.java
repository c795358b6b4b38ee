package dev.wsemulator.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsemulator.it.launcher.Distribution.Ended;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of the distribution: which JVM they start, and with which options and arguments. */
class LauncherIT {
  private static final String SAYS_ARGUMENTS = "printf '<%s>' \"$@\"";
  private static final String JAVA_HOME = "JAVA_HOME";
  private static final String ARCHIVE = "WSEMULATOR_ARCHIVE";

  @TempDir private static Path unzipped;
  private static Path home;

  @TempDir private Path folder;

  @BeforeAll
  static void unzip() throws IOException {
    home = Distribution.unzip(unzipped.resolve("a folder"));
  }

  private Ended onJdk(String program, Map<String, String> more, String... arguments)
      throws IOException, InterruptedException {
    Path jdk = Distribution.jdk(folder.resolve("a jdk"), "17.0.1", program);
    Map<String, String> variables =
        new HashMap<>(Map.of(JAVA_HOME, jdk.toString(), ARCHIVE, "off"));
    variables.putAll(more);
    return Distribution.run(Distribution.process(Distribution.script(home), variables, arguments));
  }

  @Test
  void theZipHasScriptsThatCanBeRunTheJarAndItsLibraries() throws IOException {
    try (FileSystem zip = Distribution.open();
        Stream<Path> all = Files.walk(zip.getPath("/"))) {
      List<Path> files = all.toList();
      assertThat(files)
          .filteredOn(file -> file.toString().endsWith("/websocket-api-emulator"))
          .singleElement()
          .satisfies(
              file ->
                  assertThat(Files.getPosixFilePermissions(file))
                      .contains(PosixFilePermission.OTHERS_EXECUTE));
      assertThat(files)
          .extracting(Path::toString)
          .anyMatch(name -> name.endsWith("/websocket-api-emulator.cmd"))
          .anyMatch(name -> name.endsWith("/websocket-api-emulator.jar"))
          .anyMatch(name -> name.matches(".*/lib/websocket-api-emulator-core-.*\\.jar"))
          .anyMatch(name -> name.endsWith("/LICENSE"));
    }
  }

  @Test
  void itRunsFromAFolderWithASpaceByALinkToALink() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("my bin"));
    Path first = Files.createSymbolicLink(bin.resolve("first"), Distribution.script(home));
    Path second = Files.createSymbolicLink(bin.resolve("emulator"), first.getFileName());
    Ended ended =
        Distribution.run(
            Distribution.process(
                second,
                Map.of(JAVA_HOME, System.getProperty("java.home"), ARCHIVE, "off"),
                "--version"));
    assertThat(ended.errors()).isEmpty();
    assertThat(ended.output()).matches("websocket-api-emulator \\d\\S+\\s+");
    assertThat(ended.code()).isZero();
  }

  @Test
  void argumentsKeepTheirSpacesAndQuotes() throws Exception {
    Ended ended =
        onJdk(SAYS_ARGUMENTS, Map.of(), "send", "{\"a\": 'b  c'}", "", "*", "$HOME", "a\nb");
    assertThat(ended.output())
        .endsWith(
            "<-jar><"
                + home.toRealPath().resolve("websocket-api-emulator.jar")
                + "><send><{\"a\": 'b  c'}><><*><$HOME><a\nb>");
  }

  @Test
  void onlyStartGetsAHeapOfItsOwnAndTheOptimizingCompiler() throws Exception {
    assertThat(onJdk(SAYS_ARGUMENTS, Map.of(), "start").output())
        .contains("<-Xmx768m>")
        .doesNotContain("TieredStopAtLevel");
    assertThat(onJdk(SAYS_ARGUMENTS, Map.of(), "send", "start").output())
        .contains("<-XX:TieredStopAtLevel=1>")
        .doesNotContain("-Xmx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"})
  void aHeapThatTheUserSetsHolds(String variable) throws Exception {
    assertThat(onJdk(SAYS_ARGUMENTS, Map.of(variable, "-Xmx2g"), "start").output())
        .doesNotContain("-Xmx768m");
  }

  @Test
  void optionsOfTheJvmAreSeparatedBySpacesAndNotExpanded() throws Exception {
    assertThat(onJdk(SAYS_ARGUMENTS, Map.of("JAVA_OPTS", "-Da=*  -Db=2"), "start").output())
        .contains("<-Da=*><-Db=2><-jar>");
  }

  @Test
  void theExitCodeIsTheJvms() throws Exception {
    assertThat(onJdk("exit 7", Map.of(), "start").code()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "11.0.2, 'Java 17 or newer is needed, and JAVA_HOME is %s, which is Java 11.0.2.'",
    "1.8.0_402, 'Java 17 or newer is needed, and JAVA_HOME is %s, which is Java 1.8.0_402.'",
  })
  void anOldJavaIsRefusedInASentence(String version, String sentence) throws Exception {
    Path jdk = Distribution.jdk(folder.resolve("old"), version, SAYS_ARGUMENTS);
    Ended ended =
        Distribution.run(
            Distribution.process(
                Distribution.script(home), Map.of(JAVA_HOME, jdk.toString()), "start"));
    assertThat(ended.errors()).contains(sentence.formatted(jdk)).hasLineCount(1);
    assertThat(ended.output()).isEmpty();
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void aJavaHomeWithoutJavaIsRefusedInASentence() throws Exception {
    Ended ended =
        Distribution.run(
            Distribution.process(Distribution.script(home), Map.of(JAVA_HOME, "/no/jdk"), "start"));
    assertThat(ended.errors())
        .isEqualTo(
            "websocket-api-emulator: JAVA_HOME is /no/jdk, which has no program bin/java. Set it to the folder of a JDK 17 or newer, or unset it.\n");
    assertThat(ended.code()).isEqualTo(1);
  }

  /** Returns a folder with the programs that the script needs, but no java. */
  private Path programs() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("programs"));
    for (String name : List.of("sh", "dirname", "readlink", "sed", "cat", "stat", "cksum", "tr")) {
      Path program =
          Stream.of("/usr/bin", "/bin")
              .map(place -> Path.of(place, name))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(bin.resolve(name), program);
    }
    return bin;
  }

  @Test
  void aPathWithoutJavaIsRefusedInASentence() throws Exception {
    Ended ended =
        Distribution.run(
            Distribution.process(
                Distribution.script(home), Map.of("PATH", programs().toString()), "start"));
    assertThat(ended.errors()).contains("There is no java on the PATH. Install a JDK 17 or newer");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void withoutJavaHomeTheJavaOnThePathIsUsedAndAskedForItsVersionIfNoFileTellsIt()
      throws Exception {
    Path jdk =
        Distribution.jdk(
            folder.resolve("odd"),
            "17",
            "if [ \"$1\" = -XshowSettings:properties ]; then echo '    java.version = 21.0.4' >&2; else echo \"$@\"; fi");
    Files.delete(jdk.resolve("release"));
    Path bin = programs();
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
    Ended ended =
        Distribution.run(
            Distribution.process(
                Distribution.script(home),
                Map.of("PATH", bin.toString(), ARCHIVE, "off"),
                "connections"));
    assertThat(ended.errors()).isEmpty();
    assertThat(ended.output()).contains("websocket-api-emulator.jar connections");
  }

  @Test
  void theScriptForWindowsHasTheSameOptionsAndOnlyLabelsThatExist() throws IOException {
    String windows = Files.readString(home.resolve("websocket-api-emulator.cmd"));
    String unix = Files.readString(Distribution.script(home));
    List<String> labels =
        windows
            .lines()
            .filter(line -> line.startsWith(":"))
            .map(line -> line.substring(1))
            .toList();
    assertThat(Pattern.compile("goto (\\w+)").matcher(windows).results())
        .isNotEmpty()
        .allMatch(found -> labels.contains(found.group(1)));
    assertThat(windows.lines().count()).isEqualTo(windows.split("\r\n", -1).length - 1L);
    assertThat(Pattern.compile("-XX:Tier\\w+=\\d+|-Xmx\\w+").matcher(unix).results())
        .isNotEmpty()
        .allMatch(found -> windows.contains(found.group()));
  }

  @Test
  void theScriptForWindowsRunsOnWindows() throws Exception {
    assumeTrue(System.getProperty("os.name").contains("Windows"), "only Windows can run it");
    Ended ended =
        Distribution.run(
            Distribution.process(
                home.resolve("websocket-api-emulator.cmd"), Map.of(ARCHIVE, "off"), "--version"));
    assertThat(ended.output()).startsWith("websocket-api-emulator ");
  }
}
