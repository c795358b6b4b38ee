package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine.Caller;
import dev.wsemulator.internal.aws.dynamodb.kept.ItemKey;
import dev.wsemulator.internal.aws.dynamodb.kept.KeptTables;
import dev.wsemulator.internal.aws.dynamodb.kept.TableDefinition;
import dev.wsemulator.internal.aws.dynamodb.kept.Writes;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.state.StateChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Keeps what the engine has in memory. After a call has written, its items are read back and their
 * images kept: that is the same however often it is done, and whatever the call was. Reading back
 * and keeping are one step, so the last image that is kept is the latest. Thread-safe.
 */
final class TableKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TableKeeper.class);

  private final DynamoDbEngine engine;
  private final Caller owner;
  private final KeptTables kept;
  private final TableStreams streams;
  private final Map<String, List<String>> keys = new ConcurrentHashMap<>();

  TableKeeper(DynamoDbEngine engine, Caller owner, KeptTables kept, TableStreams streams) {
    this.engine = engine;
    this.owner = owner;
    this.kept = kept;
    this.streams = streams;
  }

  /** Returns what a call is about to write. */
  Writes writes(String operation, byte[] body) {
    return Writes.of(operation, body, this::keysOf);
  }

  private Collection<String> keysOf(String tableName) {
    List<String> known = keys.get(tableName);
    if (known != null) {
      return known;
    }
    TableDescription table = table(tableName);
    if (table == null) {
      return List.of();
    }
    List<String> names = table.keySchema().stream().map(KeySchemaElement::attributeName).toList();
    keys.put(tableName, names);
    return names;
  }

  private @Nullable TableDescription table(String name) {
    try {
      return engine.table(owner, name);
    } catch (DynamoDbException e) {
      LOG.debug("There is no table {}.", name, e);
      return null;
    }
  }

  /** Keeps what a call has written, on the disk when this returns. */
  void keep(Writes writes) {
    synchronized (this) {
      streams.keep();
      List<StateChange> changes = new ArrayList<>();
      writes.items().forEach(key -> read(key, changes));
      writes.tables().forEach(table -> readAll(table, changes));
      kept.append(changes);
    }
    kept.force();
  }

  private void read(ItemKey key, List<StateChange> changes) {
    try {
      Map<String, AttributeValue> item =
          engine.item(
              owner,
              GetItemRequest.builder()
                  .tableName(key.tableName())
                  .key(key.attributes())
                  .consistentRead(true)
                  .build());
      changes.add(KeptTables.change(key, item));
    } catch (DynamoDbException e) { // the call was refused, or the table is gone meanwhile
      LOG.debug("Nothing is kept of {}.", key, e);
    }
  }

  private void readAll(String tableName, List<StateChange> changes) {
    Map<String, Json> before = kept.items(tableName);
    Collection<String> names = keysOf(tableName);
    try {
      Map<String, AttributeValue> after = null;
      do {
        ScanResponse page =
            engine.scan(
                owner,
                ScanRequest.builder()
                    .tableName(tableName)
                    .consistentRead(true)
                    .exclusiveStartKey(after)
                    .build());
        for (Map<String, AttributeValue> item : page.items()) {
          StateChange now = KeptTables.change(ItemKey.of(tableName, names, item), item);
          if (!isSame(before.remove(now.path()), now)) {
            changes.add(now);
          }
        }
        after = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
      } while (after != null);
      before.keySet().forEach(path -> changes.add(new StateChange(path, null)));
    } catch (DynamoDbException e) {
      LOG.debug("Nothing is kept of {}: it is gone.", tableName, e);
    }
  }

  private static boolean isSame(@Nullable Json before, StateChange now) {
    String json = now.json();
    return before != null
        && json != null
        && Json.parse(json.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .filter(before::equals)
            .isPresent();
  }

  /** Keeps that an item has expired. */
  void expired(String tableName, Map<String, AttributeValue> item) {
    keep(
        new Writes(
            java.util.Set.of(ItemKey.of(tableName, keysOf(tableName), item)), java.util.Set.of()));
  }

  /**
   * Keeps what a table is now, or that it is gone.
   *
   * @param expiry the attribute with the time when items expire
   */
  synchronized void define(String tableName, Optional<String> expiry) {
    keys.remove(tableName);
    TableDescription table = table(tableName);
    if (table == null) {
      kept.drop(tableName);
    } else {
      kept.define(
          tableName, TableDefinition.json(table, expiry, streams.label(table.latestStreamArn())));
    }
    kept.force();
  }

  /** Returns the tables that were kept, by name. */
  Map<String, Json> definitions() {
    return kept.definitions();
  }

  /** Returns whether the items of a kept table fit in one that is wanted. */
  static boolean fits(Json before, CreateTableRequest wanted) {
    Map<String, String> types = new HashMap<>();
    wanted
        .attributeDefinitions()
        .forEach(one -> types.put(one.attributeName(), one.attributeTypeAsString()));
    Map<String, String> key = new HashMap<>();
    for (KeySchemaElement one : wanted.keySchema()) {
      key.put(one.attributeName(), one.keyTypeAsString() + types.get(one.attributeName()));
    }
    return key.equals(TableDefinition.key(before));
  }

  /** Forgets the items of a table that have no place in it any more. */
  void drop(String tableName) {
    LOG.warn(
        "The table {} has another key in the template than in the state, so its items are gone. Give the table another name, or go back to the key, to keep items.",
        tableName);
    kept.drop(tableName);
  }

  /** Puts all items that were kept into the tables, which are there. */
  void fill() {
    ItemLoader loader = new ItemLoader(engine, owner);
    kept.items(loader::add);
    loader.finish();
    loader
        .refused()
        .forEach(
            (table, count) ->
                LOG.warn(
                    "{} items of the state have no place in the table {} any more: the keys of its indexes have other types than their attributes.",
                    count,
                    table));
  }

  /** Gives a table its stream, without records of the items that exist. */
  void stream(String tableName, StreamViewType view) {
    engine.updateTable(
        owner,
        software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest.builder()
            .tableName(tableName)
            .streamSpecification(one -> one.streamEnabled(true).streamViewType(view))
            .build());
  }

  @Override
  public void close() {
    kept.close();
  }
}
