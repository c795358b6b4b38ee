package dev.wsemulator.internal.aws.sns;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A topic with its subscriptions. Thread-safe. */
final class SnsTopic {
  /** How long a FIFO topic knows a message again. */
  private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

  private final String arn;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final Map<String, Subscriber> subscribers = new LinkedHashMap<>();
  private final Map<String, Known> known = new LinkedHashMap<>();
  private long sequence = 10_000_000_000_000_000L;

  /** A message that a FIFO topic knows again. */
  private record Known(String messageId, String sequence, Instant until) {}

  SnsTopic(String arn, Map<String, String> attributes) {
    this.arn = arn;
    this.attributes.putAll(attributes);
  }

  String arn() {
    return arn;
  }

  boolean isFifo() {
    return arn.endsWith(".fifo");
  }

  synchronized boolean deduplicatesByContent() {
    return "true".equalsIgnoreCase(attributes.get("ContentBasedDeduplication"));
  }

  synchronized Map<String, String> attributes() {
    return new LinkedHashMap<>(attributes);
  }

  synchronized void set(Map<String, String> changed) {
    attributes.putAll(changed);
  }

  synchronized List<Subscriber> subscribers() {
    return new ArrayList<>(subscribers.values());
  }

  synchronized Optional<Subscriber> subscriber(String protocol, String endpoint) {
    return subscribers.values().stream()
        .filter(one -> one.protocol().equals(protocol) && one.endpoint().equals(endpoint))
        .findFirst();
  }

  synchronized void put(Subscriber subscriber) {
    subscribers.put(subscriber.arn(), subscriber);
  }

  synchronized void remove(String subscriptionArn) {
    subscribers.remove(subscriptionArn);
  }

  /** A message's id and its place in a FIFO topic, and whether it has been published before. */
  record Place(String messageId, String sequence, boolean isKnown) {}

  /** Returns the place of a message in a FIFO topic, that of the first if it is known. */
  synchronized Place place(String deduplicationId, String messageId, Instant now) {
    known.values().removeIf(one -> !one.until().isAfter(now));
    Known first = known.get(deduplicationId);
    if (first != null) {
      return new Place(first.messageId(), first.sequence(), true);
    }
    String number = Long.toString(sequence++) + "000";
    known.put(deduplicationId, new Known(messageId, number, now.plus(DEDUPLICATION)));
    return new Place(messageId, number, false);
  }
}
