package dev.wsemulator.internal.source.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A shard whose records are added by a test. */
final class TestShard implements ShardFeed {
  private final List<StreamRecord> records = new ArrayList<>();
  private int next;
  private int added;
  private boolean isClosed;
  private Runnable listener = () -> {};

  /** Adds a record about an item. */
  void add(String key, Instant at) {
    store(key, at);
    listener.run();
  }

  /** Adds records about items of their own, all at once. */
  void addAll(int count, Instant at) {
    for (int i = 0; i < count; i++) {
      store("k" + i, at);
    }
    listener.run();
  }

  private synchronized void store(String key, Instant at) {
    added++;
    String json = "{\"key\":\"%s\",\"seq\":\"%d\"}".formatted(key, added);
    records.add(new StreamRecord(String.valueOf(added), at, key, json));
  }

  boolean isClosed() {
    return isClosed;
  }

  @Override
  public String shardId() {
    return "shardId-1";
  }

  @Override
  public synchronized List<StreamRecord> read(int most) {
    List<StreamRecord> read =
        List.copyOf(records.subList(next, Math.min(records.size(), next + most)));
    next += read.size();
    return read;
  }

  @Override
  public void onArrival(Runnable wake) {
    listener = wake;
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
