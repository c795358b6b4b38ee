package dev.wsemulator.internal.source.stream;

import dev.wsemulator.internal.source.InvalidPatternException;
import dev.wsemulator.stack.EventSourceMapping;
import java.util.ArrayList;
import java.util.List;

/**
 * Leads the records of one shard to one function. Has no thread: it runs on those that bring
 * records, answers and the time. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Using Lambda with
 *     DynamoDB</a>
 */
final class ShardPoller {
  private final Mapping mapping;
  private final ShardFeed feed;
  private final StreamFilter filter;
  private final Reports reports;
  private final SerialTasks tasks = new SerialTasks();
  private final List<ShardLane> lanes = new ArrayList<>();
  private boolean isClosed;

  /**
   * Creates it; {@link #start} begins.
   *
   * @throws InvalidPatternException if a filter of the mapping cannot be used
   */
  ShardPoller(EventSourceMapping settings, ShardFeed feed, StreamContext around)
      throws InvalidPatternException {
    this.mapping = new Mapping(settings);
    this.feed = feed;
    this.filter = new StreamFilter(settings.filters());
    this.reports = new Reports(mapping, feed.shardId(), around);
    for (int i = 0; i < mapping.lanes(); i++) {
      lanes.add(new ShardLane(mapping, feed.shardId(), around, this::run));
    }
  }

  ShardFeed feed() {
    return feed;
  }

  /** Begins with records that another poller has not finished, and continues with the feed's. */
  void start(List<StreamRecord> first) {
    feed.onArrival(() -> run(() -> {}));
    run(() -> distribute(first));
  }

  private void run(Runnable task) {
    tasks.run(
        () -> {
          task.run();
          turn();
        });
  }

  private void turn() {
    if (isClosed) {
      return;
    }
    read();
    lanes.forEach(ShardLane::step);
    feed.done(lanes.stream().flatMap(lane -> lane.first().stream()).min(StreamRecord.BY_PLACE));
  }

  private void read() {
    int room = mapping.buffer() - lanes.stream().mapToInt(ShardLane::size).sum();
    while (room > 0) {
      List<StreamRecord> records = feed.read(room);
      if (records.isEmpty()) {
        return;
      }
      room -= distribute(records);
    }
  }

  /** Returns how many of the records are wanted. */
  private int distribute(List<StreamRecord> records) {
    List<StreamRecord> wanted = records.stream().filter(filter::wants).toList();
    int unwanted = records.size() - wanted.size();
    if (unwanted > 0) {
      String patterns = String.join(" or ", mapping.settings().filters());
      reports.dropped(unwanted, StreamReasons.unwanted(patterns));
    }
    wanted.forEach(
        record -> lanes.get(Math.floorMod(record.itemKey().hashCode(), lanes.size())).add(record));
    return wanted.size();
  }

  /** Stops, and returns the records that are not done, in their order; the feed stays open. */
  List<StreamRecord> stop() {
    List<StreamRecord> unfinished = new ArrayList<>();
    tasks.run(
        () -> {
          isClosed = true;
          lanes.forEach(
              lane -> {
                unfinished.addAll(lane.unfinished());
                lane.close();
              });
        });
    unfinished.sort(StreamRecord.BY_PLACE);
    return unfinished;
  }
}
