package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.aws.sqs.protocol.SqsException;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** The queues of the account. Thread-safe. */
final class Queues implements DeadLetters {
  private static final Duration SIXTY_SECONDS = Duration.ofSeconds(60);

  /** Who sends messages: the account's user, as there are no others. */
  static final String SENDER = "AIDALOCALEMULATOR0001";

  private final TimeSource time;
  private final Journal journal;
  private final String region;
  private final String accountId;
  private final QueueStore store;
  private final Map<String, QueueEntry> queues = new ConcurrentSkipListMap<>();
  private final Map<String, List<Consumer<QueueEntry>>> awaited =
      new HashMap<>(); // guarded by this
  private final Map<String, Instant> deleted = new ConcurrentHashMap<>();

  Queues(BackEndContext context, Stack stack) {
    this.time = context.clock();
    this.journal = context.journal();
    this.region = stack.region();
    this.accountId = stack.accountId();
    this.store = new QueueStore(context.state());
    store.read().forEach(this::restore);
  }

  private void restore(QueueStore.KeptQueue kept) {
    boolean isFifo = kept.name().endsWith(".fifo");
    QueueEntry entry =
        entry(
            kept.name(),
            QueueAttributes.of(isFifo, kept.texts("attributes")),
            kept.texts("tags"),
            kept.time("created"));
    entry.attributes(entry.queue().attributes(), kept.time("modified"));
    entry.queue().begin(store.messages(kept.name()), kept.messages());
    queues.put(kept.name(), entry);
  }

  QueueStore store() {
    return store;
  }

  TimeSource time() {
    return time;
  }

  String accountId() {
    return accountId;
  }

  Collection<QueueEntry> all() {
    return queues.values();
  }

  /**
   * Returns a queue.
   *
   * @throws SqsException if there is none of this name
   */
  QueueEntry get(String name) {
    return find(name).orElseThrow(SqsException::noQueue);
  }

  Optional<QueueEntry> find(String name) {
    return Optional.ofNullable(queues.get(name));
  }

  /** Returns the queue with an ARN, if it is in this account. */
  Optional<QueueEntry> byArn(String arn) {
    return Arn.parse(arn)
        .filter(one -> one.service().equals("sqs") && one.accountId().equals(accountId))
        .flatMap(one -> find(one.resource()));
  }

  /** Creates a queue, or replaces the attributes of one that is there. */
  synchronized QueueEntry provide(String name, Map<String, String> attributes) {
    QueueAttributes checked = QueueAttributes.of(name.endsWith(".fifo"), attributes);
    QueueEntry entry = queues.get(name);
    if (entry != null) {
      entry.attributes(checked, time.now());
      store.changed(entry);
      return entry;
    }
    return added(name, checked, Map.of());
  }

  /**
   * Creates a queue, or returns one that has these attributes already.
   *
   * @throws SqsException if there is one with others, or there was one just now
   */
  synchronized QueueEntry create(
      String name, QueueAttributes attributes, Map<String, String> tags) {
    QueueEntry entry = queues.get(name);
    if (entry != null) {
      attributes
          .difference(entry.queue().attributes())
          .ifPresent(
              attribute -> {
                throw SqsException.queueExists(attribute);
              });
      return entry;
    }
    Instant gone = deleted.get(name);
    if (gone != null && gone.plus(SIXTY_SECONDS).isAfter(time.now())) {
      throw SqsException.of(
          "QueueDeletedRecently",
          "You must wait 60 seconds after deleting a queue before you can create another with the same name.");
    }
    return added(name, attributes, tags);
  }

  private QueueEntry added(String name, QueueAttributes attributes, Map<String, String> tags) {
    QueueEntry entry = entry(name, attributes, tags, time.now());
    store.created(entry);
    entry.queue().begin(store.messages(name), List.of());
    queues.put(name, entry);
    List<Consumer<QueueEntry>> expecting = awaited.remove(name);
    if (expecting != null) {
      expecting.forEach(one -> one.accept(entry));
    }
    return entry;
  }

  private QueueEntry entry(
      String name, QueueAttributes attributes, Map<String, String> tags, Instant created) {
    QueueName full = new QueueName(region, accountId, name);
    return new QueueEntry(new MessageQueue(full, attributes, time, this), tags, created);
  }

  /** Does something with a queue, as soon as it is there. */
  void whenThere(String name, Consumer<QueueEntry> action) {
    QueueEntry entry = queues.get(name);
    if (entry == null) {
      synchronized (this) {
        entry = queues.get(name);
        if (entry == null) {
          awaited.computeIfAbsent(name, none -> new ArrayList<>()).add(action);
          return;
        }
      }
    }
    action.accept(entry);
  }

  /** Deletes a queue with its messages. */
  synchronized void delete(String name) {
    QueueEntry entry = get(name);
    queues.remove(name);
    store.deleted(name);
    entry.queue().close(); // who waits asks again and finds nothing
    deleted.put(name, time.now());
  }

  @Override
  public boolean canTake(String targetArn) {
    return byArn(targetArn).isPresent();
  }

  @Override
  public void take(MessageQueue from, String targetArn, List<StoredMessage> messages) {
    String source = from.name().arn();
    boolean keepsAge = !from.name().isFifo();
    byArn(targetArn)
        .ifPresent(
            target ->
                target
                    .queue()
                    .add(
                        messages.stream()
                            .map(one -> one.moved(time.now(), keepsAge, source))
                            .toList()));
    int attempt = messages.get(0).receives;
    journal.add(
        new SourceEntry.EventsSent(time.now(), source, targetArn, messages.size(), attempt));
  }

  @Override
  public void expired(MessageQueue from, int count) {
    String arn = from.name().arn();
    int seconds = from.attributes().number(QueueAttributes.RETENTION);
    journal.add(
        new SourceEntry.EventsDropped(
            time.now(),
            arn,
            arn,
            count,
            Reason.of("message-expired", "The message was not deleted in time.")
                .found("The queue keeps messages for %d seconds.".formatted(seconds))
                .advice(
                    "Raise MessageRetentionPeriod, or see why its consumer does not take it.")));
  }

  /** Returns the queues that send what has failed to a queue. */
  List<QueueEntry> sourcesOf(String targetArn) {
    List<QueueEntry> sources = new ArrayList<>();
    for (QueueEntry entry : queues.values()) {
      boolean isSource =
          entry
              .queue()
              .attributes()
              .redrive()
              .filter(redrive -> redrive.targetArn().equals(targetArn))
              .isPresent();
      if (isSource) {
        sources.add(entry);
      }
    }
    return sources;
  }

  /** Moves all visible messages of a dead-letter queue back, or to another queue. */
  int redrive(QueueEntry from, Optional<QueueEntry> target) {
    Map<QueueEntry, List<StoredMessage>> moved = new HashMap<>();
    for (StoredMessage message : from.queue().takeAll()) {
      Optional<QueueEntry> home =
          target.or(
              () ->
                  Optional.ofNullable(message.system.get("DeadLetterQueueSourceArn"))
                      .flatMap(this::byArn));
      moved.computeIfAbsent(home.orElse(from), to -> new ArrayList<>()).add(message);
    }
    Instant now = time.now();
    moved.forEach(
        (to, messages) -> {
          to.queue().add(messages.stream().map(one -> one.moved(now, false, null)).toList());
          if (to != from) {
            from.queue().moved(messages);
          }
        });
    return moved.values().stream().mapToInt(List::size).sum();
  }

  void close() {
    queues.values().forEach(entry -> entry.queue().close());
    store.close();
  }
}
