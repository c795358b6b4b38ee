package dev.wsemulator.internal.source.queue;

import dev.wsemulator.internal.source.InvalidPatternException;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Stack;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The event source mappings of queues that are in use. Thread-safe. */
public final class QueueMappings implements AutoCloseable {
  private final Function<EventSourceMapping, MessageFeed> feeds;
  private final BackEndContext around;
  private final Map<EventSourceMapping, QueuePoller> pollers = new HashMap<>(); // guarded by this

  /**
   * Creates it, without mappings.
   *
   * @param feeds opens the feed of a mapping's queue
   * @param context what the emulator offers
   */
  public QueueMappings(Function<EventSourceMapping, MessageFeed> feeds, BackEndContext context) {
    this.feeds = feeds;
    this.around = context;
  }

  /** Returns whether a mapping's source is a queue. */
  public static boolean isOfQueue(EventSourceMapping mapping) {
    String[] source = mapping.sourceArn().split(":", 6);
    return source.length == 6 && source[2].equals("sqs");
  }

  /** Uses the mappings of a stack: begins with those that are new, and ends those that are gone. */
  public synchronized void use(Stack stack) {
    List<EventSourceMapping> wanted =
        stack.eventSourceMappings().stream()
            .filter(mapping -> mapping.isEnabled() && isOfQueue(mapping))
            .toList();
    Iterator<Map.Entry<EventSourceMapping, QueuePoller>> running = pollers.entrySet().iterator();
    while (running.hasNext()) {
      Map.Entry<EventSourceMapping, QueuePoller> one = running.next();
      if (!wanted.contains(one.getKey())) {
        one.getValue().close();
        running.remove();
      }
    }
    wanted.stream().filter(mapping -> !pollers.containsKey(mapping)).forEach(this::begin);
  }

  private void begin(EventSourceMapping mapping) {
    try {
      QueuePoller poller = new QueuePoller(mapping, feeds.apply(mapping), around);
      pollers.put(mapping, poller);
      poller.start();
    } catch (InvalidPatternException e) {
      around
          .journal()
          .add(
              new SourceEntry.EventsDropped(
                  around.clock().now(),
                  mapping.sourceArn(),
                  QueuePoller.functionArn(mapping),
                  0,
                  QueueReasons.unusablePattern(e)));
    }
  }

  /** Ends all of them. */
  @Override
  public synchronized void close() {
    pollers.values().forEach(QueuePoller::close);
    pollers.clear();
  }
}
