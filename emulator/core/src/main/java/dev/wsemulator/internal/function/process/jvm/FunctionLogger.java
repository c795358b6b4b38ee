package dev.wsemulator.internal.function.process.jvm;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The logger that handlers and frameworks get: it writes a message as one line, in which a carriage
 * return is a new line, until the emulator reads it. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">Log and monitor
 *     Java Lambda functions</a>
 */
final class FunctionLogger implements LambdaLogger {
  private static final List<String> LEVELS =
      Arrays.asList("UNDEFINED", "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");

  private static final String UNDEFINED = LEVELS.get(0);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final transient OutputStream out;
  private final boolean isJson;
  private final int least;
  private transient volatile @Nullable String requestId;

  /**
   * Creates it as the function's variables say.
   *
   * @param out takes each message in one piece
   */
  FunctionLogger(OutputStream out, Map<String, String> variables) {
    this.out = out;
    this.isJson = "JSON".equalsIgnoreCase(variables.get("AWS_LAMBDA_LOG_FORMAT"));
    String level = variables.getOrDefault("AWS_LAMBDA_LOG_LEVEL", UNDEFINED);
    this.least = LEVELS.indexOf(level.toUpperCase(Locale.ROOT));
  }

  /** Sets the event that messages belong to from now on. */
  void begin(String id) {
    requestId = id;
  }

  @Override
  public void log(@Nullable String message) {
    log(message, UNDEFINED);
  }

  @Override
  public void log(byte @Nullable [] message) {
    log(message, UNDEFINED);
  }

  @Override
  public void log(@Nullable String message, LogLevel level) {
    log(message, level.name());
  }

  @Override
  public void log(byte @Nullable [] message, LogLevel level) {
    log(message, level.name());
  }

  /** Writes an error of the function. */
  void error(String text) {
    write(isJson ? json(text, "ERROR") : text);
  }

  private void log(@Nullable String message, String level) {
    if (!isEnabled(level)) {
      return;
    }
    if (isJson) {
      write(json(message, level));
    } else {
      write(level.equals(UNDEFINED) ? String.valueOf(message) : "[" + level + "] " + message);
    }
  }

  private void log(byte @Nullable [] message, String level) {
    if (isEnabled(level)) {
      write(message == null ? "null" : new String(message, StandardCharsets.UTF_8));
    }
  }

  private boolean isEnabled(String level) {
    return level.equals(UNDEFINED) || LEVELS.indexOf(level) >= least;
  }

  private String json(@Nullable String message, String level) {
    return new JsonWriter()
        .add("timestamp", TIME.format(Instant.now()))
        .add("message", message)
        .add("level", level)
        .add("AWSRequestId", requestId)
        .end();
  }

  private void write(String text) {
    int end = text.length();
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    String line = text.substring(0, end).replace("\r\n", "\n").replace('\n', '\r') + "\n";
    try {
      synchronized (out) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The log cannot be written.", e);
    }
  }
}
