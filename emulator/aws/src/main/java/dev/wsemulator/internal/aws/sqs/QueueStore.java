package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.state.StateChange;
import dev.wsemulator.internal.state.StateLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps queues and their messages in a log, if there is a folder for it. Thread-safe. */
final class QueueStore implements AutoCloseable {
  /** The log's name in the folder. */
  static final String FILE = "queues.log";

  private static final String ROOT = "/queues/";
  private static final String MESSAGES = "/messages";

  private final @Nullable StateLog log;

  QueueStore(Optional<Path> folder) {
    this.log = folder.map(path -> StateLog.open(path.resolve(FILE))).orElse(null);
  }

  /**
   * A queue that was kept.
   *
   * @param name its name
   * @param kept what was kept of it
   * @param messages its messages, in the order of their numbers
   */
  record KeptQueue(String name, Json kept, List<StoredMessage> messages) {
    Map<String, String> texts(String member) {
      Map<String, String> texts = new LinkedHashMap<>();
      kept.child(member)
          .ifPresent(
              all ->
                  all.members().forEach((name, one) -> texts.put(name, one.string().orElse(""))));
      return texts;
    }

    Instant time(String member) {
      return Instant.ofEpochMilli(
          kept.child(member).flatMap(Json::number).map(Number::longValue).orElse(0L));
    }
  }

  /** Returns the queues that were kept. */
  List<KeptQueue> read() {
    Map<String, Json> queues = new LinkedHashMap<>();
    Map<String, Map<String, StoredMessage>> messages = new LinkedHashMap<>();
    if (log != null) {
      log.read((path, value) -> read(path.split("/"), value, queues, messages));
    }
    List<KeptQueue> all = new ArrayList<>();
    queues.forEach(
        (name, kept) -> {
          List<StoredMessage> own = new ArrayList<>(messages.getOrDefault(name, Map.of()).values());
          own.sort(Comparator.comparing(message -> message.number));
          all.add(new KeptQueue(name, kept, own));
        });
    return all;
  }

  /** Reads {@code /queues/NAME}, {@code …/messages/ID}, or {@code …/messages/ID/state}. */
  private static void read(
      String[] path,
      Json value,
      Map<String, Json> queues,
      Map<String, Map<String, StoredMessage>> messages) {
    if (path.length == 3) {
      queues.put(path[2], value);
      return;
    }
    Map<String, StoredMessage> ofQueue =
        messages.computeIfAbsent(path[2], name -> new LinkedHashMap<>());
    StoredMessage message = ofQueue.get(path[4]);
    if (path.length == 5) {
      ofQueue.put(path[4], KeptMessages.message(path[4], value));
    } else if (message != null) {
      KeptMessages.become(message, value);
    }
  }

  /** Returns where the messages of a queue are kept. */
  KeptMessages messages(String queueName) {
    return log == null ? KeptMessages.NONE : new KeptMessages(log, ROOT + queueName + MESSAGES);
  }

  /** Keeps a new queue. */
  void created(QueueEntry queue) {
    keep(queue, List.of(new StateChange(ROOT + queue.name(), null)));
  }

  /** Keeps what a queue is now, but for its messages. */
  void changed(QueueEntry queue) {
    keep(queue, List.of());
  }

  private void keep(QueueEntry queue, List<StateChange> before) {
    if (log == null) {
      return;
    }
    List<StateChange> changes = new ArrayList<>(before);
    synchronized (queue) {
      Map<String, Object> kept = new LinkedHashMap<>();
      kept.put("attributes", queue.queue().attributes().given());
      kept.put("tags", queue.tags());
      kept.put("created", queue.created().toEpochMilli());
      kept.put("modified", queue.modified().toEpochMilli());
      changes.add(new StateChange(ROOT + queue.name(), JsonText.of(kept)));
      log.append(changes);
    }
  }

  /** Keeps that a queue is gone. */
  void deleted(String queueName) {
    if (log != null) {
      log.append(List.of(new StateChange(ROOT + queueName, null)));
    }
  }

  /** Returns when everything is on the disk. */
  void force() {
    if (log != null) {
      log.force();
    }
  }

  @Override
  public void close() {
    if (log != null) {
      log.close();
    }
  }
}
