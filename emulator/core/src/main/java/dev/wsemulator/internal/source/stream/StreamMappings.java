package dev.wsemulator.internal.source.stream;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.source.InvalidPatternException;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The event source mappings of streams of tables that are in use. Thread-safe. */
public final class StreamMappings implements AutoCloseable {
  private final Function<EventSourceMapping, Optional<ShardFeed>> feeds;
  private final StreamContext around;

  /** The pollers by the ids of their mappings; guarded by this. */
  private final Map<String, Running> running = new HashMap<>();

  private record Running(EventSourceMapping mapping, ShardPoller poller) {}

  /**
   * Creates it, without mappings.
   *
   * @param feeds opens the feed of a mapping's stream where the mapping begins to read; empty if
   *     there is no such stream
   * @param around what the pollers use
   */
  public StreamMappings(
      Function<EventSourceMapping, Optional<ShardFeed>> feeds, StreamContext around) {
    this.feeds = feeds;
    this.around = around;
  }

  /** Returns whether a mapping's source is the stream of a table. */
  public static boolean isOfStream(EventSourceMapping mapping) {
    return Arn.parse(mapping.sourceArn())
        .filter(source -> source.service().equals("dynamodb"))
        .isPresent();
  }

  /**
   * Uses the mappings of a stack: begins with those that are new, ends those that are gone, and
   * lets those that have changed go on where they are.
   */
  public synchronized void use(Stack stack) {
    Map<String, EventSourceMapping> wanted = new HashMap<>();
    stack.eventSourceMappings().stream()
        .filter(mapping -> mapping.isEnabled() && isOfStream(mapping))
        .forEach(mapping -> wanted.put(mapping.id(), mapping));
    for (Running one : List.copyOf(running.values())) {
      EventSourceMapping now = wanted.get(one.mapping().id());
      if (now == null || !now.sourceArn().equals(one.mapping().sourceArn())) {
        running.remove(one.mapping().id());
        one.poller().stop();
        one.poller().feed().close();
      } else if (!now.equals(one.mapping())) {
        running.remove(one.mapping().id());
        List<StreamRecord> unfinished = one.poller().stop();
        begin(now, one.poller().feed(), unfinished);
      }
    }
    wanted.values().stream().filter(one -> !running.containsKey(one.id())).forEach(this::begin);
  }

  private void begin(EventSourceMapping mapping) {
    Optional<ShardFeed> feed = feeds.apply(mapping);
    if (feed.isPresent()) {
      begin(mapping, feed.get(), List.of());
    } else {
      unused(mapping, StreamReasons.noStream());
    }
  }

  private void begin(EventSourceMapping mapping, ShardFeed feed, List<StreamRecord> first) {
    try {
      ShardPoller poller = new ShardPoller(mapping, feed, around);
      running.put(mapping.id(), new Running(mapping, poller));
      poller.start(first);
    } catch (InvalidPatternException e) {
      feed.close();
      unused(mapping, StreamReasons.unusablePattern(e));
    }
  }

  private void unused(EventSourceMapping mapping, Reason why) {
    new Reports(new Mapping(mapping), "", around).dropped(0, why);
  }

  /** Ends all of them. */
  @Override
  public synchronized void close() {
    for (Running one : running.values()) {
      one.poller().stop();
      one.poller().feed().close();
    }
    running.clear();
  }
}
