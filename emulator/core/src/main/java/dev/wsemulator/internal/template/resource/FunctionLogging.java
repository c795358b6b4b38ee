package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.lambda.LoggingConfig;
import dev.wsemulator.lambda.LoggingConfig.Level;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads how a function's log is written.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-loggingconfig.html">LoggingConfig</a>
 */
final class FunctionLogging {
  private static final String CONFIG = "LoggingConfig";
  private static final String FORMAT = "LogFormat";

  private final Resource resource;
  private final Problems problems;
  private final boolean json;

  private FunctionLogging(Resource resource, Problems problems) {
    this.resource = resource;
    this.problems = problems;
    this.json = isJson();
  }

  /** Returns the configuration of a function. */
  static LoggingConfig of(Resource resource, Problems problems) {
    return new FunctionLogging(resource, problems).read();
  }

  private LoggingConfig read() {
    Level application = level("ApplicationLogLevel", EnumSet.allOf(Level.class));
    Level system = level("SystemLogLevel", EnumSet.of(Level.DEBUG, Level.INFO, Level.WARN));
    LoggingConfig config = json ? LoggingConfig.json(application, system) : LoggingConfig.TEXT;
    return value("LogGroup")
        .filter(YamlValue::isText)
        .map(group -> config.in(group.string()))
        .orElse(config);
  }

  private boolean isJson() {
    Optional<YamlValue> format = value(FORMAT);
    String text = format.map(value -> String.valueOf(value.text())).orElse("Text");
    if (!text.equals("JSON") && !text.equals("Text")) {
      problem(FORMAT, format.orElseThrow(), "It is JSON or Text.");
    }
    return text.equals("JSON");
  }

  /** Levels are of JSON only; elsewhere Lambda refuses them. */
  private Level level(String property, Set<Level> known) {
    Optional<YamlValue> value = value(property);
    if (value.isEmpty()) {
      return Level.INFO;
    }
    String text = String.valueOf(value.get().text()).toUpperCase(Locale.ROOT);
    Optional<Level> level = known.stream().filter(each -> each.name().equals(text)).findFirst();
    if (level.isEmpty()) {
      problem(property, value.get(), "It is one of " + known + ".");
    } else if (!json) {
      problem(property, value.get(), "Levels need JSON. Write LogFormat: JSON.");
    }
    return level.orElse(Level.INFO);
  }

  private Optional<YamlValue> value(String property) {
    return resource.properties().at(CONFIG, property).filter(value -> !value.isNull());
  }

  private void problem(String property, YamlValue value, String words) {
    problems.error(
        value.line(),
        "%s is \"%s\". %s".formatted(resource.path(CONFIG + "." + property), value.text(), words));
  }
}
