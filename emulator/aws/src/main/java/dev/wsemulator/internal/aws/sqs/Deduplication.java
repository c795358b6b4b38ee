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

  /** Returns the message that was taken under an id. */
  Optional<StoredMessage> find(String id, Instant now) {
    Iterator<Sent> eldest = taken.values().iterator();
    while (eldest.hasNext() && !eldest.next().at().plus(INTERVAL).isAfter(now)) {
      eldest.remove();
    }
    return Optional.ofNullable(taken.get(id)).map(Sent::message);
  }

  void add(String id, StoredMessage message, Instant now) {
    taken.put(id, new Sent(message, now));
  }
}
