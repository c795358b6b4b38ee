package dev.wsemulator.internal.metrics;

import java.util.concurrent.atomic.LongAdder;

/**
 * The counters of one route, found once when it is deployed. Counting takes no lock and no look-up.
 * Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html">CloudWatch
 *     metrics of WebSocket APIs</a>
 */
public final class RouteMetrics {
  private final LongAdder[] counters = new LongAdder[Metric.values().length];
  private final LongAdder requests = new LongAdder();
  private final Latency latency = new Latency();
  private volatile boolean detailed;

  RouteMetrics() {
    for (int i = 0; i < counters.length; i++) {
      counters[i] = new LongAdder();
    }
  }

  /** A message is sent to the integration of {@code $connect}. */
  public void connect() {
    add(Metric.CONNECT_COUNT);
  }

  /** A message was received from a client, or sent to one. */
  public void message() {
    add(Metric.MESSAGE_COUNT);
  }

  /** A request has ended; each of the three errors gets a sample, mostly of 0 (REC-113). */
  public void ended(RequestError error) {
    requests.increment();
    switch (error) {
      case NONE -> {
        // Only the samples.
      }
      case CLIENT -> add(Metric.CLIENT_ERROR);
      case INTEGRATION -> add(Metric.INTEGRATION_ERROR);
      case EXECUTION -> add(Metric.EXECUTION_ERROR);
    }
  }

  /**
   * The integration answered after so many nanoseconds. Not to be called for callbacks and MOCK,
   * whose latency AWS suppresses.
   */
  public void integrationLatency(long nanos) {
    latency.record(nanos);
  }

  private void add(Metric metric) {
    counters[metric.ordinal()].increment();
  }

  void reset() {
    for (LongAdder counter : counters) {
      counter.reset();
    }
    requests.reset();
    latency.reset();
  }

  void detailed(boolean isDetailed) {
    detailed = isDetailed;
  }

  boolean isDetailed() {
    return detailed;
  }

  void addTo(MetricSums sums) {
    for (int i = 0; i < counters.length; i++) {
      sums.counts[i] += counters[i].sum();
    }
    sums.requests += requests.sum();
    latency.addTo(sums);
  }
}
