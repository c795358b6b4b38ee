package dev.wsemulator.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The runnable jar as a process of its own, started on a free port. */
final class RunningCli implements AutoCloseable {
  private static final Path JAR = Path.of("../emulator/cli/target/websocket-api-emulator.jar");

  private final Process process;
  private final List<String> output = new ArrayList<>();

  private RunningCli(Process process) {
    this.process = process;
  }

  static RunningCli start(String... options) throws IOException {
    return startOn(ProcessHandle.current().info().command().orElse("java"), options);
  }

  /** Starts it on another JDK. */
  static RunningCli startOn(String java, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(java, "-jar", JAR.toString(), "start", "--port", "0"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    RunningCli running = new RunningCli(process);
    running.awaitReady();
    return running;
  }

  private void awaitReady() throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      output.add(line);
      if (line.startsWith("Ready after ")) {
        return;
      }
    }
    throw new AssertionError("The emulator did not start. It printed: " + output);
  }

  /** Returns the address that a line of the announcement names. */
  URI address(String label) {
    return addresses(label).stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("No line \"" + label + "\" in " + output));
  }

  /** Returns the addresses that all lines with this label name. */
  List<URI> addresses(String label) {
    return output.stream()
        .filter(line -> line.startsWith(label + " "))
        .map(line -> URI.create(line.substring(label.length()).strip().split("\\s+")[0]))
        .toList();
  }

  List<String> output() {
    return output;
  }

  /** Ends the process as Ctrl-C does, and returns whether it was gone within the limit. */
  boolean terminate(long seconds) throws InterruptedException {
    process.destroy();
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
