package dev.wsemulator.internal.template.source;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.EventSourceMapping.Limits;
import dev.wsemulator.stack.EventSourceMapping.Retry;
import dev.wsemulator.stack.EventSourceMapping.Shape;
import dev.wsemulator.stack.EventSourceMapping.StartingPosition;
import dev.wsemulator.stack.EventSourceMapping.StreamSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads what event source mappings of tables' streams have beside those of queues.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html">Parameters
 *     for DynamoDB event source mappings</a>
 */
final class StreamSources {
  private static final String SOURCE = "EventSourceArn";
  private static final String POSITION = "StartingPosition";
  private static final String AGE = "MaximumRecordAgeInSeconds";
  private static final int LEAST_AGE = 60;
  private static final List<String> POSITIONS = List.of("TRIM_HORIZON", "LATEST");

  /** What streams of tables do not have. */
  private static final List<String> OF_OTHERS =
      List.of("StartingPositionTimestamp", "ScalingConfig");

  /** The tables of the templates by their names. */
  private final Map<String, Resource> tables = new HashMap<>();

  private final Problems problems;
  private final Numbers numbers;

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   */
  StreamSources(List<Resource> resources, Problems problems) {
    this.problems = problems;
    this.numbers = new Numbers(problems);
    resources.stream()
        .filter(one -> one.is(ResourceKind.TABLE) || one.is(ResourceKind.GLOBAL_TABLE))
        .forEach(table -> tables.put(table.ref(), table));
  }

  /**
   * Returns the ARN of a mapping's stream. A table of the templates has one stream, also if the
   * mapping names an older one.
   */
  String arn(Resource mapping, String given) {
    String name = given.replaceFirst("^.*:table/", "").replaceFirst("/.*$", "");
    YamlValue place = mapping.properties().get(SOURCE).orElse(YamlValue.nothing(mapping.line()));
    Resource table = tables.get(name);
    if (table == null) {
      problems.warning(
          place.line(),
          "%s is \"%s\", which is the stream of no table of the given templates: it brings records only if somebody creates it before.%s"
              .formatted(mapping.path(SOURCE), given, Spelling.hint(name, tables.keySet())));
      return given;
    }
    if (table.properties().get("StreamSpecification").isEmpty()) {
      problems.error(
          place.line(),
          "%s is the stream of the table %s, which has none. Add StreamSpecification to %s."
              .formatted(mapping.path(SOURCE), name, table.id()));
    }
    return given.replaceFirst("/stream/.*$", "/stream/" + Arn.STREAM_LABEL);
  }

  /** Adds what streams have. */
  void addTo(EventSourceMapping.Builder builder, Resource mapping) {
    for (String name : OF_OTHERS) {
      mapping
          .properties()
          .get(name)
          .ifPresent(
              value ->
                  problems.error(
                      value.line(),
                      "%s is for other sources, and Lambda refuses it for the stream of a table. Remove it."
                          .formatted(mapping.path(name))));
    }
    numbers.read(mapping, 1, 10_000, "BatchSize").ifPresent(builder::batchSize);
    builder.stream(new StreamSettings(position(mapping), retry(mapping), shape(mapping)));
  }

  private StartingPosition position(Resource mapping) {
    Optional<YamlValue> given = mapping.properties().get(POSITION);
    String text = given.map(YamlValue::text).orElse("");
    if (!POSITIONS.contains(text)) {
      problems.error(
          given.map(YamlValue::line).orElse(mapping.line()),
          "%s is \"%s\", but Lambda wants it for the stream of a table. Write TRIM_HORIZON or LATEST."
              .formatted(mapping.path(POSITION), text));
      return StartingPosition.LATEST;
    }
    return StartingPosition.valueOf(text);
  }

  private Retry retry(Resource mapping) {
    boolean bisects =
        mapping
            .properties()
            .get("BisectBatchOnFunctionError")
            .filter(YamlValue::isTrue)
            .isPresent();
    int attempts =
        numbers
            .read(mapping, EventSourceMapping.ENDLESS, 10_000, "MaximumRetryAttempts")
            .orElse(EventSourceMapping.ENDLESS);
    return new Retry(new Limits(attempts, age(mapping)), bisects, destination(mapping));
  }

  private Optional<Duration> age(Resource mapping) {
    OptionalInt seconds = numbers.read(mapping, EventSourceMapping.ENDLESS, 604_800, AGE);
    int age = seconds.orElse(EventSourceMapping.ENDLESS);
    if (age == EventSourceMapping.ENDLESS) {
      return Optional.empty();
    }
    if (age < LEAST_AGE) {
      problems.error(
          mapping.properties().get(AGE).orElseThrow().line(),
          "%s is %d, but Lambda takes 60 to 604800, or -1 for no limit."
              .formatted(mapping.path(AGE), age));
    }
    return Optional.of(Duration.ofSeconds(age));
  }

  private Optional<String> destination(Resource mapping) {
    Optional<YamlValue> given =
        mapping.properties().at("DestinationConfig", "OnFailure", "Destination");
    String arn = given.map(YamlValue::text).orElse("");
    boolean isFifo = arn.endsWith(".fifo");
    if (given.isPresent() && (isFifo || !arn.matches("arn:[^:]+:(sqs|sns|s3):.*"))) {
      problems.error(
          given.get().line(),
          "%s is \"%s\", but Lambda wants the ARN of a standard queue, a standard topic or a bucket. Write: !GetAtt MyQueue.Arn"
              .formatted(mapping.path("DestinationConfig.OnFailure.Destination"), arn));
    } else if (arn.contains(":s3:")) {
      problems.warning(
          given.orElseThrow().line(),
          "%s is a bucket, which gets nothing here: only queues and topics do."
              .formatted(mapping.path("DestinationConfig.OnFailure.Destination")));
    }
    return Optional.of(arn).filter(text -> !text.isEmpty());
  }

  private Shape shape(Resource mapping) {
    int parallelization = numbers.read(mapping, 1, 10, "ParallelizationFactor").orElse(1);
    int window = numbers.read(mapping, 0, 900, "TumblingWindowInSeconds").orElse(0);
    return new Shape(
        parallelization, window == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(window)));
  }
}
