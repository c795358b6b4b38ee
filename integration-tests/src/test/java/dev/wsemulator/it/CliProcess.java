package dev.wsemulator.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A command of the runnable jar, as a process of its own beside a running emulator. */
final class CliProcess implements AutoCloseable {
  private static final Path JAR = Path.of("../emulator/cli/target/websocket-api-emulator.jar");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final StringBuffer output = new StringBuffer();
  private final CompletableFuture<Void> read;

  private CliProcess(Process process) {
    this.process = process;
    this.read = CompletableFuture.runAsync(this::read, task -> new Thread(task, "output").start());
  }

  /** Begins a command; standard error is read together with standard output. */
  static CliProcess begin(URI emulator, Path folder, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("WSEMULATOR_URL", emulator.toString());
    builder.environment().put("XDG_STATE_HOME", folder.toAbsolutePath().toString());
    builder.environment().put("TERM", "xterm");
    return new CliProcess(builder.start());
  }

  /** Returns what begins a command of the jar. */
  static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private void read() {
    byte[] some = new byte[4096];
    try (InputStream in = process.getInputStream()) {
      for (int length = in.read(some); length >= 0; length = in.read(some)) {
        output.append(new String(some, 0, length, UTF_8));
      }
    } catch (IOException e) {
      output.append("(no more can be read)");
    }
  }

  /** Types something. */
  void type(String text) throws IOException {
    OutputStream keyboard = process.getOutputStream();
    keyboard.write(text.getBytes(UTF_8));
    keyboard.flush();
  }

  /** Waits until the output has these words after what was waited for before. */
  void says(String words) {
    Awaitility.await().atMost(PATIENCE).until(() -> output.indexOf(words) >= 0 || read.isDone());
    if (output.indexOf(words) < 0) {
      throw new AssertionError("It has ended without \"" + words + "\". It has said: " + output);
    }
    output.delete(0, output.indexOf(words) + words.length());
  }

  /** Ends it as Ctrl-C does, and leaves what it says then to be read. */
  void interrupt() {
    process.toHandle().destroy();
  }

  /** Waits for its end; returns the exit code. */
  int code() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("It does not end. It has said: " + output);
    }
    read.join();
    return process.exitValue();
  }

  String output() {
    return output.toString().strip();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
