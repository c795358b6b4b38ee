package dev.wsemulator.internal.controlplane.lambda;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LoggingConfig;
import dev.wsemulator.lambda.LoggingConfig.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The configuration of a function's log, as the {@code lambda} API describes it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html">LoggingConfig</a>
 */
final class LoggingDocument {
  private static final String FORMAT = "LogFormat";
  private static final String APPLICATION = "ApplicationLogLevel";
  private static final String SYSTEM = "SystemLogLevel";
  private static final String GROUP = "LogGroup";
  private static final List<String> FORMATS = List.of("JSON", "Text");
  private static final List<String> APPLICATION_LEVELS =
      Stream.of(Level.values()).map(Level::name).toList();
  private static final List<String> SYSTEM_LEVELS = List.of("DEBUG", "INFO", "WARN");

  private LoggingDocument() {}

  /**
   * Returns what a caller has asked for, with what he has left out.
   *
   * @throws ServiceException if the value is invalid
   */
  static Map<String, Object> asked(Document request, String functionName) {
    String format = known(request, FORMAT, "Text", FORMATS);
    String application = known(request, APPLICATION, "INFO", APPLICATION_LEVELS);
    String system = known(request, SYSTEM, "INFO", SYSTEM_LEVELS);
    boolean isJson = format.equals("JSON");
    if (!isJson && (request.has(APPLICATION) || request.has(SYSTEM))) {
      throw FunctionDocuments.invalid(
          "ApplicationLogLevel and SystemLogLevel can only be set if LogFormat is JSON.");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(FORMAT, format);
    if (isJson) {
      members.put(APPLICATION, application);
      members.put(SYSTEM, system);
    }
    members.put(GROUP, request.text(GROUP).orElse("/aws/lambda/" + functionName));
    return members;
  }

  private static String known(Document request, String name, String usual, List<String> known) {
    String value = request.text(name).orElse(usual);
    if (!known.contains(value)) {
      String member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
      throw ServiceException.of(
          400,
          "ValidationException",
          "1 validation error detected: Value '%s' at 'loggingConfig.%s' failed to satisfy constraint: Member must satisfy enum value set: %s"
              .formatted(value, member, known));
    }
    return value;
  }

  /** Returns how the function that is described logs. */
  static LoggingConfig of(Document function, String functionName) {
    Document config = function.object("LoggingConfig");
    LoggingConfig logging =
        config.text(FORMAT).orElse("Text").equals("JSON")
            ? LoggingConfig.json(
                Level.of(config.text(APPLICATION).orElse("INFO")),
                Level.of(config.text(SYSTEM).orElse("INFO")))
            : LoggingConfig.TEXT;
    String group = config.text(GROUP).orElse("/aws/lambda/" + functionName);
    return group.equals("/aws/lambda/" + functionName) ? logging : logging.in(group);
  }

  /** Returns how a function logs that a template, or Java, defines. */
  static Map<String, Object> of(FunctionDefinition definition) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(FORMAT, definition.logging().json().isPresent() ? "JSON" : "Text");
    definition
        .logging()
        .json()
        .ifPresent(
            levels -> {
              members.put(APPLICATION, levels.application().name());
              members.put(SYSTEM, levels.system().name());
            });
    members.put(GROUP, definition.logGroup());
    return members;
  }
}
