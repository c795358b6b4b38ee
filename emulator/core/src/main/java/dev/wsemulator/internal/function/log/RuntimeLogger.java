package dev.wsemulator.internal.function.log;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.lambda.LogLine;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The logger that Lambda's Java runtime gives to handlers and to frameworks: it puts the level in
 * front of a text, or makes a JSON document of it, and drops what is below the level that the
 * function is configured with. Its fields are those of the runtime's own, as handlers write their
 * context as JSON. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">Log and monitor
 *     Java Lambda functions</a>
 */
public final class RuntimeLogger implements LambdaLogger {
  private final LogSettings.Format logFormat;
  private final Filtering logFiltering;
  private final Formatter logFormatter = new Formatter();
  private final transient FunctionConsole console;
  private final transient Attribution attribution;

  /** What is written: only what is at least of one level. */
  private static final class Filtering {
    private final LogSettings.Level minimumLogLevel;

    Filtering(LogSettings.Level minimumLogLevel) {
      this.minimumLogLevel = minimumLogLevel;
    }

    boolean isEnabled(LogSettings.Level level) {
      return level == LogSettings.Level.UNDEFINED || level.compareTo(minimumLogLevel) >= 0;
    }
  }

  /** How it is written; without fields, as that of the runtime. */
  private static final class Formatter {}

  RuntimeLogger(FunctionConsole console, LogSettings settings, Attribution attribution) {
    this.logFormat = settings.format();
    this.logFiltering = new Filtering(settings.level());
    this.console = console;
    this.attribution = attribution;
  }

  /** Returns the format, as the runtime's own does. */
  public LogSettings.Format getLogFormat() {
    return logFormat;
  }

  @Override
  public void log(@Nullable String message) {
    log(message, LogSettings.Level.UNDEFINED);
  }

  @Override
  public void log(byte @Nullable [] message) {
    log(message, LogSettings.Level.UNDEFINED);
  }

  @Override
  public void log(@Nullable String message, LogLevel level) {
    log(message, LogSettings.Level.valueOf(level.name()));
  }

  @Override
  public void log(byte @Nullable [] message, LogLevel level) {
    log(message, LogSettings.Level.valueOf(level.name()));
  }

  /** Writes a message of the runtime. */
  public void error(@Nullable String requestId, String text) {
    boolean isJson = logFormat == LogSettings.Format.JSON;
    console.write(requestId, isJson ? json(text, LogSettings.Level.ERROR, requestId) : text);
  }

  private void log(@Nullable String message, LogSettings.Level level) {
    if (logFiltering.isEnabled(level)) {
      write(formatted(message, level));
    }
  }

  private void log(byte @Nullable [] message, LogSettings.Level level) {
    if (logFiltering.isEnabled(level)) {
      write(message == null ? "null" : new String(message, StandardCharsets.UTF_8));
    }
  }

  private String formatted(@Nullable String message, LogSettings.Level level) {
    if (logFormat == LogSettings.Format.JSON) {
      return json(message, level, attribution.ofHandler());
    }
    return level == LogSettings.Level.UNDEFINED
        ? String.valueOf(message)
        : "[" + level + "] " + message;
  }

  private String json(
      @Nullable String message, LogSettings.Level level, @Nullable String requestId) {
    JsonText line = new JsonText().open();
    line.string("timestamp", new LogLine(console.now(), null, "").timeText());
    if (message != null) {
      line.string("message", message);
    }
    line.string("level", level.name());
    if (requestId != null) {
      line.string("AWSRequestId", requestId);
    }
    return line.close().toString();
  }

  private void write(String text) {
    console.print(attribution.ofThread(), text.stripTrailing(), null);
  }
}
