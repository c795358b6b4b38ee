package dev.wsemulator.internal.aws.sqs;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a FIFO queue has taken in the last five minutes, by deduplication id. Guarded by its queue.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-exactly-once-processing.html">Exactly-once
 *     processing</a>
 */
final class Deduplication {
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private final Map<String, Sent> taken = new LinkedHashMap<>();

  /**
   * A message that was taken.
   *
   * @param message the message
   * @param at when
   */
  private record Sent(StoredMessage message, Instant at) {}

  /** Returns the message that was taken before, if a message is a duplicate. */
  Optional<StoredMessage> find(StoredMessage message, QueueAttributes attributes, Instant now) {
    Iterator<Sent> eldest = taken.values().iterator();
    while (eldest.hasNext() && !eldest.next().at().plus(INTERVAL).isAfter(now)) {
      eldest.remove();
    }
    return id(message, attributes).map(taken::get).map(Sent::message);
  }

  void add(StoredMessage message, QueueAttributes attributes, Instant now) {
    id(message, attributes).ifPresent(id -> taken.put(id, new Sent(message, now)));
  }

  private static Optional<String> id(StoredMessage message, QueueAttributes attributes) {
    return Optional.ofNullable(message.system.get("MessageDeduplicationId"))
        .map(id -> attributes.deduplicatesByGroup() ? message.group() + " " + id : id);
  }
}
