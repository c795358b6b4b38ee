package dev.wsemulator.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.testing.Aws;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final long MILLI = 1_000_000;

  private final Metrics metrics = new Metrics();
  private final RouteMetrics connect = route("$connect", false);
  private final RouteMetrics send = route("send", true);
  private final RouteMetrics none = route(null, true);

  private RouteMetrics route(String routeKey, boolean detailed) {
    return metrics.route(new MeteredRoute("abc", "prod", routeKey, detailed));
  }

  private List<Json> json() {
    Json json = Json.parse(metrics.json().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    assertThat(json.child("Namespace").orElseThrow().string()).contains("AWS/ApiGateway");
    return json.child("Metrics").orElseThrow().elements();
  }

  private static String text(Json json, String member) {
    return json.child(member).orElseThrow().selectionText();
  }

  /** The sums of a metric by what it is split by, such as {@code ApiId=abc Stage=prod}. */
  private Map<String, String> sums(String metric) {
    Map<String, String> sums = new TreeMap<>();
    for (Json one : json()) {
      if (text(one, "MetricName").equals(metric)) {
        List<String> dimensions = new ArrayList<>();
        one.child("Dimensions")
            .orElseThrow()
            .elements()
            .forEach(d -> dimensions.add(text(d, "Name") + "=" + text(d, "Value")));
        sums.put(String.join(" ", dimensions), text(one, "Sum"));
      }
    }
    return sums;
  }

  @Aws("MT-01")
  @Test
  void allMetricsHaveCloudWatchsNames() {
    connect.connect();
    connect.message();
    connect.ended(RequestError.NONE);
    send.integrationLatency(MILLI);

    assertThat(json())
        .extracting(one -> text(one, "MetricName"))
        .containsOnly(
            "ConnectCount",
            "MessageCount",
            "IntegrationError",
            "ClientError",
            "ExecutionError",
            "IntegrationLatency");
  }

  @Aws({"MT-02", "MT-03", "MT-06"})
  @Test
  void metricsAreSplitByApiAndStageAndByRouteWhereThatIsEnabled() {
    connect.connect();
    connect.message();
    send.message();
    send.message();
    none.message();

    assertThat(sums("ConnectCount"))
        .containsEntry("ApiId=abc", "1")
        .containsEntry("ApiId=abc Stage=prod", "1");
    assertThat(sums("MessageCount"))
        .containsOnly(
            Map.entry("ApiId=abc", "4"),
            Map.entry("ApiId=abc Stage=prod", "4"),
            Map.entry("ApiId=abc Route=send Stage=prod", "2"));
  }

  @Aws("MT-04")
  @Test
  void errorsAreCountedByWhoseTheyAre() {
    send.ended(RequestError.NONE);
    send.ended(RequestError.INTEGRATION);
    send.ended(RequestError.EXECUTION);
    send.ended(RequestError.EXECUTION);
    none.ended(RequestError.ofGateway(499));
    none.ended(RequestError.ofGateway(500));

    assertThat(sums("IntegrationError")).containsEntry("ApiId=abc Stage=prod", "1");
    assertThat(sums("ClientError")).containsEntry("ApiId=abc Stage=prod", "1");
    assertThat(sums("ExecutionError")).containsEntry("ApiId=abc Stage=prod", "3");
  }

  @Aws({"REC-110", "REC-113"})
  @Test
  void everyRequestIsASampleOfEveryError() {
    connect.ended(RequestError.NONE);
    connect.ended(RequestError.CLIENT);
    connect.message();

    assertThat(json())
        .filteredOn(one -> one.child("Dimensions").orElseThrow().elements().size() == 1)
        .extracting(
            one -> text(one, "MetricName"),
            one -> text(one, "Unit"),
            one -> text(one, "SampleCount"),
            one -> text(one, "Sum"))
        .containsExactly(
            tuple("MessageCount", "Count", "1", "1"),
            tuple("IntegrationError", "Count", "2", "0"),
            tuple("ClientError", "Count", "2", "1"),
            tuple("ExecutionError", "Count", "2", "0"));
  }

  @Aws("MT-05")
  @Test
  void latencyThatWasNotMeasuredIsNotShown() {
    connect.connect();

    assertThat(sums("IntegrationLatency")).isEmpty();
    assertThat(metrics.prometheus()).doesNotContain("milliseconds_min{");
  }

  @Aws("MT-01")
  @Test
  void latencyHasCountSumAndExtremes() {
    send.integrationLatency(2 * MILLI);
    connect.integrationLatency(6 * MILLI + MILLI / 2);

    Json stage =
        json().stream()
            .filter(one -> text(one, "MetricName").equals("IntegrationLatency"))
            .skip(1)
            .findFirst()
            .orElseThrow();
    assertThat(text(stage, "Unit")).isEqualTo("Milliseconds");
    assertThat(text(stage, "SampleCount")).isEqualTo("2");
    assertThat(text(stage, "Sum")).isEqualTo("8.5");
    assertThat(text(stage, "Minimum")).isEqualTo("2.0");
    assertThat(text(stage, "Maximum")).isEqualTo("6.5");
  }

  @Test
  void prometheusCountsNothingTwice() {
    connect.message();
    send.message();
    none.message();

    assertThat(metrics.prometheus())
        .contains(
            """
            # HELP apigateway_message_count_total Messages from or to clients.
            # TYPE apigateway_message_count_total counter
            apigateway_message_count_total{api_id="abc",stage="prod",route=""} 2
            apigateway_message_count_total{api_id="abc",stage="prod",route="send"} 1
            """)
        .endsWith("\n");
  }

  @Test
  void prometheusHistogramIsCumulative() {
    send.integrationLatency(5 * MILLI);
    send.integrationLatency(5 * MILLI + 1);
    send.integrationLatency(60_000 * MILLI);

    String series = "apigateway_integration_latency_milliseconds";
    String labels = "api_id=\"abc\",stage=\"prod\",route=\"send\"";
    assertThat(metrics.prometheus())
        .contains("# TYPE " + series + " histogram\n")
        .contains(series + "_bucket{" + labels + ",le=\"1\"} 0\n")
        .contains(series + "_bucket{" + labels + ",le=\"5\"} 1\n")
        .contains(series + "_bucket{" + labels + ",le=\"10\"} 2\n")
        .contains(series + "_bucket{" + labels + ",le=\"29000\"} 2\n")
        .contains(series + "_bucket{" + labels + ",le=\"+Inf\"} 3\n")
        .contains(series + "_count{" + labels + "} 3\n")
        .contains(series + "_min{" + labels + "} 5.0\n")
        .contains(series + "_max{" + labels + "} 60000.0\n");
  }

  @Test
  void prometheusEscapesLabels() {
    route("a\"b\\c\nd", true).message();

    assertThat(metrics.prometheus()).contains("route=\"a\\\"b\\\\c\\nd\"} 1\n");
  }

  @Test
  void everyLineOfPrometheusIsACommentOrASample() {
    send.integrationLatency(MILLI);

    assertThat(metrics.prometheus().lines())
        .allMatch(line -> line.matches("# (HELP|TYPE) \\w+ .+|\\w+\\{.*} [0-9.E+-]+"));
  }

  @Test
  void aRouteThatIsDeployedAgainGoesOnCounting() {
    send.message();
    route("send", false).message();

    assertThat(sums("MessageCount"))
        .containsOnly(Map.entry("ApiId=abc", "2"), Map.entry("ApiId=abc Stage=prod", "2"));
  }

  @Test
  void handlesCountOnAfterAReset() {
    send.message();
    send.integrationLatency(MILLI);
    metrics.reset();
    send.message();

    assertThat(sums("MessageCount")).containsEntry("ApiId=abc", "1");
    assertThat(sums("IntegrationLatency")).isEmpty();
  }

  @Test
  void noCountIsLostBetweenThreads() {
    IntStream.range(0, 10_000)
        .parallel()
        .forEach(
            i -> {
              send.message();
              send.integrationLatency(i * MILLI);
            });

    assertThat(sums("MessageCount")).containsEntry("ApiId=abc", "10000");
    assertThat(metrics.prometheus()).contains("le=\"+Inf\"} 10000\n");
  }
}
