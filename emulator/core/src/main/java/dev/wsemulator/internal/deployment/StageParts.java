package dev.wsemulator.internal.deployment;

import dev.wsemulator.internal.logging.AccessLog;
import dev.wsemulator.internal.throttling.Throttle;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a stage besides its routes.
 *
 * @param throttle the limits on messages that no route takes
 * @param telemetry where such messages are counted and logged
 * @param implied what is counted without a route
 * @param accessLog the access log, or {@code null}
 */
public record StageParts(
    Throttle throttle,
    RouteTelemetry telemetry,
    ImpliedRoutes implied,
    @Nullable AccessLog accessLog) {}
