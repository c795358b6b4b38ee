package dev.wsemulator.internal.source.stream;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.EventSourceMapping.Limits;
import java.time.Duration;
import java.util.Optional;

/**
 * An event source mapping of a stream, with Lambda's defaults. Immutable.
 *
 * @param settings its properties
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html">Parameters
 *     for DynamoDB event source mappings</a>
 */
record Mapping(EventSourceMapping settings) {
  /** The largest event that Lambda takes. */
  static final int MOST_BYTES = 6 * 1024 * 1024;

  private static final int DEFAULT_BATCH = 100;

  /** How long a stream keeps its records. */
  private static final Duration KEPT = Duration.ofHours(24);

  private static final int LEAST_BUFFER = 1_000;

  String streamArn() {
    return settings.sourceArn();
  }

  String functionArn() {
    Arn stream = Arn.parse(streamArn()).orElseThrow();
    return Arn.ofFunction(stream.region(), stream.accountId(), settings.functionName());
  }

  int batchSize() {
    return settings.batchSize().orElse(DEFAULT_BATCH);
  }

  Duration batchingWindow() {
    return settings.batchingWindow();
  }

  int lanes() {
    return settings.stream().shape().parallelization();
  }

  /** Returns how many records wait in memory at most. */
  int buffer() {
    return Math.max(LEAST_BUFFER, 2 * batchSize() * lanes());
  }

  Optional<Duration> tumblingWindow() {
    return settings.stream().shape().tumblingWindow();
  }

  boolean bisects() {
    return settings.stream().retry().bisects();
  }

  boolean reportsItemFailures() {
    return settings.reportsItemFailures();
  }

  Optional<String> failureDestination() {
    return settings.stream().retry().failureDestination();
  }

  /** Returns the age of a record that is abandoned. */
  Duration mostAge() {
    Duration wanted = limits().age().orElse(KEPT);
    return wanted.compareTo(KEPT) < 0 ? wanted : KEPT;
  }

  /** Returns whether a batch that has been retried this often is abandoned. */
  boolean isExhausted(int retries) {
    return limits().attempts() != EventSourceMapping.ENDLESS && retries >= limits().attempts();
  }

  private Limits limits() {
    return settings.stream().retry().limits();
  }
}
