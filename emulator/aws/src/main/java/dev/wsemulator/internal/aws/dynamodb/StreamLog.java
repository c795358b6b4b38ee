package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.dynamodb.kept.KeptStream;
import dev.wsemulator.internal.aws.dynamodb.kept.KeptStream.Position;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.source.stream.ShardFeed;
import dev.wsemulator.internal.source.stream.StreamRecord;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;

/**
 * The records of a table's stream, in one shard, with the time of the emulator's clock. They are
 * kept for 24 hours of that clock; of those that all functions have read, the last 100,000 only.
 * Thread-safe.
 */
final class StreamLog {
  private static final Logger LOG = LoggerFactory.getLogger(StreamLog.class);
  private static final Duration KEPT = Duration.ofHours(24);

  /** More are in memory only if a function has not read them, or until there are many more. */
  private static final int MOST_KEPT = 100_000;

  private static final int SLACK = 10_000;

  private final StreamIdentity identity;
  private final StreamDescription description;
  private final Supplier<List<Record>> reader;
  private final TimeSource clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** The feeds that are open; guarded by this. */
  private final Set<Feed> feeds = new HashSet<>();

  /** The records that are kept; guarded by this. */
  private final List<LoggedRecord> records = new ArrayList<>();

  /** How many records were there before the first that is kept; guarded by this. */
  private long trimmed;

  private KeptStream kept = KeptStream.NONE;

  /** The number of the newest record there has been; guarded by this. */
  private String last = Position.BEGIN.sequenceNumber();

  /** Whether the readers have not been told of records; guarded by this. */
  private boolean isNews;

  StreamLog(
      StreamIdentity identity,
      StreamDescription description,
      Supplier<List<Record>> reader,
      TimeSource clock) {
    this.identity = identity;
    this.description = description;
    this.reader = reader;
    this.clock = clock;
  }

  /** Begins with records that were kept, and keeps those that come. */
  synchronized void begin(KeptStream store, List<Json> before) {
    kept = store;
    before.stream().map(LoggedRecord::kept).forEach(records::add);
    records.stream().map(LoggedRecord::sequenceNumber).forEach(this::isLast);
  }

  /** Begins behind a record that is not kept any more. */
  synchronized void isLast(String sequenceNumber) {
    if (new Position(last, true).isBefore(sequenceNumber)) {
      last = sequenceNumber;
    }
  }

  StreamIdentity identity() {
    return identity;
  }

  StreamDescription description() {
    return description;
  }

  String shardId() {
    return description.shards().get(0).shardId();
  }

  /** Takes over what has been written to the table, and tells the readers. */
  void pull() {
    take();
    boolean isNew;
    synchronized (this) {
      isNew = isNews;
      isNews = false;
    }
    if (isNew) {
      tell();
    }
  }

  /** Takes over and keeps what has been written to the table, but does not tell the readers. */
  synchronized void take() {
    trim();
    List<LoggedRecord> taken = new ArrayList<>();
    try {
      Instant now = clock.now();
      for (Record record : reader.get()) {
        taken.add(LoggedRecord.of(numbered(record), now, identity.region()));
      }
    } catch (DynamoDbException e) {
      LOG.debug("The stream {} is not read any more: its table is gone.", identity.arn(), e);
    }
    records.addAll(taken);
    taken.forEach(one -> kept.came(one.sequenceNumber(), one.kept()));
    isNews |= !taken.isEmpty();
  }

  private Record numbered(Record record) {
    if (!kept.isThere()) {
      return record;
    }
    last = KeptStream.number(last, record.dynamodb().sequenceNumber());
    return record.toBuilder()
        .dynamodb(record.dynamodb().toBuilder().sequenceNumber(last).build())
        .build();
  }

  /**
   * Deletes an item because its time is over.
   *
   * @param itemKey its key as JSON
   * @param deletion deletes it; returns whether it has
   */
  void expire(String itemKey, BooleanSupplier deletion) {
    synchronized (this) {
      take();
      boolean isDeleted = deletion.getAsBoolean();
      int before = records.size();
      take();
      if (isDeleted) {
        markLast(itemKey, before);
      }
    }
    tell();
  }

