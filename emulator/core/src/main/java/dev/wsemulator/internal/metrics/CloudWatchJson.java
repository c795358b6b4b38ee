package dev.wsemulator.internal.metrics;

import dev.wsemulator.internal.json.JsonText;
import java.util.SortedMap;

/** Writes metrics with the words of CloudWatch. */
final class CloudWatchJson {
  private final JsonText json = new JsonText();
  private boolean first = true;

  CloudWatchJson(SortedMap<Dimensions, MetricSums> sums) {
    json.open().string("Namespace", "AWS/ApiGateway").name("Metrics").raw("[");
    sums.forEach(this::metrics);
    json.raw("]").close();
  }

  private void metrics(Dimensions dimensions, MetricSums sums) {
    for (Metric metric : Metric.values()) {
      if (sums.samples(metric) > 0) {
        open(metric.cloudWatchName(), dimensions, "Count");
        json.number("SampleCount", sums.samples(metric));
        json.number("Sum", sums.count(metric)).close();
      }
    }
    if (sums.calls() > 0) {
      open("IntegrationLatency", dimensions, "Milliseconds");
      json.number("SampleCount", sums.calls());
      json.name("Sum").raw(Double.toString(sums.latencySum));
      json.name("Minimum").raw(Double.toString(sums.latencyMin));
      json.name("Maximum").raw(Double.toString(sums.latencyMax)).close();
    }
  }

  private void open(String metric, Dimensions dimensions, String unit) {
    if (!first) {
      json.raw(",");
    }
    first = false;
    json.open().string("MetricName", metric).name("Dimensions").raw("[");
    dimension("ApiId", dimensions.apiId());
    dimension(",", "Route", dimensions.route());
    dimension(",", "Stage", dimensions.stage());
    json.raw("]").string("Unit", unit);
  }

  private void dimension(String separator, String name, String value) {
    if (!value.isEmpty()) {
      json.raw(separator);
      dimension(name, value);
    }
  }

  private void dimension(String name, String value) {
    json.open().string("Name", name).string("Value", value).close();
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
