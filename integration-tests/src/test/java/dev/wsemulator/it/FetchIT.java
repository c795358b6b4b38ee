package dev.wsemulator.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runnable jar for a user whose machine has nothing of DynamoDB Local. The network is a folder:
 * the build's own local repository, as the mirror of all others.
 */
class FetchIT {
  private static final String NOWHERE = "http://127.0.0.1:1/maven";
  private static final String JAR = "DynamoDBLocal-3.3.1.jar";

  @TempDir private Path home;

  @BeforeEach
  void online() throws IOException {
    mirror(Path.of(System.getProperty("localRepository")).toUri().toString());
  }

  private void mirror(String url) throws IOException {
    Files.createDirectories(home.resolve(".m2"));
    Files.writeString(
        home.resolve(".m2/settings.xml"),
        "<settings><mirrors><mirror><id>m</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors></settings>"
            .formatted(url));
  }

  private Path cache() {
    return home.resolve(".cache/wsemulator");
  }

  private List<String> cached() throws IOException {
    try (Stream<Path> files = Files.list(cache())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** A command that runs. */
  private record Run(Process process, Path out, Path err) {
    int code() throws InterruptedException {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    String said() throws IOException {
      return Files.readString(out, UTF_8).strip();
    }

    String noted() throws IOException {
      return Files.readString(err, UTF_8).strip();
    }
  }

  private Run run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Duser.home=" + home,
            "-jar",
            Path.of("../emulator/cli/target/websocket-api-emulator.jar")
                .toAbsolutePath()
                .toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(home, "out", ".txt");
    Path err = Files.createTempFile(home, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(
            List.of(
                "WSEMULATOR_CACHE", "XDG_CACHE_HOME", "GRADLE_USER_HOME", "MAVEN_HOME", "M2_HOME"));
    return new Run(builder.start(), out, err);
  }

  private Run start() throws IOException {
    return run("start", "--port", "0", "--template", "../translator-app/template.yaml");
  }

  @Test
  void afterFetchAnApplicationWithATableRunsInAClosedNetwork() throws Exception {
    Run fetch = run("fetch");
    assertThat(fetch.code()).as(fetch.noted()).isZero();
    assertThat(fetch.said()).isEqualTo(cache().resolve(JAR).toString());
    assertThat(fetch.noted())
        .startsWith("Fetching software.amazon.dynamodb:DynamoDBLocal:3.3.1, once. ")
        .contains("https://aws.amazon.com/dynamodb/dynamodblocallicense/");

    mirror(NOWHERE);
    Run start = start();
    try {
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> start.said().contains("Ready after") || !start.process().isAlive());
      assertThat(start.process().isAlive()).as(start.noted()).isTrue();
      assertThat(start.noted()).doesNotContain("Fetching");
    } finally {
      start.process().destroyForcibly().waitFor();
    }
  }

  @Test
  void withoutANetworkAStartWithATableEndsWithASentenceThatSaysWhatToDo() throws Exception {
    mirror(NOWHERE);
    Run start = start();
    assertThat(start.code()).isEqualTo(1);
    assertThat(start.noted())
        .contains("DynamoDB Local cannot be had: asked " + NOWHERE)
        .contains("websocket-api-emulator.jar fetch", "mvn dependency:get", "--backend URL");
    assertThat(cached()).containsExactly("fetch.lock");
  }

  @Test
  void twoProcessesThatFetchAtOnceBothEndWell() throws Exception {
    Run one = run("fetch");
    Run other = run("fetch");
    assertThat(one.code()).as(one.noted()).isZero();
    assertThat(other.code()).as(other.noted()).isZero();
    assertThat(one.said()).isEqualTo(other.said());
    assertThat(cached()).containsExactly(JAR, "fetch.lock");
    assertThat(cache().resolve(JAR)).hasSize(5_664_607);
  }

  @Test
  void aDamagedFileInTheCacheIsReplaced() throws Exception {
    Files.createDirectories(cache());
    Files.writeString(cache().resolve(JAR), "half");
    Run fetch = run("fetch");
    assertThat(fetch.code()).as(fetch.noted()).isZero();
    assertThat(fetch.noted()).startsWith("Damaged, and so not used: " + cache().resolve(JAR));
    assertThat(cache().resolve(JAR)).hasSize(5_664_607);
  }

  @Test
  void aHomeThatCannotBeWrittenToIsNamedWithWhatToDo() throws Exception {
    Files.writeString(home.resolve(".cache"), "This is not a folder.");
    Run start = start();
    assertThat(start.code()).isEqualTo(1);
    assertThat(start.noted())
        .contains("the folder " + cache() + " cannot be written to")
        .contains("WSEMULATOR_CACHE");
  }
}
