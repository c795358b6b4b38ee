package dev.wsemulator.internal.function;

import dev.wsemulator.lambda.FunctionLog;
import dev.wsemulator.time.TimeSource;
import java.io.PrintStream;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Where a function's lines go: to its log, and to whoever started the emulator. Thread-safe. */
final class FunctionConsole {
  private final TimeSource time;
  private final FunctionLog lines;
  private final Logger log;
  private final FunctionOutput.Stream out;
  private final FunctionOutput.Stream err;
  private final RuntimeLogger logger;
  private final PlatformWords words;

  /**
   * @param log shows what the function writes
   */
  FunctionConsole(DeployedFunction function, RuntimeParts parts, Logger log) {
    this.time = parts.time();
    this.lines = parts.logs().of(function.definition());
    this.log = log;
    this.out = FunctionOutput.of(function, System.out);
    this.err = FunctionOutput.of(function, System.err);
    this.logger = new RuntimeLogger(function, this, LogSettings.of(function.definition()));
    this.words =
        PlatformWords.of(function.definition(), parts.settings().region(), function.logStream());
  }

  Instant now() {
    return time.now();
  }

  /** Adds lines to the function's log. */
  void write(@Nullable String requestId, String text) {
    lines.add(now(), requestId, text);
  }

  /** Adds lines to the function's log that are made when they are read. */
  void write(@Nullable String requestId, int count, Supplier<String> text) {
    lines.add(now(), requestId, count, text);
  }

  /** Adds what the function's code has written, and shows it: by its logger or as it would be. */
  void print(@Nullable String requestId, String text, @Nullable PrintStream process) {
    write(requestId, text);
    if (process == null || log.isInfoEnabled()) {
      log.info("{}", text);
    } else {
      process.println(text);
    }
  }

  /** Adds what a thread of the function has not caught, as the JVM writes it. */
  void uncaught(Thread thread, Throwable thrown) {
    err.stream()
        .println("Exception in thread \"" + thread.getName() + "\" " + ErrorText.trace(thrown));
  }

  /** Writes the lines that the calling thread has begun. */
  void endLines() {
    out.lines().endLine();
    err.lines().endLine();
  }

  /** Returns what Lambda's runtime gives to code that logs. */
  RuntimeLogger logger() {
    return logger;
  }

  /** Returns what Lambda says of invocations. */
  PlatformWords words() {
    return words;
  }

  PrintStream out() {
    return out.stream();
  }

  PrintStream err() {
    return err.stream();
  }
}
