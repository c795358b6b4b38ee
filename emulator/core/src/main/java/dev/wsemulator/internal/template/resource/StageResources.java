package dev.wsemulator.internal.template.resource;

import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.RouteSettings.LoggingLevel;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Stage.AccessLog;
import dev.wsemulator.internal.logging.AccessLogFormat;
import dev.wsemulator.internal.logging.LogDestination;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how a stage treats its routes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-stage.html">AWS::ApiGatewayV2::Stage</a>
 */
final class StageResources {
  private final Problems problems;

  StageResources(Problems problems) {
    this.problems = problems;
  }

  /** Returns a stage with the settings of its resource. */
  Stage read(Resource stage, String name, Map<String, String> variables) {
    Map<String, RouteSettings> byRoute = new LinkedHashMap<>();
    stage
        .properties()
        .get("RouteSettings")
        .orElse(YamlValue.map(1, Map.of()))
        .entries()
        .forEach((key, value) -> byRoute.put(key, settings(stage, value)));
    RouteSettings defaults =
        stage
            .properties()
            .get("DefaultRouteSettings")
            .map(value -> settings(stage, value))
            .orElse(RouteSettings.none());
    return new Stage(name, variables, defaults, byRoute, accessLog(stage), List.of());
  }

  private RouteSettings settings(Resource stage, YamlValue value) {
    return new RouteSettings(
        number(stage, value, "ThrottlingRateLimit"),
        number(stage, value, "ThrottlingBurstLimit").map(Double::intValue),
        level(stage, value),
        value.get("DataTraceEnabled").filter(YamlValue::isTrue).isPresent(),
        value.get("DetailedMetricsEnabled").filter(YamlValue::isTrue).isPresent());
  }

  private Optional<Double> number(Resource stage, YamlValue settings, String name) {
    Optional<YamlValue> value = settings.get(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String text = String.valueOf(value.get().text());
    if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      problems.error(
          value.get().line(),
          "%s is \"%s\", but a number that is not negative is expected."
              .formatted(stage.path(name), text));
      return Optional.empty();
    }
    return Optional.of(Double.parseDouble(text));
  }

  private LoggingLevel level(Resource stage, YamlValue settings) {
    Optional<YamlValue> value = settings.get("LoggingLevel");
    String text = value.map(YamlValue::text).orElse("OFF").toUpperCase(Locale.ROOT);
    for (LoggingLevel level : LoggingLevel.values()) {
      if (level.name().equals(text)) {
        return level;
      }
    }
    problems.error(
        value.map(YamlValue::line).orElse(stage.line()),
        "%s is \"%s\", but AWS takes only OFF, ERROR or INFO."
            .formatted(stage.path("LoggingLevel"), text));
    return LoggingLevel.OFF;
  }

  private Optional<AccessLog> accessLog(Resource stage) {
    Optional<YamlValue> settings = stage.properties().get("AccessLogSettings");
    if (settings.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> destination = settings.get().textOf("DestinationArn");
    Optional<String> format = settings.get().textOf("Format");
    if (destination.isEmpty() || format.isEmpty()) {
      problems.error(
          settings.get().line(),
          "%s needs a DestinationArn and a Format, both texts."
              .formatted(stage.path("AccessLogSettings")));
      return Optional.empty();
    }
    check(stage, settings.get());
    return Optional.of(new AccessLog(destination.get(), format.get()));
  }

  /** Reports what AWS would reject. */
  private void check(Resource stage, YamlValue settings) {
    YamlValue format = settings.get("Format").orElseThrow();
    try {
      AccessLogFormat.compile(format.text());
    } catch (IllegalArgumentException e) {
      problems.error(
          format.line(),
          "%s: %s".formatted(stage.path("AccessLogSettings.Format"), e.getMessage()));
    }
    YamlValue destination = settings.get("DestinationArn").orElseThrow();
    LogDestination.problem(destination.text())
        .ifPresent(
            problem ->
                problems.error(
                    destination.line(),
                    "%s: %s".formatted(stage.path("AccessLogSettings.DestinationArn"), problem)));
  }
}
