package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.aws.sqs.protocol.Params;
import dev.wsemulator.internal.aws.sqs.protocol.SqsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The attributes of a queue that can be set, checked; those that are not given have their defaults.
 * Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html">SetQueueAttributes</a>
 */
final class QueueAttributes {
  static final String FIFO = "FifoQueue";
  static final String VISIBILITY = "VisibilityTimeout";
  static final String DELAY = "DelaySeconds";
  static final String WAIT = "ReceiveMessageWaitTimeSeconds";
  static final String MOST_BYTES = "MaximumMessageSize";
  static final String RETENTION = "MessageRetentionPeriod";
  static final String REDRIVE = "RedrivePolicy";
  static final String BY_CONTENT = "ContentBasedDeduplication";

  private static final String SCOPE = "DeduplicationScope";
  private static final String THROUGHPUT = "FifoThroughputLimit";

  /** The numbers: the least, the most and the default. */
  private static final Map<String, int[]> NUMBERS =
      Map.of(
          VISIBILITY,
          new int[] {0, 43_200, 30},
          DELAY,
          new int[] {0, 900, 0},
          WAIT,
          new int[] {0, 20, 0},
          MOST_BYTES,
          new int[] {1_024, 1_048_576, 1_048_576},
          RETENTION,
          new int[] {60, 1_209_600, 345_600},
          "KmsDataKeyReusePeriodSeconds",
          new int[] {60, 86_400, 300});

  private static final Map<String, Set<String>> CHOICES =
      Map.of(
          FIFO,
          Set.of("true"),
          BY_CONTENT,
          Set.of("true", "false"),
          SCOPE,
          Set.of("queue", "messageGroup"),
          THROUGHPUT,
          Set.of("perQueue", "perMessageGroupId"),
          "SqsManagedSseEnabled",
          Set.of("true", "false"));

  private static final Set<String> TEXTS =
      Set.of("Policy", "KmsMasterKeyId", REDRIVE, "RedriveAllowPolicy");
  private static final Set<String> OF_FIFO = Set.of(BY_CONTENT, SCOPE, THROUGHPUT);

  private final Map<String, String> given;
  private final Optional<Redrive> redrive;

  /**
   * Where messages go that have been received too often.
   *
   * @param targetArn the ARN of the dead-letter queue
   * @param mostReceives how often a message is received at most
   */
  record Redrive(String targetArn, int mostReceives) {}

  private QueueAttributes(Map<String, String> given) {
    this.given = given;
    this.redrive = Optional.ofNullable(given.get(REDRIVE)).map(QueueAttributes::redrive);
  }

  /**
   * Checks the attributes of a queue.
   *
   * @throws SqsException if SQS refuses one of them
   */
  static QueueAttributes of(boolean isFifo, Map<String, String> given) {
    Map<String, String> kept = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          check(isFifo, name, value);
          if (!value.isEmpty() || NUMBERS.containsKey(name)) { // an empty policy removes it
            kept.put(name, value);
          }
        });
    return new QueueAttributes(kept);
  }

  /** Returns these, with others in their place. */
  QueueAttributes with(boolean isFifo, Map<String, String> changes) {
    if (changes.containsKey(FIFO)) {
      throw SqsException.unknownAttribute(FIFO);
    }
    Map<String, String> all = new LinkedHashMap<>(given);
    all.putAll(changes);
    return of(isFifo, all);
  }

  private static void check(boolean isFifo, String name, String value) {
    boolean isKnown =
        NUMBERS.containsKey(name) || CHOICES.containsKey(name) || TEXTS.contains(name);
    if (!isKnown || !isFifo && OF_FIFO.contains(name)) {
      throw SqsException.unknownAttribute(name);
    }
    int[] bounds = NUMBERS.get(name);
    if (bounds != null && !isBetween(value, bounds)
        || CHOICES.containsKey(name) && !CHOICES.get(name).contains(value)) {
      throw SqsException.attributeValue(name);
    }
  }

  private static boolean isBetween(String value, int[] bounds) {
    try {
      int number = Integer.parseInt(value);
      return number >= bounds[0] && number <= bounds[1];
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Redrive redrive(String policy) {
    try {
      Params values = Params.of(AwsJson.read(policy.getBytes(StandardCharsets.UTF_8)));
      String target = values.text("deadLetterTargetArn").orElse("");
      OptionalInt most = values.number("maxReceiveCount");
      if (target.isEmpty() || most.isEmpty()) {
        throw SqsException.parameter(
            REDRIVE,
            policy,
            "Redrive policy does not contain mandatory attribute: %s."
                .formatted(target.isEmpty() ? "deadLetterTargetArn" : "maxReceiveCount"));
      }
      if (most.getAsInt() < 1 || most.getAsInt() > 1_000) {
        throw SqsException.parameter(
            REDRIVE, policy, "Invalid value for maxReceiveCount: must be between 1 and 1000.");
      }
      return new Redrive(target, most.getAsInt());
    } catch (IllegalArgumentException e) {
      throw SqsException.parameter(REDRIVE, policy, "Redrive policy is not a valid JSON map.");
    }
  }

  /** Returns those that are not defaults. */
  Map<String, String> given() {
    return Collections.unmodifiableMap(given);
  }

  Optional<Redrive> redrive() {
    return redrive;
  }

  int number(String name) {
    String value = given.get(name);
    return value == null ? Objects.requireNonNull(NUMBERS.get(name))[2] : Integer.parseInt(value);
  }

  Duration seconds(String name) {
    return Duration.ofSeconds(number(name));
  }

  boolean deduplicatesByContent() {
    return "true".equals(given.get(BY_CONTENT));
  }

  boolean deduplicatesByGroup() {
    return "messageGroup".equals(given.get(SCOPE));
  }

  /** Returns the name of an attribute that is given here with another value than there. */
  Optional<String> difference(QueueAttributes other) {
    Map<String, String> mine = shown(false);
    Map<String, String> others = other.shown(false);
    return given.keySet().stream()
        .filter(name -> !Objects.equals(mine.get(name), others.get(name)))
        .findFirst();
  }

  /** Returns all of them, with their defaults. */
  Map<String, String> shown(boolean isFifo) {
    Map<String, String> all = new LinkedHashMap<>();
    NUMBERS.forEach((name, bounds) -> all.put(name, String.valueOf(bounds[2])));
    if (!given.containsKey("KmsMasterKeyId")) {
      all.remove("KmsDataKeyReusePeriodSeconds");
      all.put("SqsManagedSseEnabled", "true");
    }
    if (isFifo) {
      all.put(FIFO, "true");
      all.put(BY_CONTENT, "false");
      all.put(SCOPE, "queue");
      all.put(THROUGHPUT, "perQueue");
    }
    all.putAll(given);
    return all;
  }
}