  private void markLast(String itemKey, int from) {
    for (int i = records.size() - 1; i >= from; i--) {
      LoggedRecord one = records.get(i);
      if (one.eventName().equals("REMOVE") && one.itemKey().equals(itemKey)) {
        records.set(i, one.expired());
        kept.came(one.sequenceNumber(), one.expired().kept());
        return;
      }
    }
  }

  private void trim() {
    Instant oldest = clock.now().minus(KEPT);
    int gone = records.size() > MOST_KEPT + SLACK ? spare() : 0;
    while (gone < records.size() && records.get(gone).createdAt().isBefore(oldest)) {
      gone++;
    }
    List<LoggedRecord> old = records.subList(0, gone);
    kept.gone(old.stream().map(LoggedRecord::sequenceNumber).toList());
    old.clear();
    trimmed += gone;
  }

  /** Returns how many of the oldest records are too many; functions have read all of them. */
  private int spare() {
    long read = feeds.stream().mapToLong(feed -> feed.next).min().orElse(end()) - trimmed;
    return (int) Math.max(0, Math.min(read, records.size() - MOST_KEPT));
  }

  private void tell() {
    listeners.forEach(Runnable::run);
  }

  /** Returns the place of the oldest record that is kept. */
  synchronized long start() {
    trim();
    return trimmed;
  }

  /** Returns the place behind the newest record. */
  synchronized long end() {
    return trimmed + records.size();
  }

  /** Returns the place of a record; -1 if it is not kept. */
  synchronized long placeOf(String sequenceNumber) {
    long place = start();
    for (LoggedRecord record : records) {
      if (record.sequenceNumber().equals(sequenceNumber)) {
        return place;
      }
      place++;
    }
    return -1;
  }

  /** Returns the records from a place on; from the oldest that is kept if that is later. */
  synchronized List<LoggedRecord> read(long from, int most) {
    long first = Math.max(from, start());
    int index = (int) Math.min(first - trimmed, records.size());
    return List.copyOf(records.subList(index, (int) Math.min((long) index + most, records.size())));
  }

  /**
   * Opens a feed for a function.
   *
   * @param mappingId the mapping
   * @param from where it begins
   */
  synchronized ShardFeed feed(String mappingId, Position from) {
    trim();
    int before = 0;
    while (before < records.size() && !from.isBefore(records.get(before).sequenceNumber())) {
      before++;
    }
    Feed feed = new Feed(mappingId, trimmed + before, from);
    kept.position(mappingId, from);
    feeds.add(feed);
    return feed;
  }

  /** Returns the place behind the newest record. */
  synchronized Position newest() {
    return records.isEmpty()
        ? new Position(last, true)
        : new Position(records.get(records.size() - 1).sequenceNumber(), true);
  }

  private final class Feed implements ShardFeed {
    private final String mappingId;

    /** Guarded by the log, as the next two. */
    private long next;

    private Position read;
    private Position done;
    private Runnable listener = () -> {};

    Feed(String mappingId, long next, Position from) {
      this.mappingId = mappingId;
      this.next = next;
      this.read = from;
      this.done = from;
    }

    @Override
    public String shardId() {
      return StreamLog.this.shardId();
    }

    @Override
    public List<StreamRecord> read(int most) {
      synchronized (StreamLog.this) {
        next = Math.max(next, start());
        List<LoggedRecord> found = StreamLog.this.read(next, most);
        next += found.size();
        if (!found.isEmpty()) {
          read = new Position(found.get(found.size() - 1).sequenceNumber(), true);
        }
        return found.stream().map(one -> one.forFunctions(identity.arn())).toList();
      }
    }

    @Override
    public void done(Optional<StreamRecord> unfinished) {
      synchronized (StreamLog.this) {
        Position now =
            unfinished.map(first -> new Position(first.sequenceNumber(), false)).orElse(read);
        if (!now.equals(done)) {
          done = now;
          kept.position(mappingId, now);
        }
      }
    }

    @Override
    public void onArrival(Runnable wake) {
      listeners.remove(listener);
      listener = wake;
      listeners.add(wake);
    }

    @Override
    public void close() {
      listeners.remove(listener);
      synchronized (StreamLog.this) {
        feeds.remove(this);
      }
    }
  }
}
