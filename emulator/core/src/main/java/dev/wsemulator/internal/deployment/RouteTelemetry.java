package dev.wsemulator.internal.deployment;

import dev.wsemulator.internal.logging.ExecutionLog;
import dev.wsemulator.internal.metrics.RouteMetrics;

/**
 * Where what happens on a route is counted and logged.
 *
 * @param metrics its metrics
 * @param log its execution log
 */
public record RouteTelemetry(RouteMetrics metrics, ExecutionLog log) {}
