package dev.wsemulator.internal.routing;

import dev.wsemulator.internal.logging.ExecutionLog;
import dev.wsemulator.internal.metrics.RouteMetrics;

/**
 * Where what happens on a route is counted and logged.
 *
 * @param metrics its metrics
 * @param log its execution log
 */
public record RouteWatch(RouteMetrics metrics, ExecutionLog log) {}
