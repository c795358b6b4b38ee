package dev.wsemulator.internal.template.source;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.source.EventPattern;
import dev.wsemulator.internal.source.InvalidPatternException;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.KnownProperties;
import dev.wsemulator.internal.template.intrinsic.PhysicalNames;
import dev.wsemulator.internal.template.resource.InvocableFunctions;
import dev.wsemulator.stack.EventSourceMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads event source mappings of queues and of streams of tables: those of the template, and those
 * that SAM makes of events.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html">AWS::Lambda::EventSourceMapping</a>
 */
public final class MappingResources {
  private static final String SOURCE = "EventSourceArn";
  private static final String WINDOW = "MaximumBatchingWindowInSeconds";
  private static final String REPORT = "ReportBatchItemFailures";
  private static final int MOST_FILTERS = 10;

  /** What Lambda refuses for a queue. */
  private static final List<String> OF_STREAMS =
      List.of(
          "StartingPosition",
          "StartingPositionTimestamp",
          "BisectBatchOnFunctionError",
          "MaximumRetryAttempts",
          "MaximumRecordAgeInSeconds",
          "ParallelizationFactor",
          "TumblingWindowInSeconds",
          "DestinationConfig");

  private final InvocableFunctions functions;
  private final QueueResources queues;
  private final StreamSources streams;
  private final Problems problems;
  private final Numbers numbers;

  /**
   * Creates a reader.
   *
   * @param functions the functions that may be invoked
   * @param queues the queues of the templates
   * @param resources all resources, resolved
   */
  public MappingResources(
      InvocableFunctions functions,
      QueueResources queues,
      List<Resource> resources,
      Problems problems) {
    this.streams = new StreamSources(resources, problems);
    this.functions = functions;
    this.queues = queues;
    this.problems = problems;
    this.numbers = new Numbers(problems);
  }

  /** Returns a mapping; empty, with a problem, if its source or its function is not usable. */
  public Optional<EventSourceMapping> mapping(Resource resource) {
    String source = resource.properties().textOf(SOURCE).orElse("");
    String service = Arn.parse(source).map(Arn::service).orElse("");
    return switch (service) {
      case "sqs" -> function(resource).map(name -> ofQueue(resource, source, name));
      case "dynamodb" -> function(resource).map(name -> ofStream(resource, source, name));
      default -> {
        KnownProperties.tellNoSource(resource, source, problems);
        yield Optional.empty();
      }
    };
  }

  private Optional<String> function(Resource resource) {
    YamlValue named =
        resource.properties().get("FunctionName").orElse(YamlValue.nothing(resource.line()));
    String called = PhysicalNames.calledName(String.valueOf(named.text()));
    String name = called.split(":", 2)[0];
    if (functions.isNotifiable(name, named, resource, problems)) {
      return Optional.of(called);
    }
    problems.error(
        named.line(),
        "%s is \"%s\", which is not a function of the given templates. Write: !Ref MyFunction"
            .formatted(resource.path("FunctionName"), named.text()));
    return Optional.empty();
  }

  private EventSourceMapping ofQueue(Resource resource, String source, String function) {
    boolean isFifo = source.endsWith(".fifo");
    OptionalInt batch = numbers.read(resource, 1, isFifo ? 10 : 10_000, "BatchSize");
    OptionalInt window = window(resource);
    check(resource, isFifo, batch, window);
    checkQueue(resource, source, function.split(":", 2)[0]);
    EventSourceMapping.Builder builder = builder(resource, source, function, window);
    batch.ifPresent(builder::batchSize);
    numbers
        .read(resource, 2, 1_000, "ScalingConfig", "MaximumConcurrency")
        .ifPresent(builder::maximumConcurrency);
    return builder.build();
  }

  private EventSourceMapping ofStream(Resource resource, String source, String function) {
    EventSourceMapping.Builder builder =
        builder(resource, streams.arn(resource, source), function, window(resource));
    streams.addTo(builder, resource);
    return builder.build();
  }

  private OptionalInt window(Resource resource) {
    return numbers.read(resource, 0, 300, WINDOW);
  }

