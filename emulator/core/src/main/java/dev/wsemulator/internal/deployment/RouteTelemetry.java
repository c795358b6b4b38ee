package dev.wsemulator.internal.deployment;

import dev.wsemulator.internal.logging.ExecutionLog;
import dev.wsemulator.internal.metrics.RouteMetrics;

/**
 * The metrics and logs of a route.
 *
 * @param metrics its metrics
 * @param log its execution log
 */
public record RouteTelemetry(RouteMetrics metrics, ExecutionLog log) {}
