package dev.wsemulator.it.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An emulator in a JVM of its own, with a temporary folder of its own, and one function. */
final class SeparateEmulator implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final Path temporary;
  private final RunningFunction function;

  private SeparateEmulator(Process process, Path temporary) throws IOException {
    this.process = process;
    this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    this.temporary = temporary;
    String ready = answers.readLine();
    assertThat(ready).startsWith("ready ");
    this.function = new RunningFunction(URI.create(ready.substring(6)), "cases");
  }

  /**
   * Starts it.
   *
   * @param code the folder with the language's code
   * @param temporary is empty
   */
  static SeparateEmulator start(Language language, Path code, Path temporary) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new SeparateEmulator(
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                classPath + File.pathSeparator + "target/test-classes",
                SeparateMain.class.getName(),
                language.name(),
                code.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start(),
        temporary);
  }

  RunningFunction function() {
    return function;
  }

  /** Returns how many descriptors it has open. */
  int descriptors() {
    String[] all = Path.of("/proc/" + process.pid() + "/fd").toFile().list();
    return all == null ? 0 : all.length;
  }

  /** Returns how many threads it has. */
  int threads() {
    String[] all = Path.of("/proc/" + process.pid() + "/task").toFile().list();
    return all == null ? 0 : all.length;
  }

  /** Returns the files in its temporary folder. */
  List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(temporary)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Kills it, as nothing can be done about. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it as its user does, and waits for that. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
