package dev.wsemulator.internal.metrics;

import java.util.Map;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;

/** Writes Prometheus's text format. */
final class PrometheusText {
  private static final String LATENCY = "apigateway_integration_latency_milliseconds";

  private final StringBuilder out = new StringBuilder(2048);
  private final SortedMap<Dimensions, MetricSums> sums;

  PrometheusText(SortedMap<Dimensions, MetricSums> sums) {
    this.sums = sums;
    for (Metric metric : Metric.values()) {
      head(metric.prometheusName(), "counter", metric.help());
      sums.forEach(
          (dimensions, sum) ->
              sample(metric.prometheusName(), labels(dimensions), sum.count(metric)));
    }
    head(LATENCY, "histogram", "Time until the integration answered, in milliseconds.");
    sums.forEach(this::histogram);
    gauge("_min", "Shortest time until the integration answered.", sum -> sum.latencyMin);
    gauge("_max", "Longest time until the integration answered.", sum -> sum.latencyMax);
  }

  private void head(String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void histogram(Dimensions dimensions, MetricSums sum) {
    String labels = labels(dimensions);
    long upTo = 0;
    for (int i = 0; i < sum.buckets.length; i++) {
      upTo += sum.buckets[i];
      sample(LATENCY + "_bucket", labels + ",le=\"" + Latency.bound(i) + '"', upTo);
    }
    sample(LATENCY + "_sum", labels, sum.latencySum);
    sample(LATENCY + "_count", labels, upTo);
  }

  private void gauge(String suffix, String help, ToDoubleFunction<MetricSums> value) {
    head(LATENCY + suffix, "gauge", help);
    for (Map.Entry<Dimensions, MetricSums> entry : sums.entrySet()) {
      if (entry.getValue().calls() > 0) {
        sample(LATENCY + suffix, labels(entry.getKey()), value.applyAsDouble(entry.getValue()));
      }
    }
  }

  private void sample(String name, String labels, Object value) {
    out.append(name).append('{').append(labels).append("} ").append(value).append('\n');
  }

  private static String labels(Dimensions dimensions) {
    return "api_id=\"%s\",stage=\"%s\",route=\"%s\""
        .formatted(
            escaped(dimensions.apiId()), escaped(dimensions.stage()), escaped(dimensions.route()));
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
