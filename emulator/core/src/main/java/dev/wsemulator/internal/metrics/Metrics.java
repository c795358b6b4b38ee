package dev.wsemulator.internal.metrics;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * The metrics that CloudWatch has of a WebSocket API, since the emulator started. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html">CloudWatch
 *     metrics of WebSocket APIs</a>
 */
public final class Metrics {
  private final Map<Dimensions, RouteMetrics> routes = new ConcurrentHashMap<>();

  /**
   * Returns the counters of a route; to be kept while it is deployed. A route that is deployed
   * again keeps its counters.
   */
  public RouteMetrics route(MeteredRoute route) {
    String routeKey = Objects.requireNonNullElse(route.routeKey(), "");
    RouteMetrics metrics =
        routes.computeIfAbsent(
            new Dimensions(route.apiId(), route.stage(), routeKey), any -> new RouteMetrics());
    metrics.detailed(route.isDetailed() && !routeKey.isEmpty());
    return metrics;
  }

  /** Sets all to zero; existing handles continue to count. */
  public void reset() {
    routes.values().forEach(RouteMetrics::reset);
  }

  /**
   * Returns the metrics in Prometheus's text format 0.0.4.
   *
   * <p>{@code apigateway_{connect_count,message_count,integration_error,client_error,
   * execution_error}_total} are counters. {@code apigateway_integration_latency_milliseconds} is a
   * histogram; with the gauges {@code _min} and {@code _max} it contains what CloudWatch has.
   * Labels are {@code api_id}, {@code stage} and {@code route}, which is empty for all routes
   * without detailed metrics together; so a sum over labels counts nothing twice.
   *
   * @see <a
   *     href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Text-based
   *     format</a>
   */
  public String prometheus() {
    return new PrometheusText(
            sums(
                (dimensions, route) ->
                    new Dimensions[] {route.isDetailed() ? dimensions : dimensions.ofStage()}))
        .toString();
  }

  /**
   * Returns the metrics as JSON, with CloudWatch's namespace, names and dimensions: by API, by API
   * and stage, and by API, stage and route where detailed metrics are enabled.
   */
  public String json() {
    return new CloudWatchJson(sums(Metrics::cloudWatchDimensions)).toString();
  }

  private static Dimensions[] cloudWatchDimensions(Dimensions dimensions, RouteMetrics route) {
    return route.isDetailed()
        ? new Dimensions[] {dimensions.ofApi(), dimensions.ofStage(), dimensions}
        : new Dimensions[] {dimensions.ofApi(), dimensions.ofStage()};
  }

  private SortedMap<Dimensions, MetricSums> sums(
      BiFunction<Dimensions, RouteMetrics, Dimensions[]> shownAs) {
    SortedMap<Dimensions, MetricSums> sums = new TreeMap<>();
    routes.forEach(
        (dimensions, route) -> {
          for (Dimensions shown : shownAs.apply(dimensions, route)) {
            route.addTo(sums.computeIfAbsent(shown, any -> new MetricSums()));
          }
        });
    return sums;
  }
}
