package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.sqs.protocol.MessageAttribute;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message of a queue, with its state there, which the queue guards. */
final class StoredMessage {
  /** By the time at which they are visible again, then as they came. */
  static final Comparator<StoredMessage> BY_VISIBILITY =
      Comparator.<StoredMessage, Instant>comparing(one -> one.visibleAt)
          .thenComparing(one -> one.number);

  /** By age. */
  static final Comparator<StoredMessage> BY_AGE =
      Comparator.<StoredMessage, Instant>comparing(one -> one.sentAt)
          .thenComparing(one -> one.number);

  final String id;
  final Content content;
  final Instant sentAt;

  /** What SQS says of it from the beginning, such as {@code MessageGroupId}. */
  final Map<String, String> system;

  /** Its place in the queue. */
  long number;

  Instant visibleAt;
  boolean isInFlight;
  boolean isGone;

  /** How often it was received, from this queue and those before it. */
  int receives;

  /** How often it was received from this queue. */
  int receivesHere;

  @Nullable Instant firstReceivedAt;

  /**
   * What was sent.
   *
   * @param body the text
   * @param attributes its attributes
   * @param digest of the body
   */
  record Content(String body, Map<String, MessageAttribute> attributes, String digest) {}

  /**
   * When it was sent, and when it can be received first.
   *
   * @param sent when it was sent
   * @param visible when it can be received first
   */
  record Times(Instant sent, Instant visible) {}

  StoredMessage(String id, Content content, Times times, Map<String, String> system) {
    this.id = id;
    this.content = content;
    this.sentAt = times.sent();
    this.visibleAt = times.visible();
    this.system = system;
  }

  /** Returns this message for a dead-letter queue, or for the queue that it came from. */
  StoredMessage moved(Instant now, boolean keepsAge, @Nullable String sourceArn) {
    Map<String, String> changed = new LinkedHashMap<>(system);
    changed.remove("DeadLetterQueueSourceArn");
    if (sourceArn != null) {
      changed.put("DeadLetterQueueSourceArn", sourceArn);
    }
    StoredMessage moved =
        new StoredMessage(
            id, content, new Times(keepsAge ? sentAt : now, now), Map.copyOf(changed));
    moved.receives = receives;
    moved.firstReceivedAt = firstReceivedAt;
    return moved;
  }

  String group() {
    return system.getOrDefault("MessageGroupId", "");
  }

  /** Returns its place in a FIFO queue, as 20 digits that grow. */
  String sequenceNumber() {
    return String.format(Locale.ROOT, "188%017d", number);
  }

  /** Returns everything that SQS says of it. */
  Map<String, String> attributes() {
    Map<String, String> all = new LinkedHashMap<>(system);
    all.put("ApproximateReceiveCount", String.valueOf(receives));
    if (system.containsKey("MessageDeduplicationId")) {
      all.put("SequenceNumber", sequenceNumber());
    }
    all.put("SentTimestamp", String.valueOf(sentAt.toEpochMilli()));
    Optional.ofNullable(firstReceivedAt)
        .ifPresent(
            at -> all.put("ApproximateFirstReceiveTimestamp", String.valueOf(at.toEpochMilli())));
    return all;
  }
}
