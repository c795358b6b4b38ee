package dev.wsemulator.internal.function.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function's child process as a test sees it: its output by lines, its exit code, and the end of
 * its standard input. Safe for use by several threads.
 */
final class BootstrapProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;
  private static final String END = "\0end";

  private final Process process;
  private final BlockingQueue<String> out = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> err = new LinkedBlockingQueue<>();

  private BootstrapProcess(Process process) {
    this.process = process;
    read(process.getInputStream(), out);
    read(process.getErrorStream(), err);
  }

  /** Starts a command with these variables and {@code PATH}, and no other variable. */
  static BootstrapProcess start(
      Path folder, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().putAll(environment);
    try {
      return new BootstrapProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first number that a command such as {@code node --version} prints; 0 without command. */
  static int majorVersion(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] output = process.getInputStream().readAllBytes();
      Matcher number = Pattern.compile("\\d+").matcher(new String(output, StandardCharsets.UTF_8));
      return number.find() ? Integer.parseInt(number.group()) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The next line of standard output. */
  String line() {
    return next(out);
  }

  /** The next line of standard error. */
  String errorLine() {
    return next(err);
  }

  /** Waits for the end of the process and returns what is left of its standard output. */
  List<String> remainingLines() {
    return rest(out);
  }

  /** Waits for the end of the process and returns what is left of its standard error. */
  List<String> remainingErrorLines() {
    return rest(err);
  }

  /** Waits for the end of the process. */
  int exitCode() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The process still runs after " + PATIENCE_SECONDS + " s.");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the standard input of the process, as the death of its parent does. */
  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends SIGTERM, and unlike {@link Process#destroy} leaves the pipes open. */
  void terminate() {
    process.toHandle().destroy();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    exitCode();
  }

  private static String next(BlockingQueue<String> lines) {
    try {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null || line.equals(END)) {
        throw new AssertionError(line == null ? "No line came." : "The output has ended.");
      }
      return line;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> rest(BlockingQueue<String> lines) {
    exitCode();
    try {
      List<String> rest = new ArrayList<>();
      for (String line = lines.take(); !line.equals(END); line = lines.take()) {
        rest.add(line);
      }
      return rest;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Splits at {@code \n} only: bootstraps write a newline inside of a message as {@code \r}. */
  private static void read(InputStream in, BlockingQueue<String> lines) {
    Thread thread =
        new Thread(
            () -> {
              try (InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                split(new BufferedReader(reader), lines);
              } catch (IOException e) {
                // The process has ended.
              }
              lines.add(END);
            },
            "bootstrap-output");
    thread.setDaemon(true);
    thread.start();
  }

  private static void split(BufferedReader reader, BlockingQueue<String> lines) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        lines.add(line.toString());
        line.setLength(0);
      } else {
        line.append((char) c);
      }
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
  }
}
