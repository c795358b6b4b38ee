package dev.wsemulator.internal.controlplane.lambda;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.EventSourceMapping.Limits;
import dev.wsemulator.stack.EventSourceMapping.Retry;
import dev.wsemulator.stack.EventSourceMapping.Shape;
import dev.wsemulator.stack.EventSourceMapping.StartingPosition;
import dev.wsemulator.stack.EventSourceMapping.StreamSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What event source mappings of tables' streams have beside those of queues, as calls show it and
 * as it is used.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html">Parameters
 *     for DynamoDB event source mappings</a>
 */
final class StreamDocuments {
  private static final String POSITION = "StartingPosition";
  private static final String PARALLEL = "ParallelizationFactor";
  private static final String ATTEMPTS = "MaximumRetryAttempts";
  private static final String AGE = "MaximumRecordAgeInSeconds";
  private static final String BISECTS = "BisectBatchOnFunctionError";
  private static final String TUMBLING = "TumblingWindowInSeconds";
  private static final String DESTINATION = "DestinationConfig";

  /** What calls may set; the position only at the beginning. */
  static final List<String> SETTINGS =
      List.of(POSITION, PARALLEL, ATTEMPTS, AGE, BISECTS, TUMBLING, DESTINATION);

  private StreamDocuments() {}

  /** Returns whether the source of a mapping is the stream of a table. */
  static boolean isOne(String sourceArn) {
    return sourceArn.matches("arn:[^:]+:dynamodb:.*/stream/.*");
  }

  /** Returns a mapping with Lambda's defaults. */
  static Document withDefaults(Document mapping) {
    return mapping
        .with("BatchSize", 100L)
        .with(PARALLEL, 1L)
        .with(ATTEMPTS, -1L)
        .with(AGE, -1L)
        .with(BISECTS, false)
        .with(TUMBLING, 0L)
        .with(DESTINATION, Map.of("OnFailure", Map.of()));
  }

  /** Checks what a call has set. */
  static void check(Document mapping) {
    String position = mapping.text(POSITION).orElse("");
    if (!List.of("TRIM_HORIZON", "LATEST").contains(position)) {
      throw FunctionDocuments.invalid(
          "1 validation error detected: Value '%s' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, TRIM_HORIZON]",
          position);
    }
    MappingCalls.number(mapping, PARALLEL, 1, 10);
    MappingCalls.number(mapping, ATTEMPTS, -1, 10_000);
    MappingCalls.number(mapping, TUMBLING, 0, 900);
    long age = MappingCalls.number(mapping, AGE, -1, 604_800);
    if (age >= 0 && age < 60) {
      throw FunctionDocuments.invalid("%s of %d is not -1 and not 60 or more.", AGE, age);
    }
  }

  /** Adds what a mapping of a template has. */
  static void show(EventSourceMapping mapping, Map<String, Object> all) {
    StreamSettings stream = mapping.stream();
    all.put("BatchSize", (long) mapping.batchSize().orElse(100));
    all.put(POSITION, stream.start().name());
    all.put(PARALLEL, (long) stream.shape().parallelization());
    all.put(ATTEMPTS, (long) stream.retry().limits().attempts());
    all.put(AGE, stream.retry().limits().age().map(Duration::toSeconds).orElse(-1L));
    all.put(BISECTS, stream.retry().bisects());
    all.put(TUMBLING, stream.shape().tumblingWindow().map(Duration::toSeconds).orElse(0L));
    Map<String, String> failure = new LinkedHashMap<>();
    stream.retry().failureDestination().ifPresent(arn -> failure.put("Destination", arn));
    all.put(DESTINATION, Map.of("OnFailure", failure));
  }

  /** Returns the settings that a document shows. */
  static StreamSettings settings(Document mapping) {
    Limits limits = new Limits(number(mapping, ATTEMPTS, -1), duration(number(mapping, AGE, -1)));
    Retry retry =
        new Retry(
            limits,
            mapping.isTrue(BISECTS),
            mapping.object(DESTINATION).object("OnFailure").text("Destination"));
    Shape shape = new Shape(number(mapping, PARALLEL, 1), duration(number(mapping, TUMBLING, 0)));
    String position = mapping.text(POSITION).orElse(StartingPosition.LATEST.name());
    return new StreamSettings(StartingPosition.valueOf(position), retry, shape);
  }

  private static int number(Document mapping, String name, int otherwise) {
    return mapping.number(name).map(Number::intValue).orElse(otherwise);
  }

  private static Optional<Duration> duration(int seconds) {
    return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
  }
}
