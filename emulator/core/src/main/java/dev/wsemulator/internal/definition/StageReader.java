package dev.wsemulator.internal.definition;

import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.RouteSettings.LoggingLevel;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Stage.AccessLog;
import dev.wsemulator.internal.controlplane.store.Document;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads stages from their resources. */
public final class StageReader {
  private StageReader() {}

  /** Returns the stage that a resource describes. */
  public static Stage read(String name, Document stage) {
    Map<String, RouteSettings> byRoute = new LinkedHashMap<>();
    stage
        .object("routeSettings")
        .members()
        .forEach((key, settings) -> byRoute.put(key, settings(Document.of(settings))));
    return Stage.builder(name)
        .variables(stage.texts("stageVariables"))
        .defaultRouteSettings(settings(stage.object("defaultRouteSettings")))
        .routeSettings(byRoute)
        .accessLog(accessLog(stage.object("accessLogSettings")).orElse(null))
        .build();
  }

  private static RouteSettings settings(Document settings) {
    return RouteSettings.builder()
        .throttlingRateLimit(
            settings.number("throttlingRateLimit").map(Number::doubleValue).orElse(null))
        .throttlingBurstLimit(
            settings.number("throttlingBurstLimit").map(Number::intValue).orElse(null))
        .loggingLevel(LoggingLevel.valueOf(settings.text("loggingLevel").orElse("OFF")))
        .dataTraceEnabled(settings.isTrue("dataTraceEnabled"))
        .detailedMetricsEnabled(settings.isTrue("detailedMetricsEnabled"))
        .build();
  }

  private static Optional<AccessLog> accessLog(Document settings) {
    Optional<String> format = settings.text("format");
    return settings
        .text("destinationArn")
        .flatMap(destination -> format.map(text -> new AccessLog(destination, text)));
  }
}
