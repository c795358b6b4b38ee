package dev.wsemulator.internal.function.log;

import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LoggingConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of the runtime's logger, from environment variables: Lambda sets them from the
 * function's configuration, and its owner can set them instead.
 *
 * @param format text or JSON
 * @param level the least level of what is written
 */
public record LogSettings(Format format, Level level) {
  private static final Logger LOG = LoggerFactory.getLogger(LogSettings.class);
  private static final String FORMAT = "AWS_LAMBDA_LOG_FORMAT";
  private static final String LEVEL = "AWS_LAMBDA_LOG_LEVEL";

  /**
   * The format of the log. The same in the library of handlers is missing in the versions that
   * users may have in its place.
   */
  enum Format {
    TEXT,
    JSON
  }

  /** The level of detail, as {@link Format} independent of the library. */
  enum Level {
    UNDEFINED,
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL
  }

  /** Returns the environment variables that Lambda sets for a configuration. */
  public static Map<String, String> variables(LoggingConfig config) {
    Map<String, String> variables = new HashMap<>();
    config
        .json()
        .ifPresent(
            levels -> {
              variables.put(FORMAT, "JSON");
              variables.put(LEVEL, levels.application().name());
            });
    return variables;
  }

  /** Returns the settings of a function. */
  static LogSettings of(FunctionDefinition function) {
    Map<String, String> variables = variables(function.logging());
    variables.putAll(function.environment());
    return new LogSettings(
        known(Format.TEXT, function, FORMAT, variables.get(FORMAT)),
        known(Level.UNDEFINED, function, LEVEL, variables.get(LEVEL)));
  }

  private static <T extends Enum<T>> T known(
      T usual, FunctionDefinition function, String variable, @Nullable String value) {
    if (value == null) {
      return usual;
    }
    try {
      return Enum.valueOf(usual.getDeclaringClass(), value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "Function {}: the environment variable {} is \"{}\". On Lambda the function does not start."
              + " Write one of {}.",
          function.name(),
          variable,
          value,
          List.of(usual.getDeclaringClass().getEnumConstants()));
      LOG.debug("It is of no use.", e);
      return usual;
    }
  }
}
