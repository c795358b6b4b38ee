package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.sqs.QueueEntry.Counts;
import dev.wsemulator.internal.aws.sqs.Waiting.Received;
import dev.wsemulator.internal.aws.sqs.protocol.SqsException;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue. Has no thread, and a timer only while somebody waits for a message. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html">Visibility
 *     timeout</a>
 */
final class MessageQueue {
  /** AWS's quota for messages in flight, of standard and of FIFO queues. */
  static final int MOST_IN_FLIGHT = 120_000;

  private final QueueName name;
  private final TimeSource time;
  private final DeadLetters deadLetters;

  /** Guarded by {@code this}, as everything below. */
  private final Map<String, StoredMessage> all = new HashMap<>();

  private final TreeSet<StoredMessage> byAge = new TreeSet<>(StoredMessage.BY_AGE);

  /** Those in flight, and those with a delay. */
  private final TreeSet<StoredMessage> invisible = new TreeSet<>(StoredMessage.BY_VISIBILITY);

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Deduplication deduplication = new Deduplication();
  private final MessageOrder lane;
  private KeptMessages kept = KeptMessages.NONE;
  private QueueAttributes attributes;
  private TimeSource.@Nullable Timer timer;
  private long numbers;
  private int inFlight;
  private volatile boolean isClosed;

  MessageQueue(
      QueueName name, QueueAttributes attributes, TimeSource time, DeadLetters deadLetters) {
    this.name = name;
    this.attributes = attributes;
    this.time = time;
    this.deadLetters = deadLetters;
    this.lane = name.isFifo() ? new MessageOrder.Fifo() : new MessageOrder.Standard();
  }

  /** Begins with what was kept of messages, and keeps what happens from now on. */
  synchronized void begin(KeptMessages store, List<StoredMessage> messages) {
    kept = store;
    for (StoredMessage message : messages) {
      numbers = Math.max(numbers, message.number);
      deduplication.add(message, attributes, message.sentAt);
      place(message);
      if (message.receivesHere > 0 && invisible.contains(message)) {
        message.isInFlight = true;
        inFlight++;
        lane.held(message);
      }
    }
  }

  /** Keeps that messages are with a function. */
  synchronized void handed(List<Received> messages) {
    messages.stream().map(Received::message).forEach(kept::handed);
  }

  /** Forgets messages that were taken, and are somewhere else now. */
  synchronized void moved(List<StoredMessage> messages) {
    kept.gone(messages);
  }

  QueueName name() {
    return name;
  }

  synchronized QueueAttributes attributes() {
    return attributes;
  }

  synchronized void attributes(QueueAttributes changed) {
    attributes = changed;
  }

  /**
   * Adds messages; a duplicate is taken and not added.
   *
   * @return for each the message that is in the queue, or was when its duplicate came
   */
  List<StoredMessage> send(List<StoredMessage> messages) {
    List<StoredMessage> taken = new ArrayList<>();
    change(
        effects -> {
          for (StoredMessage one : messages) {
            taken.add(deduplication.find(one, attributes, time.now()).orElseGet(() -> added(one)));
          }
        });
    return taken;
  }

  /** Adds messages of another queue, duplicates as well. */
  void add(List<StoredMessage> messages) {
    change(effects -> messages.forEach(this::added));
  }

  private StoredMessage added(StoredMessage message) {
    message.number = ++numbers;
    deduplication.add(message, attributes, time.now());
    place(message);
    kept.sent(message);
    return message;
  }

  private void place(StoredMessage message) {
    all.put(message.id, message);
    byAge.add(message);
    lane.arrived(message);
    if (message.visibleAt.isAfter(time.now())) {
      invisible.add(message);
    } else {
      lane.visible(message);
    }
  }

  /**
   * Receives messages.
   *
   * @param most how many at most
   * @param visibility how long they are invisible; empty for the queue's timeout
   * @param wait how long to wait for one; empty for as long as it takes
   * @return the messages; none when the time is over or the queue is gone
   */
  CompletableFuture<List<Received>> receive(
      int most, Optional<Duration> visibility, Optional<Duration> wait) {
    CompletableFuture<List<Received>> answer = new CompletableFuture<>();
    change(
        effects -> {
          Optional<TimeSource.Timer> end =
              wait.filter(length -> !length.isZero())
                  .map(length -> time.after(length, () -> giveUp(answer)));
          waiting.add(new Waiting(most, visibility, answer, end));
        });
    if (wait.filter(Duration::isZero).isPresent() || isClosed) {
      giveUp(answer);
    }
    return answer;
  }

  /** Ends the wait of a call, with no messages. */
  void giveUp(CompletableFuture<List<Received>> answer) {
    synchronized (this) {
      waiting.removeIf(one -> one.answer() == answer);
      if (waiting.isEmpty()) {
        stopTimer();
      }
    }
    answer.complete(List.of()); // no effect if it has messages
  }

  /** Changes something under the lock, then serves those that wait. */
  private void change(Consumer<QueueEffects> action) {
    QueueEffects effects = new QueueEffects();
    try {
      synchronized (this) {
        refresh(effects);
        action.accept(effects);
        refresh(effects);
        serve(effects);
      }
    } finally {
      effects.run(this, deadLetters);
    }
  }

