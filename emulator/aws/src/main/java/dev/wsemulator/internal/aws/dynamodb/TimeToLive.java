package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.dynamodb.request.DynamoDbErrors;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Expires items by the emulator's clock, which may be virtual; the engine itself uses the system
 * clock. An item is deleted within five minutes of its time, where AWS takes up to a few days, and
 * stays if its time is more than five years ago. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html">How
 *     time to live works</a>
 */
final class TimeToLive {
  private static final Logger LOG = LoggerFactory.getLogger(TimeToLive.class);
  private static final Duration PERIOD = Duration.ofMinutes(5);
  private static final Duration OLDEST = Duration.ofDays(5 * 365);

  private final Engine engine;
  private final TimeSource clock;

  /** The tables whose items expire, by name. */
  private final Map<String, Expiring> tables = new ConcurrentHashMap<>();

  private TimeSource.@Nullable Timer next;
  private boolean closed;

  /** The requests to DynamoDB. */
  interface Engine {
    /** Returns the table, or {@code null} if there is none. */
    @Nullable TableDescription table(String name);

    /** Returns items with a number between two in an attribute, the next page of a scan. */
    ScanResponse scan(Search search, @Nullable Map<String, AttributeValue> after);

    /** Deletes the item unless its number has changed. */
    void delete(Search search, Map<String, AttributeValue> key);
  }

  /** Which items are looked for. */
  record Search(String table, String attribute, long from, long to) {}

  private record Expiring(String attribute, Instant createdAt) {}

  TimeToLive(Engine engine, TimeSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /**
   * Answers {@code UpdateTimeToLive} or {@code DescribeTimeToLive}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html">UpdateTimeToLive</a>
   */
  AwsResponse answer(String operation, Map<String, Object> request) {
    String name = String.valueOf(request.get("TableName"));
    TableDescription table = engine.table(name.substring(name.lastIndexOf('/') + 1));
    if (table == null) {
      return DynamoDbErrors.answer(
          400,
          "ResourceNotFoundException",
          "Requested resource not found: Table: " + name + " not found");
    }
    return operation.equals("UpdateTimeToLive")
        ? update(table, request.get("TimeToLiveSpecification"))
        : describe(table);
  }

  private AwsResponse describe(TableDescription table) {
    String attribute = attribute(table);
    Map<String, String> description =
        attribute == null
            ? Map.of("TimeToLiveStatus", "DISABLED")
            : Map.of("TimeToLiveStatus", "ENABLED", "AttributeName", attribute);
    return AwsResponse.json("1.0", 200, Map.of("TimeToLiveDescription", description));
  }

  private AwsResponse update(TableDescription table, @Nullable Object specification) {
    if (!(specification instanceof Map<?, ?> members)
        || !(members.get("Enabled") instanceof Boolean enabled)
        || !(members.get("AttributeName") instanceof String attribute)
        || attribute.isEmpty()) {
      return invalid("TimeToLiveSpecification must have an AttributeName and Enabled");
    }
    String current = attribute(table);
    if (current != null && !current.equals(attribute)) {
      return invalid(
          "TimeToLive is active on a different AttributeName: current AttributeName is " + current);
    }
    if (enabled == (current != null)) {
      return invalid("TimeToLive is already " + (enabled ? "enabled" : "disabled"));
    }
    if (enabled) {
      expire(table, attribute);
    } else {
      tables.remove(table.tableName());
    }
    return AwsResponse.json("1.0", 200, Map.of("TimeToLiveSpecification", members));
  }

  private static AwsResponse invalid(String message) {
    return DynamoDbErrors.answer(400, "ValidationException", message);
  }

  /** Lets the items of a table expire. */
  void expire(TableDescription table, String attribute) {
    tables.put(table.tableName(), new Expiring(attribute, table.creationDateTime()));
    schedule();
  }

  /** Returns the attribute with the time, or {@code null} if items of this very table stay. */
  private @Nullable String attribute(TableDescription table) {
    Expiring expiring = tables.get(table.tableName());
    return expiring != null && expiring.createdAt().equals(table.creationDateTime())
        ? expiring.attribute()
        : null;
  }

  /** Returns the attribute with the time, if items of the table of this name expire. */
  Optional<String> attribute(String tableName) {
    TableDescription table = engine.table(tableName);
    return table == null ? Optional.empty() : Optional.ofNullable(attribute(table));
  }

  private synchronized void schedule() {
    if (next == null && !closed) {
      next = clock.after(PERIOD, this::due);
    }
  }

  /** A clock that is advanced finds everything deleted; the system clock is not held up. */
  private void due() {
    if (clock.canAdvance()) {
      sweep();
    } else {
      Thread sweeper = new Thread(this::sweep, "wsemulator-dynamodb-expiry");
      sweeper.setDaemon(true);
      sweeper.start();
    }
  }

  private void sweep() {
    try {
      List.copyOf(tables.keySet()).forEach(this::sweep);
    } catch (RuntimeException e) {
      LOG.debug("Items did not expire: the embedded DynamoDB is being closed.", e);
    }
    synchronized (this) {
      next = null;
    }
    if (!tables.isEmpty()) {
      schedule();
    }
  }

  private void sweep(String name) {
    TableDescription table = engine.table(name);
    String attribute = table == null ? null : attribute(table);
    if (table == null || attribute == null) {
      tables.remove(name);
      return;
    }
    Instant now = clock.now();
    Search search =
        new Search(name, attribute, now.minus(OLDEST).getEpochSecond(), now.getEpochSecond());
    Map<String, AttributeValue> after = null;
    do {
      ScanResponse page = engine.scan(search, after);
      page.items().forEach(item -> engine.delete(search, key(table, item)));
      after = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
    } while (after != null);
  }

  private static Map<String, AttributeValue> key(
      TableDescription table, Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new HashMap<>();
    for (KeySchemaElement element : table.keySchema()) {
      key.put(element.attributeName(), item.get(element.attributeName()));
    }
    return key;
  }

  synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel();
    }
  }
}
