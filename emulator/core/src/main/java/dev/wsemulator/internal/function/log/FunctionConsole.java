package dev.wsemulator.internal.function.log;

import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.FunctionLog;
import dev.wsemulator.time.TimeSource;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a function's lines to its log and to the console of the emulator. Thread-safe. */
public final class FunctionConsole {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  private final TimeSource time;
  private final FunctionLog lines;
  private final Logger log;
  private final String logStream;
  private final RuntimeLogger logger;
  private final PlatformWords words;

  FunctionConsole(
      FunctionDefinition function, FunctionLog lines, Place place, Attribution attribution) {
    this.time = place.time();
    this.lines = lines;
    this.log = LoggerFactory.getLogger("function." + function.name());
    this.logStream =
        DAY.format(now()) + "/[$LATEST]" + UUID.randomUUID().toString().replace("-", "");
    this.logger = new RuntimeLogger(this, LogSettings.of(function), attribution);
    this.words = PlatformWords.of(function, place.region(), logStream);
  }

  /** When and where lines are written. */
  public record Place(TimeSource time, String region) {}

  public Instant now() {
    return time.now();
  }

  /** Adds lines to the function's log. */
  public void write(@Nullable String requestId, String text) {
    lines.add(now(), requestId, text);
  }

  /** Adds lines to the function's log that are made when they are read. */
  public void write(@Nullable String requestId, int count, Supplier<String> text) {
    lines.add(now(), requestId, count, text);
  }

  /** Adds what the function's code has written, and shows it: by its logger or as it would be. */
  public void print(@Nullable String requestId, String text, @Nullable PrintStream process) {
    write(requestId, text);
    if (process == null || log.isInfoEnabled()) {
      log.info("{}", text);
    } else {
      process.println(text);
    }
  }

  /** Returns what Lambda's runtime gives to code that logs. */
  public RuntimeLogger logger() {
    return logger;
  }

  /** Returns what Lambda says of invocations. */
  public PlatformWords words() {
    return words;
  }

  public String logStream() {
    return logStream;
  }
}
