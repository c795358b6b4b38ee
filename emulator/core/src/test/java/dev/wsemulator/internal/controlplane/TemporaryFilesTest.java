package dev.wsemulator.internal.controlplane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What functions leave on the disk that calls create and delete. */
class TemporaryFilesTest {
  private static final String FUNCTIONS = "/2015-03-31/functions";

  /** A JVM whose temporary folder nobody else uses; prints whether something is left. */
  static final class Program {
    public static void main(String[] args) throws IOException {
      Path folder = Path.of(System.getProperty("java.io.tmpdir"));
      try (Caller caller = new Caller(WebSocketApiEmulator.builder().start())) {
        run(caller, "First", true);
        Set<Path> before = files(folder);
        for (int i = 0; i < 150; i++) {
          run(caller, "Next" + i, i % 10 == 0);
        }
        Awaitility.await().until(() -> before.containsAll(files(folder)));
        System.out.print("none is left");
      }
      try (Stream<Path> left = Files.list(folder)) {
        left.filter(path -> path.getFileName().toString().startsWith("wsemulator"))
            .forEach(path -> System.out.print(", but after the end " + path));
      }
    }

    private static void run(Caller caller, String name, boolean invokes) throws IOException {
      caller.create(FUNCTIONS, FunctionsTest.definition(name, "greet", name, FunctionsTest.jar()));
      String path = FUNCTIONS + "/" + name;
      if (invokes) {
        assertThat(
                Caller.send(
                        HttpRequest.newBuilder(
                                caller.emulator().baseUrl().resolve(path + "/invocations"))
                            .header("Authorization", Caller.SIGNATURE)
                            .POST(BodyPublishers.ofString("{}")))
                    .body())
            .contains("hello " + name);
      }
      caller.delete(path);
    }

    private static Set<Path> files(Path folder) throws IOException {
      try (Stream<Path> all = Files.walk(folder)) {
        return all.collect(Collectors.toCollection(TreeSet::new));
      } catch (java.io.UncheckedIOException e) { // one is gone at this moment
        return files(folder);
      }
    }
  }

  @Test
  void aHundredAndFiftyFunctionsThatAreDeletedLeaveNoFile(@TempDir Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo("none is left");
    assertThat(process.waitFor()).isZero();
  }
}
