package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine.Caller;
import dev.wsemulator.internal.aws.dynamodb.kept.KeptStream.Position;
import dev.wsemulator.internal.aws.dynamodb.kept.KeptTables;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.source.stream.ShardFeed;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.EventSourceMapping.StartingPosition;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;

/**
 * The streams of the embedded tables. The engine gives them ARNs of its own and times to the minute
 * of the system clock; calls and functions see those of the stack's account and the emulator's
 * clock. Thread-safe.
 */
final class TableStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TableStreams.class);

  /** The operations that may add records to streams. */
  static final Set<String> WRITES =
      Set.of(
          "PutItem",
          "UpdateItem",
          "DeleteItem",
          "BatchWriteItem",
          "TransactWriteItems",
          "ExecuteStatement",
          "BatchExecuteStatement",
          "ExecuteTransaction");

  private final DynamoDbEngine engine;
  private final Caller owner;
  private final Stack stack;
  private final TimeSource clock;

  /** The logs by the engine's ARNs. */
  private final ConcurrentMap<String, StreamLog> logs = new ConcurrentSkipListMap<>();

  /** The engine's ARNs by those that calls and functions see. */
  private final Map<String, String> engineArns = new ConcurrentHashMap<>();

  /** What was kept of streams, if anything is; guarded by this. */
  private @Nullable KeptTables kept;

  /** The records that were kept, by the paths of their streams. */
  private Map<String, List<Json>> before = Map.of();

  /** Where mappings read that were kept, by their ids; those that have begun are gone. */
  private final Map<String, KeptTables.Place> places = new ConcurrentHashMap<>();

  private final AtomicBoolean isPulling = new AtomicBoolean();

  /** Has a thread only while there is something to do. */
  private final ThreadPoolExecutor puller =
      new ThreadPoolExecutor(
          0,
          1,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          TableStreams::thread,
          new ThreadPoolExecutor.DiscardPolicy()); // what is written while it closes is not read

  TableStreams(DynamoDbEngine engine, Caller owner, Stack stack, TimeSource clock) {
    this.engine = engine;
    this.owner = owner;
    this.stack = stack;
    this.clock = clock;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "wsemulator-dynamodb-streams");
    thread.setDaemon(true);
    return thread;
  }

  /** Keeps streams, and begins with what was kept. */
  synchronized void begin(KeptTables store) {
    kept = store;
    before = store.records();
    places.putAll(store.positions());
  }

  /** Takes note of a stream. */
  synchronized void add(String engineArn, String label) {
    StreamDescription description = engine.stream(owner, engineArn);
    StreamIdentity identity = StreamIdentity.of(stack, description.tableName(), label);
    StreamReader reader = StreamReader.ofAll(StreamApi.of(engine, owner), engineArn);
    StreamLog log = new StreamLog(identity, description, () -> read(reader, identity), clock);
    if (kept != null) {
      begin(log, kept);
    }
    logs.put(engineArn, log);
    engineArns.put(identity.arn(), engineArn);
  }

  private void begin(StreamLog log, KeptTables store) {
    StreamIdentity identity = log.identity();
    String path = KeptTables.streamPath(identity.tableName(), identity.label());
    log.begin(
        store.stream(identity.tableName(), identity.label()), before.getOrDefault(path, List.of()));
    places.values().stream()
        .filter(place -> place.streamPath().equals(path))
        .forEach(place -> log.isLast(place.position().sequenceNumber()));
  }

  /** Returns the label of a stream that calls and functions see, by the engine's ARN. */
  Optional<String> label(@Nullable String engineArn) {
    return Optional.ofNullable(engineArn).map(logs::get).map(log -> log.identity().label());
  }

  /** Takes over and keeps what has been written before. */
  void keep() {
    logs.values().forEach(StreamLog::take);
  }

  private List<Record> read(StreamReader reader, StreamIdentity identity) {
    GetItemRequest.Builder get = GetItemRequest.builder().tableName(identity.tableName());
    return reader.read().stream()
        .map(
            record ->
                EmptyValues.completed(
                    record, key -> engine.item(owner, get.key(key).consistentRead(true).build())))
        .toList();
  }

  /** Takes note of the streams that calls have created. */
  synchronized void refresh() {
    for (Stream stream : engine.streams(owner)) {
      if (!logs.containsKey(stream.streamArn())) {
        add(stream.streamArn(), stream.streamLabel());
      }
    }
  }

  /** Returns all streams. */
  Collection<StreamLog> all() {
    return logs.values();
  }

  /** Returns a stream. */
  Optional<StreamLog> find(String arn) {
    return Optional.ofNullable(engineArns.get(arn)).map(logs::get);
  }

  /** Opens the feed of a mapping, at the place where the mapping begins to read. */
  Optional<ShardFeed> feed(EventSourceMapping mapping) {
    return find(mapping.sourceArn()).map(log -> log.feed(mapping.id(), from(mapping, log)));
  }

  private Position from(EventSourceMapping mapping, StreamLog log) {
    KeptTables.Place place = places.remove(mapping.id());
    StreamIdentity stream = log.identity();
    if (place != null
        && place.streamPath().equals(KeptTables.streamPath(stream.tableName(), stream.label()))) {
      return place.position();
    }
    return mapping.stream().start() == StartingPosition.LATEST ? log.newest() : Position.BEGIN;
  }

  /** Returns whether calls of an operation may add records. */
  boolean areTouchedBy(String operation) {
    return !logs.isEmpty() && WRITES.contains(operation);
  }

  /**
   * Takes over what a call has written. A clock that is advanced finds everything taken over; other
   * calls are not held up.
   */
  void written() {
    if (clock.canAdvance()) {
      pull();
    } else if (isPulling.compareAndSet(false, true)) {
      puller.execute(
          () -> {
            isPulling.set(false);
            try {
              pull();
            } catch (RuntimeException e) {
              LOG.debug("Streams are not read: the embedded DynamoDB is being closed.", e);
            }
          });
    }
  }

  /** Takes over what has been written before. */
  void pull() {
    logs.values().forEach(StreamLog::pull);
  }

  /**
   * Deletes an item because its time is over.
   *
   * @param itemKey its key as JSON
   * @param deletion deletes it; returns whether it has
   */
  void expire(String tableName, String itemKey, BooleanSupplier deletion) {
    List<StreamLog> ofTable =
        logs.values().stream().filter(log -> log.identity().tableName().equals(tableName)).toList();
    if (ofTable.isEmpty()) {
      deletion.getAsBoolean();
    } else {
      ofTable.get(ofTable.size() - 1).expire(itemKey, deletion);
    }
  }

  /** Returns a text with the ARNs and labels that calls see instead of the engine's. */
  String translated(String text) {
    String translated = text;
    for (Map.Entry<String, StreamLog> one : logs.entrySet()) {
      StreamIdentity identity = one.getValue().identity();
      String label = one.getValue().description().streamLabel();
      translated =
          translated
              .replace(one.getKey(), identity.arn())
              .replace(
                  "\"LatestStreamLabel\":\"" + label + "\"",
                  "\"LatestStreamLabel\":\"" + identity.label() + "\"");
    }
    return translated;
  }

  @Override
  public void close() {
    puller.shutdownNow();
  }
}
