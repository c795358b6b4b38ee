package dev.wsemulator.internal.metrics;

import org.jspecify.annotations.Nullable;

/**
 * The dimensions of a set of counters.
 *
 * @param apiId the API's id
 * @param stage the stage's name
 * @param routeKey the route's key; {@code null} for requests that no route takes
 * @param isDetailed whether the route has metrics of its own ({@code detailedMetricsEnabled})
 */
public record MeteredRoute(
    String apiId, String stage, @Nullable String routeKey, boolean isDetailed) {}
