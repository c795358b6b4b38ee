package dev.wsemulator.internal.metrics;

import java.util.Arrays;

/** The counters of one or more routes, added up for one report. Not thread-safe. */
final class MetricSums {
  final long[] counts = new long[Metric.values().length];

  /** How many requests have ended. */
  long requests;

  final long[] buckets = new long[Latency.buckets()];
  double latencySum;
  double latencyMin = Double.MAX_VALUE;
  double latencyMax;

  long count(Metric metric) {
    return counts[metric.ordinal()];
  }

  /** Returns how many samples a metric has: errors have one for each request. */
  long samples(Metric metric) {
    return metric.isError() ? requests : count(metric);
  }

  /** Returns how many calls were measured; by it, a report agrees with itself. */
  long calls() {
    return Arrays.stream(buckets).sum();
  }
}
