package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.dynamodb.kept.ItemKey;
import dev.wsemulator.internal.aws.dynamodb.kept.TableDefinition;
import dev.wsemulator.internal.aws.dynamodb.kept.Writes;
import dev.wsemulator.internal.aws.dynamodb.request.ItemRequest;
import dev.wsemulator.internal.aws.service.ReadRequest;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Answers reads with what was in the tables some time ago. While that is wanted, it remembers what
 * items were before each write. For a read it fills another engine with the tables as they were, so
 * that filters, projections, indexes and pages are as always. Thread-safe.
 */
final class PastItems implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PastItems.class);

  private final KnownTables present;
  private final Supplier<DynamoDbEngine> opener;
  private final Supplier<Duration> reach;
  private final TimeSource clock;

  /** Guarded by {@code this}, as everything below: what items were before writes, oldest first. */
  private final List<Image> images = new ArrayList<>();

  private @Nullable DynamoDbEngine engine;
  private boolean closed;

  private record Image(Instant until, ItemKey key, Map<String, AttributeValue> item) {}

  /**
   * Creates it.
   *
   * @param present the tables as they are
   * @param opener returns an engine without tables
   * @param reach returns how far back reads may look; zero if not at all
   * @param clock the clock
   */
  PastItems(
      KnownTables present,
      Supplier<DynamoDbEngine> opener,
      Supplier<Duration> reach,
      TimeSource clock) {
    this.present = present;
    this.opener = opener;
    this.reach = reach;
    this.clock = clock;
  }

  /** Returns whether writes have to be remembered. */
  boolean isWanted() {
    return !reach.get().isZero();
  }

  /**
   * Remembers what a call is about to overwrite, and lets it write. One call at a time.
   *
   * @param writes returns what the call writes, given the names of keys
   * @param call lets it write
   */
  synchronized <T> T write(
      Function<Function<String, Collection<String>>, Writes> writes, Callable<T> call)
      throws Exception {
    Instant now = clock.now();
    Instant oldest = now.minus(reach.get());
    images.removeIf(image -> image.until().isBefore(oldest));
    writes.apply(present::keys).items().forEach(key -> remember(now, key));
    return call.call();
  }

  private void remember(Instant now, ItemKey key) {
    try {
      GetItemRequest request =
          GetItemRequest.builder()
              .tableName(key.tableName())
              .key(key.attributes())
              .consistentRead(true)
              .build();
      images.add(new Image(now, key, present.engine().item(present.owner(), request)));
    } catch (DynamoDbException e) { // the call will be refused, too
      LOG.debug("Nothing is remembered of {}.", key, e);
    }
  }

  /** Answers a read with what was there so long ago. */
  synchronized boolean read(Duration by, Request request, Response response, Callback callback)
      throws Exception {
    byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
    DynamoDbEngine past = past();
    Instant then = clock.now().minus(by);
    for (String table : ItemRequest.of(body, present).tables()) {
      fill(past, table, then);
    }
    return past.protocol().handle(new ReadRequest(request, body), response, callback);
  }

  private DynamoDbEngine past() {
    if (closed) {
      throw new IllegalStateException("DynamoDB is closed.");
    }
    DynamoDbEngine open = engine;
    if (open == null) {
      open = opener.get();
      engine = open;
    }
    return open;
  }

  private void fill(DynamoDbEngine past, String table, Instant then) {
    if (past.tables(present.owner()).contains(table)) {
      past.deleteTable(present.owner(), table);
    }
    CreateTableRequest definition = definition(table).orElse(null);
    if (definition == null) {
      return;
    }
    past.createTable(present.owner(), definition);
    ItemLoader loader = new ItemLoader(past, present.owner());
    items(table, then).values().forEach(item -> loader.add(table, item));
    loader.finish();
  }

  private Optional<CreateTableRequest> definition(String table) {
    return present
        .description(table)
        .map(one -> TableDefinition.json(one, Optional.empty(), Optional.empty()))
        .flatMap(json -> Json.parse(json.getBytes(StandardCharsets.UTF_8)))
        .map(
            json ->
                TableDefinition.create(table, json).toBuilder()
                    .deletionProtectionEnabled(false)
                    .build());
  }

  /** Returns the items of a table as they were. */
  private Map<ItemKey, Map<String, AttributeValue>> items(String table, Instant then) {
    Map<ItemKey, Map<String, AttributeValue>> items = new LinkedHashMap<>(now(table));
    Map<ItemKey, Image> first = new HashMap<>();
    images.stream()
        .filter(image -> image.key().tableName().equals(table) && image.until().isAfter(then))
        .forEach(image -> first.putIfAbsent(image.key(), image));
    first
        .values()
        .forEach(
            image -> {
              if (image.item().isEmpty()) {
                items.remove(image.key());
              } else {
                items.put(image.key(), image.item());
              }
            });
    return items;
  }

  private Map<ItemKey, Map<String, AttributeValue>> now(String table) {
    Map<ItemKey, Map<String, AttributeValue>> items = new LinkedHashMap<>();
    List<String> keys = present.keys(table);
    Map<String, AttributeValue> after = null;
    do {
      ScanResponse page =
          present
              .engine()
              .scan(
                  present.owner(),
                  ScanRequest.builder()
                      .tableName(table)
                      .consistentRead(true)
                      .exclusiveStartKey(after)
                      .build());
      page.items().forEach(item -> items.put(ItemKey.of(table, keys, item), item));
      after = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
    } while (after != null);
    return items;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (engine != null) {
      engine.shutdown();
    }
  }
}
