package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine.Caller;
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
  private static final Set<String> WRITES =
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

  /** Takes note of the stream of a table of the stack, which has the label of templates. */
  void add(String engineArn) {
    add(engineArn, Arn.STREAM_LABEL);
  }

  private void add(String engineArn, String label) {
    StreamDescription description = engine.stream(owner, engineArn);
    StreamIdentity identity = StreamIdentity.of(stack, description.tableName(), label);
    StreamReader reader = StreamReader.ofAll(StreamApi.of(engine, owner), engineArn);
    logs.put(engineArn, new StreamLog(identity, description, () -> read(reader, identity), clock));
    engineArns.put(identity.arn(), engineArn);
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
    boolean isLatest = mapping.stream().start() == StartingPosition.LATEST;
    return find(mapping.sourceArn()).map(log -> log.feed(isLatest ? log.end() : log.start()));
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
