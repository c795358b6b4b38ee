package dev.wsemulator.internal.definition;

import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.RouteSettings.LoggingLevel;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Stage.AccessLog;
import dev.wsemulator.internal.controlplane.store.Document;
import java.util.LinkedHashMap;
import java.util.List;
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
    return new Stage(
        name,
        stage.texts("stageVariables"),
        settings(stage.object("defaultRouteSettings")),
        byRoute,
        accessLog(stage.object("accessLogSettings")),
        List.of());
  }

  private static RouteSettings settings(Document settings) {
    return new RouteSettings(
        settings.number("throttlingRateLimit").map(Number::doubleValue),
        settings.number("throttlingBurstLimit").map(Number::intValue),
        LoggingLevel.valueOf(settings.text("loggingLevel").orElse("OFF")),
        settings.isTrue("dataTraceEnabled"),
        settings.isTrue("detailedMetricsEnabled"));
  }

  private static Optional<AccessLog> accessLog(Document settings) {
    Optional<String> format = settings.text("format");
    return settings
        .text("destinationArn")
        .flatMap(destination -> format.map(text -> new AccessLog(destination, text)));
  }
}