  private EventSourceMapping.Builder builder(
      Resource resource, String source, String function, OptionalInt window) {
    return EventSourceMapping.builder(resource.ref(), source, function)
        .enabled(isEnabled(resource))
        .batchingWindow(Duration.ofSeconds(window.orElse(0)))
        .filters(filters(resource))
        .reportsItemFailures(reports(resource));
  }

  private static boolean isEnabled(Resource resource) {
    return resource
        .properties()
        .textOf("Enabled")
        .filter(text -> text.equalsIgnoreCase("false"))
        .isEmpty();
  }

  private void check(Resource resource, boolean isFifo, OptionalInt batch, OptionalInt window) {
    if (isFifo && window.orElse(0) > 0) {
      problems.error(
          resource.properties().get(WINDOW).orElseThrow().line(),
          "%s is for standard queues only: the batches of a FIFO queue are not gathered. Remove it."
              .formatted(resource.path(WINDOW)));
    } else if (!isFifo && batch.orElse(10) > 10 && window.orElse(0) == 0) {
      problems.error(
          resource.properties().get("BatchSize").orElseThrow().line(),
          "%s is %d, but Lambda wants %s of at least 1 for a batch of more than 10. Add it."
              .formatted(resource.path("BatchSize"), batch.orElse(10), WINDOW));
    }
    for (String name : OF_STREAMS) {
      Optional<YamlValue> value = resource.properties().get(name);
      value.ifPresent(
          one ->
              problems.error(
                  one.line(),
                  "%s is for streams only, and Lambda refuses it for a queue. Remove it."
                      .formatted(resource.path(name))));
    }
  }

  /** Lambda refuses a queue whose messages come back while the function may still run. */
  private void checkQueue(Resource resource, String source, String function) {
    int line = resource.properties().get(SOURCE).map(YamlValue::line).orElse(resource.line());
    Optional<Resource> queue = queues.find(source);
    if (queue.isEmpty()) {
      problems.warning(
          line,
          "%s is \"%s\", which is no queue of the given templates: it brings messages only if somebody creates it before."
              .formatted(resource.path(SOURCE), source));
      return;
    }
    if (UndeclaredResources.isOnlyNamed(queue.get())) {
      return;
    }
    String given = queue.get().properties().textOf("VisibilityTimeout").orElse("30");
    long timeout =
        functions.functions().stream()
            .filter(one -> one.name().equals(function))
            .mapToLong(one -> one.timeout().toSeconds())
            .findFirst()
            .orElse(0);
    if (given.matches("[0-9]{1,9}") && Integer.parseInt(given) < timeout) {
      problems.error(
          line,
          "%s: the queue's visibility timeout of %s seconds is less than the timeout of the function %s, %d seconds, which Lambda refuses. Set VisibilityTimeout of %s to at least %d."
              .formatted(
                  resource.path(SOURCE), given, function, timeout, queue.get().id(), timeout));
    }
  }

  private List<String> filters(Resource resource) {
    Optional<YamlValue> filters = resource.properties().at("FilterCriteria", "Filters");
    List<String> patterns = new ArrayList<>();
    for (YamlValue filter : filters.map(YamlValue::elements).orElse(List.of())) {
      String pattern = filter.textOf("Pattern").orElse("");
      try {
        EventPattern.parse(pattern);
        patterns.add(pattern);
      } catch (InvalidPatternException e) {
        problems.error(
            filter.line(),
            "%s has the pattern %s, which Lambda refuses: %s"
                .formatted(resource.path("FilterCriteria.Filters"), pattern, e.getMessage()));
      }
    }
    if (patterns.size() > MOST_FILTERS) {
      problems.error(
          filters.orElseThrow().line(),
          "%s has %d filters, but Lambda takes %d at most. Remove some."
              .formatted(resource.path("FilterCriteria.Filters"), patterns.size(), MOST_FILTERS));
    }
    return patterns;
  }

  private boolean reports(Resource resource) {
    Optional<YamlValue> types = resource.properties().get("FunctionResponseTypes");
    List<String> names = types.map(YamlValue::texts).orElse(List.of());
    names.stream()
        .filter(name -> !name.equals(REPORT))
        .forEach(
            name ->
                problems.error(
                    types.orElseThrow().line(),
                    "%s has \"%s\". Write: [%s]"
                        .formatted(resource.path("FunctionResponseTypes"), name, REPORT)));
    return names.contains(REPORT);
  }
}
