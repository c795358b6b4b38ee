package dev.wsemulator.internal.aws.sqs;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The messages of a queue that can be received, in their order. Guarded by its queue. */
interface MessageOrder {
  /** Adds a message that has not been received yet; it may have a delay. */
  void arrived(StoredMessage message);

  /** A message can be received: its delay is over, or it is visible again. */
  void visible(StoredMessage message);

  /** A message that has arrived is in flight since before. */
  default void held(StoredMessage message) {}

  /**
   * Takes the next message, or returns {@code null}.
   *
   * @param opened the groups that the same call has taken messages of; this adds to them
   */
  @Nullable StoredMessage take(Set<String> opened);

  /** A message is gone forever. */
  void gone(StoredMessage message);

  /** All messages are gone. */
  default void purged() {}

  /** Messages as they come; what has come back is behind. */
  final class Standard implements MessageOrder {
    private final ArrayDeque<StoredMessage> ready = new ArrayDeque<>();

    @Override
    public void arrived(StoredMessage message) {
      // not before its delay is over
    }

    @Override
    public void visible(StoredMessage message) {
      ready.add(message);
    }

    @Override
    public @Nullable StoredMessage take(Set<String> opened) {
      StoredMessage next = ready.poll();
      while (next != null && next.isGone) {
        next = ready.poll();
      }
      return next;
    }

    @Override
    public void gone(StoredMessage message) {
      // skipped when its turn comes
    }

    @Override
    public void purged() {
      ready.clear();
    }
  }

  /**
   * Messages by groups: a group keeps its order, and waits while one of its messages is in flight.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html">FIFO
   *     delivery logic</a>
   */
  final class Fifo implements MessageOrder {
    private final Map<String, Group> groups = new HashMap<>();

    /** The groups that may have a message to give, in the order in which they are asked. */
    private final Set<String> open = new LinkedHashSet<>();

    private static final class Group {
      private final TreeMap<Long, StoredMessage> messages = new TreeMap<>();
      private final Map<String, StoredMessage> delayed = new LinkedHashMap<>();
      private int inFlight;
    }

    @Override
    public void arrived(StoredMessage message) {
      Group group = groups.computeIfAbsent(message.group(), name -> new Group());
      group.messages.put(message.number, message);
      group.delayed.put(message.id, message);
    }

    @Override
    public void visible(StoredMessage message) {
      Group group = groups.computeIfAbsent(message.group(), name -> new Group());
      if (group.delayed.remove(message.id) == null) {
        group.inFlight--;
        group.messages.put(message.number, message);
      }
      open.add(message.group());
    }

    @Override
    public @Nullable StoredMessage take(Set<String> opened) {
      Iterator<String> names = open.iterator();
      while (names.hasNext()) {
        String name = names.next();
        Group group = groups.get(name);
        StoredMessage first = group == null ? null : first(group);
        if (group == null || first == null) {
          names.remove();
        } else if (group.inFlight == 0 || opened.contains(name)) {
          group.messages.pollFirstEntry();
          group.inFlight++;
          opened.add(name);
          return first;
        }
      }
      return null;
    }

    @Override
    public void held(StoredMessage message) {
      Group group = groups.computeIfAbsent(message.group(), name -> new Group());
      group.messages.remove(message.number);
      group.delayed.remove(message.id);
      group.inFlight++;
    }

    private static @Nullable StoredMessage first(Group group) {
      Map.Entry<Long, StoredMessage> first = group.messages.firstEntry();
      return first == null || group.delayed.containsKey(first.getValue().id)
          ? null
          : first.getValue();
    }

    @Override
    public void gone(StoredMessage message) {
      Group group = groups.get(message.group());
      if (group == null) {
        return;
      }
      if (message.isInFlight) {
        group.inFlight--;
        open.add(message.group());
      } else {
        group.messages.remove(message.number);
        group.delayed.remove(message.id);
      }
      if (group.messages.isEmpty() && group.inFlight == 0) {
        groups.remove(message.group());
        open.remove(message.group());
      }
    }
  }
}
