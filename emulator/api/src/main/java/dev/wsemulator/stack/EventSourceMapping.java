package dev.wsemulator.stack;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Leads records of a stream or messages of a queue to a function, in batches. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html">CreateEventSourceMapping</a>
 */
public sealed interface EventSourceMapping {
  /** The number that stands for "without end", as in Lambda's API. */
  int ENDLESS = -1;

  /** Returns its id, a UUID. */
  String id();

  /** Returns the ARN of the queue, or of the stream. */
  String sourceArn();

  /** Returns the function, with an alias or a version behind a colon if one is named. */
  String functionName();

  /** Returns whether it is in use. */
  boolean isEnabled();

  /** Returns how many records a batch has at most; empty for the default of the source. */
  OptionalInt batchSize();

  /** Returns how long a batch is gathered. */
  Duration batchingWindow();

  /** Returns the patterns of the records that are wanted, as JSON; with none, all are. */
  List<String> filters();

  /** Returns whether the function answers which records of a batch have failed. */
  boolean reportsItemFailures();

  /** Returns how many invocations of a queue run at the same time; empty for no limit. */
  OptionalInt maximumConcurrency();

  /** Returns where a stream is read from, how failures are handled, and how it is divided. */
  StreamSettings stream();

  /** Returns a builder with the properties of this mapping. */
  Builder toBuilder();

  /** Returns a builder of a mapping that is enabled. */
  static Builder builder(String id, String sourceArn, String functionName) {
    return new Builder(id, sourceArn, functionName);
  }

  /** Where reading begins. */
  enum StartingPosition {
    /** With the oldest record that is there. */
    TRIM_HORIZON,
    /** With the next record. */
    LATEST
  }

  /**
   * The properties that only streams have. Immutable.
   *
   * @param start where reading begins
   * @param retry how failed batches are retried
   * @param shape how shards are divided, and how batches are put together
   */
  record StreamSettings(StartingPosition start, Retry retry, Shape shape) {
    /** The defaults of a stream. */
    public static final StreamSettings DEFAULTS =
        new StreamSettings(StartingPosition.LATEST, Retry.ENDLESSLY, Shape.DEFAULT);
  }

  /**
   * How failed batches are retried.
   *
   * @param limits when a record is abandoned
   * @param bisects whether a failed batch is split in two
   * @param failureDestination the ARN of the queue or topic that hears of lost batches
   */
  record Retry(Limits limits, boolean bisects, Optional<String> failureDestination) {
    /** Until the records expire. */
    public static final Retry ENDLESSLY =
        new Retry(new Limits(ENDLESS, Optional.empty()), false, Optional.empty());
  }

  /**
   * When a record is abandoned.
   *
   * @param attempts how often a batch is retried; {@link #ENDLESS} until it expires
   * @param age the age of a record that is not tried any more; empty for that of the stream
   */
  record Limits(int attempts, Optional<Duration> age) {}

  /**
   * How shards are divided, and how batches are put together.
   *
   * @param parallelization how many batches of a shard are processed at the same time, 1 to 10
   * @param tumblingWindow the length of a window of aggregation; empty for none
   */
  record Shape(int parallelization, Optional<Duration> tumblingWindow) {
    /** One batch at a time. */
    public static final Shape DEFAULT = new Shape(1, Optional.empty());
  }

  /** Builds a mapping. Not thread-safe. */
  final class Builder {
    private final String id;
    private final String sourceArn;
    private final String functionName;
    private boolean isEnabled = true;
    private @Nullable Integer batchSize;
    private Duration batchingWindow = Duration.ZERO;
    private List<String> filters = List.of();
    private boolean reportsItemFailures;
    private @Nullable Integer maximumConcurrency;
    private StreamSettings stream = StreamSettings.DEFAULTS;

    private Builder(String id, String sourceArn, String functionName) {
      this.id = Objects.requireNonNull(id, "id");
      this.sourceArn = Objects.requireNonNull(sourceArn, "sourceArn");
      this.functionName = Objects.requireNonNull(functionName, "functionName");
    }

    /** Sets whether it is in use. */
    public Builder enabled(boolean value) {
      isEnabled = value;
      return this;
    }

    /** Sets how many records a batch has at most. */
    public Builder batchSize(int records) {
      batchSize = records;
      return this;
    }

    /** Sets how long a batch is gathered. */
    public Builder batchingWindow(Duration window) {
      batchingWindow = Objects.requireNonNull(window, "window");
      return this;
    }

    /** Sets the patterns of the records that are wanted. */
    public Builder filters(List<String> patterns) {
      filters = List.copyOf(patterns);
      return this;
    }

    /** Sets whether the function answers which records of a batch have failed. */
    public Builder reportsItemFailures(boolean value) {
      reportsItemFailures = value;
      return this;
    }

    /** Sets how many invocations of a queue run at the same time. */
    public Builder maximumConcurrency(int invocations) {
      maximumConcurrency = invocations;
      return this;
    }

    /** Sets what only streams have. */
    public Builder stream(StreamSettings settings) {
      stream = Objects.requireNonNull(settings, "settings");
      return this;
    }

    /** Returns the mapping. */
    public EventSourceMapping build() {
      return new Built(
          id,
          sourceArn,
          functionName,
          isEnabled,
          optional(batchSize),
          batchingWindow,
          filters,
          reportsItemFailures,
          optional(maximumConcurrency),
          stream);
    }

    private static OptionalInt optional(@Nullable Integer value) {
      return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private record Built(
        String id,
        String sourceArn,
        String functionName,
        boolean isEnabled,
        OptionalInt batchSize,
        Duration batchingWindow,
        List<String> filters,
        boolean reportsItemFailures,
        OptionalInt maximumConcurrency,
        StreamSettings stream)
        implements EventSourceMapping {
      @Override
      public Builder toBuilder() {
        Builder builder =
            builder(id, sourceArn, functionName)
                .enabled(isEnabled)
                .batchingWindow(batchingWindow)
                .filters(filters)
                .reportsItemFailures(reportsItemFailures)
                .stream(stream);
        batchSize.ifPresent(builder::batchSize);
        maximumConcurrency.ifPresent(builder::maximumConcurrency);
        return builder;
      }
    }
  }
}