  /** Makes visible what has become so, and removes what has expired. */
  private void refresh(QueueEffects effects) {
    Instant now = time.now();
    Instant oldest = now.minus(attributes.seconds(QueueAttributes.RETENTION));
    while (!byAge.isEmpty() && byAge.first().sentAt.isBefore(oldest)) {
      effects.expired++;
      remove(byAge.first());
    }
    while (!invisible.isEmpty() && !invisible.first().visibleAt.isAfter(now)) {
      show(invisible.pollFirst());
    }
  }

  private void show(StoredMessage message) {
    if (message.isInFlight) {
      inFlight--;
      message.isInFlight = false;
    }
    lane.visible(message);
  }

  private void serve(QueueEffects effects) {
    stopTimer();
    while (!waiting.isEmpty()) {
      Waiting first = waiting.peek();
      List<Received> messages = take(first, effects);
      if (messages.isEmpty()) {
        break;
      }
      waiting.poll();
      effects.actions.add(
          () -> {
            if (!first.complete(messages)) {
              release(messages.stream().map(Received::handle).toList());
            }
          });
    }
    if (!waiting.isEmpty() && !invisible.isEmpty()) {
      Duration until = Duration.between(time.now(), invisible.first().visibleAt);
      timer = time.after(until, () -> change(none -> {}));
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private List<Received> take(Waiting call, QueueEffects effects) {
    Duration timeout =
        call.visibility().orElseGet(() -> attributes.seconds(QueueAttributes.VISIBILITY));
    Set<String> opened = new HashSet<>();
    List<Received> messages = new ArrayList<>();
    while (messages.size() < call.most() && inFlight < MOST_IN_FLIGHT) {
      StoredMessage next = lane.take(opened);
      if (next == null) {
        break;
      }
      if (effects.isDead(next, attributes, deadLetters)) {
        next.isInFlight = true; // the lane has counted it
        inFlight++;
        take(next);
      } else {
        messages.add(received(next, timeout));
      }
    }
    return messages;
  }

  private Received received(StoredMessage message, Duration timeout) {
    Instant now = time.now();
    message.receives++;
    message.receivesHere++;
    message.isInFlight = true;
    message.visibleAt = now.plus(timeout);
    if (message.firstReceivedAt == null) {
      message.firstReceivedAt = now;
    }
    inFlight++;
    invisible.add(message);
    kept.changed(message);
    String handle = new Receipt(name.name(), message.id, message.receives).handle();
    return new Received(message, handle, message.attributes());
  }

  /**
   * Deletes a message that has been received; one that was received again meanwhile stays.
   *
   * @throws SqsException if the handle is none of this queue
   */
  void delete(String handle) {
    Receipt receipt = Receipt.parse(handle, name.name());
    change(
        effects -> {
          StoredMessage message = all.get(receipt.messageId());
          if (message == null || message.receives != receipt.receives()) {
            return;
          }
          if (name.isFifo() && !message.isInFlight) {
            throw SqsException.parameter(
                "ReceiptHandle", handle, "The receipt handle has expired.");
          }
          remove(message);
        });
  }

  private void remove(StoredMessage message) {
    take(message);
    kept.gone(List.of(message));
  }

  /** Removes a message that is kept until it is somewhere else. */
  private void take(StoredMessage message) {
    message.isGone = true;
    all.remove(message.id);
    byAge.remove(message);
    invisible.remove(message);
    lane.gone(message);
    if (message.isInFlight) {
      inFlight--;
    }
  }

  /**
   * Changes how long a message is invisible, from now on.
   *
   * @throws SqsException if the message is not in flight
   */
  void changeVisibility(String handle, Duration timeout) {
    Receipt receipt = Receipt.parse(handle, name.name());
    change(
        effects -> {
          StoredMessage message = all.get(receipt.messageId());
          if (message == null || !message.isInFlight || message.receives != receipt.receives()) {
            throw SqsException.parameter(
                "ReceiptHandle",
                handle,
                "Message does not exist or is not available for visibility timeout change.");
          }
          invisible.remove(message);
          message.visibleAt = time.now().plus(timeout);
          invisible.add(message);
          kept.changed(message);
        });
  }

  /** Makes messages visible at once, as if they had not been received. */
  void release(List<String> handles) {
    change(
        effects -> {
          for (String handle : handles) {
            StoredMessage message = all.get(Receipt.parse(handle, name.name()).messageId());
            if (message != null && message.isInFlight && invisible.remove(message)) {
              message.receives--;
              message.receivesHere--;
              kept.changed(message);
              show(message);
            }
          }
        });
  }

  /** Removes all messages. */
  void purge() {
    change(
        effects -> {
          List.copyOf(all.values()).forEach(this::remove);
          lane.purged();
        });
  }

  /** Takes all messages that are visible, to move them elsewhere; they are kept until then. */
  List<StoredMessage> takeAll() {
    List<StoredMessage> taken = new ArrayList<>();
    change(
        effects -> {
          List<StoredMessage> visible =
              byAge.stream().filter(message -> !invisible.contains(message)).toList();
          visible.forEach(this::take);
          taken.addAll(visible);
        });
    return taken;
  }

  /** Returns how many messages there are. */
  Counts counts() {
    Counts[] counts = new Counts[1];
    change(
        effects ->
            counts[0] =
                new Counts(all.size() - invisible.size(), inFlight, invisible.size() - inFlight));
    return counts[0];
  }

  /** Ends everything that waits. */
  void close() {
    List<Waiting> left;
    synchronized (this) {
      isClosed = true;
      stopTimer();
      left = List.copyOf(waiting);
      waiting.clear();
    }
    left.forEach(one -> one.complete(List.of()));
  }
}
