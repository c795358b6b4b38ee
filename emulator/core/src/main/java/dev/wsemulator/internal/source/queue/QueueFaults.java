package dev.wsemulator.internal.source.queue;

import dev.wsemulator.internal.source.BatchFault;
import dev.wsemulator.stack.BackEndContext.EventFilter;
import dev.wsemulator.stack.EventSourceMapping;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What injected faults do to the messages of one queue. Thread-safe. */
final class QueueFaults {
  private final EventSourceMapping mapping;
  private final EventFilter filter;

  /** The ids of messages that always fail. */
  private final Set<String> poisoned = ConcurrentHashMap.newKeySet();

  /** The ids of messages that come a second time because of a fault. */
  private final Set<String> repeated = ConcurrentHashMap.newKeySet();

  QueueFaults(EventSourceMapping mapping, EventFilter filter) {
    this.mapping = mapping;
    this.filter = filter;
  }

  /** Lets a fault strike a batch; one that comes again because of a fault is no occasion. */
  void strike(List<QueueMessage> batch, BatchFault fault) {
    boolean isAgain = !repeated.isEmpty() && batch.stream().allMatch(this::isRepeated);
    if (!isAgain && filter.strike(mapping.sourceArn(), mapping.functionName(), fault)) {
      if (fault.poisons()) {
        poisoned.add(id(batch.get(0)));
      }
    }
  }

  private boolean isRepeated(QueueMessage message) {
    return repeated.contains(id(message));
  }

  private static String id(QueueMessage message) {
    return message.ids().message();
  }

  /** Returns the messages of a batch that fail; in a FIFO queue also all behind the first one. */
  List<QueueMessage> failing(List<QueueMessage> batch) {
    if (poisoned.isEmpty()) {
      return List.of();
    }
    return mapping.sourceArn().endsWith(".fifo")
        ? batch.stream().dropWhile(one -> !poisoned.contains(id(one))).toList()
        : batch.stream().filter(one -> poisoned.contains(id(one))).toList();
  }

  /** Deletes messages that are done, unless a fault lets them come again. */
  void done(List<QueueMessage> messages, boolean comesAgain, MessageFeed feed) {
    List<QueueMessage> again =
        comesAgain ? messages.stream().filter(one -> repeated.add(id(one))).toList() : List.of();
    List<QueueMessage> over = messages.stream().filter(one -> !again.contains(one)).toList();
    if (!over.isEmpty()) {
      over.forEach(one -> repeated.remove(id(one)));
      feed.delete(over);
    }
    if (!again.isEmpty()) {
      feed.repeat(again);
    }
  }
}
