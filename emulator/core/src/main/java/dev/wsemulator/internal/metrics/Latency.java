package dev.wsemulator.internal.metrics;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** The latency of calls, in fixed buckets. Lock-free. */
final class Latency {
  /** The last bound is the longest that the gateway waits; longer calls are in one more bucket. */
  private static final long[] BOUNDS_MILLIS = {
    1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 29_000
  };

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LongAdder[] buckets = new LongAdder[BOUNDS_MILLIS.length + 1];
  private final LongAdder sum = new LongAdder();
  private final LongAccumulator min = new LongAccumulator(Math::min, Long.MAX_VALUE);
  private final LongAccumulator max = new LongAccumulator(Math::max, 0);

  Latency() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  static int buckets() {
    return BOUNDS_MILLIS.length + 1;
  }

  /** Returns the bound of a bucket, as Prometheus writes it. */
  static String bound(int bucket) {
    return bucket < BOUNDS_MILLIS.length ? Long.toString(BOUNDS_MILLIS[bucket]) : "+Inf";
  }

  void record(long nanos) {
    long known = Math.max(0, nanos);
    buckets[bucket(known)].increment();
    sum.add(known);
    min.accumulate(known);
    max.accumulate(known);
  }

  private static int bucket(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS_MILLIS.length && nanos > BOUNDS_MILLIS[bucket] * NANOS_PER_MILLI) {
      bucket++;
    }
    return bucket;
  }

  void reset() {
    for (LongAdder bucket : buckets) {
      bucket.reset();
    }
    sum.reset();
    min.reset();
    max.reset();
  }

  void addTo(MetricSums sums) {
    for (int i = 0; i < buckets.length; i++) {
      sums.buckets[i] += buckets[i].sum();
    }
    sums.latencySum += sum.sum() / (double) NANOS_PER_MILLI;
    sums.latencyMin = Math.min(sums.latencyMin, min.get() / (double) NANOS_PER_MILLI);
    sums.latencyMax = Math.max(sums.latencyMax, max.get() / (double) NANOS_PER_MILLI);
  }
}
