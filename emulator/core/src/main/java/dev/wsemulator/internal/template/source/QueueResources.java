package dev.wsemulator.internal.template.source;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.stack.Queue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads queues.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html">AWS::SQS::Queue</a>
 */
public final class QueueResources {
  private static final String NAME = "[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}[.]fifo";
  private static final String REDRIVE = "RedrivePolicy";
  private static final String FIFO = "FifoQueue";

  private static final Map<String, int[]> NUMBERS =
      Map.of(
          "DelaySeconds", new int[] {0, 900},
          "MaximumMessageSize", new int[] {1_024, 1_048_576},
          "MessageRetentionPeriod", new int[] {60, 1_209_600},
          "ReceiveMessageWaitTimeSeconds", new int[] {0, 20},
          "VisibilityTimeout", new int[] {0, 43_200},
          "KmsDataKeyReusePeriodSeconds", new int[] {60, 86_400});

  private static final List<String> OF_FIFO =
      List.of("ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit");
  private static final List<String> TEXTS = List.of("KmsMasterKeyId", "SqsManagedSseEnabled");

  private final Map<String, Resource> byArn = new LinkedHashMap<>();
  private final Problems problems;
  private final Numbers numbers;

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   */
  public QueueResources(List<Resource> resources, Problems problems) {
    this.problems = problems;
    this.numbers = new Numbers(problems);
    resources.stream()
        .filter(one -> one.is(ResourceKind.QUEUE))
        .forEach(queue -> byArn.put(arn(queue), queue));
  }

  /** Returns the ARN of a queue, whose {@code Ref} is a URL. */
  static String arn(Resource queue) {
    String[] url = queue.ref().split("/");
    String region = url.length > 4 ? url[2].split("\\.")[1] : "";
    return url.length > 4 ? "arn:aws:sqs:%s:%s:%s".formatted(region, url[3], url[4]) : queue.ref();
  }

  /** Returns the queue with an ARN, if it is in a template. */
  Optional<Resource> find(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  /** Returns the name of a queue. */
  public static String name(Resource queue) {
    return queue.ref().substring(queue.ref().lastIndexOf('/') + 1);
  }

  /** Returns a queue. */
  public Queue queue(Resource resource) {
    checkName(resource);
    Map<String, String> attributes = new LinkedHashMap<>();
    NUMBERS.forEach(
        (name, bounds) -> {
          OptionalInt number = numbers.read(resource, bounds[0], bounds[1], name);
          number.ifPresent(value -> attributes.put(name, String.valueOf(value)));
        });
    if (isFifo(resource)) {
      attributes.put(FIFO, "true");
    }
    OF_FIFO.forEach(name -> ofFifo(resource, name, attributes));
    TEXTS.forEach(
        name -> resource.properties().textOf(name).ifPresent(text -> put(attributes, name, text)));
    redrive(resource, attributes);
    resource
        .properties()
        .get("RedriveAllowPolicy")
        .ifPresent(policy -> attributes.put("RedriveAllowPolicy", json(policy)));
    return new Queue(name(resource), attributes);
  }

  private void checkName(Resource queue) {
    String name = name(queue);
    int line = queue.properties().get("QueueName").map(YamlValue::line).orElse(queue.line());
    if (!name.matches(NAME)) {
      problems.error(
          line,
          "%s is \"%s\", but a queue's name has 1 to 80 letters, digits, underscores and hyphens. Rename it."
              .formatted(queue.path("QueueName"), name));
    } else if (name.endsWith(".fifo") != isFifo(queue)) {
      problems.error(
          line,
          isFifo(queue)
              ? "%s is \"%s\", but the name of a FIFO queue ends with .fifo. Rename it."
                  .formatted(queue.path("QueueName"), name)
              : "%s is \"%s\", but only the name of a FIFO queue ends with .fifo. Add FifoQueue: true, or rename it."
                  .formatted(queue.path("QueueName"), name));
    }
  }

  static boolean isFifo(Resource queue) {
    return queue.properties().get(FIFO).filter(YamlValue::isTrue).isPresent();
  }

  private void ofFifo(Resource queue, String name, Map<String, String> attributes) {
    Optional<YamlValue> value = queue.properties().get(name);
    if (value.isPresent() && !isFifo(queue)) {
      problems.error(
          value.get().line(),
          "%s is for FIFO queues only. Add FifoQueue: true, or remove it."
              .formatted(queue.path(name)));
    } else if (value.isPresent() && value.get().isText()) {
      put(attributes, name, value.get().string());
    }
  }

  private static void put(Map<String, String> attributes, String name, String text) {
    boolean isBoolean = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    attributes.put(name, isBoolean ? text.toLowerCase(Locale.ROOT) : text);
  }

  private void redrive(Resource queue, Map<String, String> attributes) {
    Optional<YamlValue> policy = queue.properties().get(REDRIVE);
    if (policy.isEmpty()) {
      return;
    }
    String target = policy.get().textOf("deadLetterTargetArn").orElse("");
    OptionalInt most = numbers.read(queue, 1, 1_000, REDRIVE, "maxReceiveCount");
    if (target.isEmpty() || policy.get().get("maxReceiveCount").isEmpty()) {
      problems.error(
          policy.get().line(),
          "%s needs deadLetterTargetArn and maxReceiveCount. Write, for example: {deadLetterTargetArn: !GetAtt DeadLetters.Arn, maxReceiveCount: 3}"
              .formatted(queue.path(REDRIVE)));
      return;
    }
    checkTarget(queue, policy.get(), target);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("deadLetterTargetArn", target);
    json.put("maxReceiveCount", most.orElse(1));
    attributes.put(REDRIVE, JsonText.of(json));
  }

  private void checkTarget(Resource queue, YamlValue policy, String target) {
    String where = queue.path(REDRIVE + ".deadLetterTargetArn");
    Resource found = byArn.get(target);
    if (found == null) {
      problems.warning(
          policy.line(),
          "%s is \"%s\", which is no queue of the given templates: messages stay in their queue.%s"
              .formatted(where, target, Spelling.hint(target, byArn.keySet())));
    } else if (isFifo(found) != isFifo(queue)) {
      problems.error(
          policy.line(),
          "%s names %s, but the dead-letter queue of a FIFO queue is one, and that of a standard queue is a standard queue."
              .formatted(where, name(found)));
    }
  }

  private static String json(YamlValue value) {
    return value.isText() && value.string().startsWith("{")
        ? value.string()
        : JsonText.of(plain(value));
  }

  private static @Nullable Object plain(YamlValue value) {
    if (value.isList()) {
      return value.elements().stream().map(QueueResources::plain).toList();
    }
    if (value.isMap()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      value.entries().forEach((name, one) -> map.put(name, plain(one)));
      return map;
    }
    return value.text();
  }
}
