package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.sqs.protocol.SqsException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A queue with what only calls about queues need. Thread-safe. */
final class QueueEntry {
  private static final int MOST_TAGS = 50;
  private static final Duration BETWEEN_PURGES = Duration.ofSeconds(60);

  private final MessageQueue queue;
  private final Map<String, String> tags; // guarded by this
  private final Instant created;
  private Instant modified; // guarded by this
  private @Nullable Instant purged; // guarded by this

  /**
   * How many messages there are.
   *
   * @param visible those that can be received
   * @param inFlight those that have been received
   * @param delayed those with a delay
   */
  record Counts(int visible, int inFlight, int delayed) {}

  QueueEntry(MessageQueue queue, Map<String, String> tags, Instant now) {
    this.queue = queue;
    this.tags = new LinkedHashMap<>(tags);
    this.created = now;
    this.modified = now;
  }

  MessageQueue queue() {
    return queue;
  }

  String name() {
    return queue.name().name();
  }

  Instant created() {
    return created;
  }

  synchronized Instant modified() {
    return modified;
  }

  synchronized void attributes(QueueAttributes changed, Instant now) {
    queue.attributes(changed);
    modified = now;
  }

  synchronized Map<String, String> tags() {
    return new LinkedHashMap<>(tags);
  }

  synchronized void tag(Map<String, String> added) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    all.putAll(added);
    if (all.size() > MOST_TAGS) {
      throw SqsException.parameter("Too many tags added for queue %s.".formatted(name()));
    }
    tags.putAll(added);
  }

  synchronized void untag(List<String> keys) {
    keys.forEach(tags::remove);
  }

  /** Removes all messages; once a minute. */
  synchronized void purge(Instant now) {
    if (purged != null && purged.plus(BETWEEN_PURGES).isAfter(now)) {
      throw SqsException.of(
          "PurgeQueueInProgress",
          "Only one PurgeQueue operation on %s is allowed every 60 seconds.".formatted(name()));
    }
    purged = now;
    queue.purge();
  }

  /** Returns all attributes. */
  Map<String, String> shown() {
    Map<String, String> all = new LinkedHashMap<>(queue.attributes().shown(queue.name().isFifo()));
    Counts counts = queue.counts();
    all.put("QueueArn", queue.name().arn());
    all.put("ApproximateNumberOfMessages", String.valueOf(counts.visible()));
    all.put("ApproximateNumberOfMessagesNotVisible", String.valueOf(counts.inFlight()));
    all.put("ApproximateNumberOfMessagesDelayed", String.valueOf(counts.delayed()));
    all.put("CreatedTimestamp", String.valueOf(created.getEpochSecond()));
    synchronized (this) {
      all.put("LastModifiedTimestamp", String.valueOf(modified.getEpochSecond()));
    }
    return all;
  }
}
