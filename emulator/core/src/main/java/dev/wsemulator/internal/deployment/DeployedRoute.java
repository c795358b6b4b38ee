package dev.wsemulator.internal.deployment;

import dev.wsemulator.api.Route;
import dev.wsemulator.internal.throttling.Throttle;
import org.jspecify.annotations.Nullable;

/**
 * A route with its back end looked up, once, when it was deployed. Immutable.
 *
 * @param route the route as defined
 * @param invoker its back end; {@code null} if it has no integration
 * @param check how its messages are checked; {@code null} if they are not
 * @param throttle the limits on its messages
 * @param telemetry where they are counted and logged
 */
public record DeployedRoute(
    Route route,
    @Nullable IntegrationInvoker invoker,
    @Nullable MessageCheck check,
    Throttle throttle,
    RouteTelemetry telemetry) {}
