package dev.wsemulator.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The runnable jar as a process of its own, started on a free port. */
final class RunningCli implements AutoCloseable {
  private static final Path JAR = Path.of("../emulator/cli/target/websocket-api-emulator.jar");

  private static final String ERRORS = "errors.txt";

  private final Process process;
  private final File folder;
  private final List<String> output = new ArrayList<>();

  private RunningCli(Process process, File folder) {
    this.process = process;
    this.folder = folder;
  }

  static RunningCli start(String... options) throws IOException {
    return startOn(java(), options);
  }

  /** Starts it on another JDK. */
  static RunningCli startOn(String java, String... options) throws IOException {
    return started(
        new ProcessBuilder(command(java, options)).redirectError(ProcessBuilder.Redirect.INHERIT));
  }

  /** Starts it, with what it writes to its standard error in a file. */
  static RunningCli startWithErrors(Path file, String... options) throws IOException {
    return started(new ProcessBuilder(command(java(), options)).redirectError(file.toFile()));
  }

  /** Starts it in another working directory, with more variables. */
  static RunningCli in(Path folder, Map<String, String> variables) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(java()))
            .directory(folder.toFile())
            .redirectError(folder.resolve(ERRORS).toFile());
    builder.environment().putAll(variables);
    return started(builder);
  }

  private static RunningCli started(ProcessBuilder builder) throws IOException {
    RunningCli running = new RunningCli(builder.start(), builder.directory());
    running.awaitReady();
    return running;
  }

  private static String java() {
    return ProcessHandle.current().info().command().orElse("java");
  }

  private static List<String> command(String java, String... options) {
    String jar = JAR.toAbsolutePath().toString();
    List<String> command = new ArrayList<>(List.of(java, "-jar", jar, "start", "--port", "0"));
    command.addAll(List.of(options));
    return command;
  }

  private void awaitReady() throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      output.add(line);
      if (line.startsWith("Ready after ") || line.startsWith("{")) {
        return;
      }
    }
    throw new AssertionError("The emulator did not start. It printed: " + output);
  }

  /** Returns what it has printed to standard error, if it runs in a folder of its own. */
  String errors() throws IOException {
    return Files.readString(Objects.requireNonNull(folder).toPath().resolve(ERRORS));
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
