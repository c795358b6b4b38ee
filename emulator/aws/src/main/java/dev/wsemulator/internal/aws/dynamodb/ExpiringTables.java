package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine.Caller;
import dev.wsemulator.internal.aws.dynamodb.TimeToLive.Search;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What {@link TimeToLive} asks the engine, as the owner. Thread-safe. */
final class ExpiringTables implements TimeToLive.Engine {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiringTables.class);
  private static final String EXPIRED = "#expiry BETWEEN :from AND :to";

  private final DynamoDbEngine engine;
  private final Caller caller;
  private final Expiry expiry;

  /** Deletes items whose time is over. */
  interface Expiry {
    /**
     * Deletes an item.
     *
     * @param key its key
     * @param deletion deletes it; returns whether it has
     */
    void expire(String tableName, Map<String, AttributeValue> key, BooleanSupplier deletion);
  }

  ExpiringTables(DynamoDbEngine engine, Caller caller, Expiry expiry) {
    this.engine = engine;
    this.caller = caller;
    this.expiry = expiry;
  }

  @Override
  public @Nullable TableDescription table(String name) {
    try {
      return engine.table(caller, name);
    } catch (DynamoDbException e) {
      LOG.debug("There is no table {}.", name, e);
      return null;
    }
  }

  @Override
  public ScanResponse scan(Search search, @Nullable Map<String, AttributeValue> after) {
    return engine.scan(
        caller,
        ScanRequest.builder()
            .tableName(search.table())
            .filterExpression(EXPIRED)
            .expressionAttributeNames(Map.of("#expiry", search.attribute()))
            .expressionAttributeValues(bounds(search))
            .exclusiveStartKey(after)
            .build());
  }

  @Override
  public void delete(Search search, Map<String, AttributeValue> item) {
    expiry.expire(search.table(), item, () -> isDeleted(search, item));
  }

  private boolean isDeleted(Search search, Map<String, AttributeValue> item) {
    try {
      engine.deleteItem(
          caller,
          DeleteItemRequest.builder()
              .tableName(search.table())
              .key(item)
              .conditionExpression(EXPIRED)
              .expressionAttributeNames(Map.of("#expiry", search.attribute()))
              .expressionAttributeValues(bounds(search))
              .build());
      return true;
    } catch (DynamoDbException e) {
      LOG.debug("An item of {} stays: it has changed.", search.table(), e);
      return false;
    }
  }

  private static Map<String, AttributeValue> bounds(Search search) {
    return Map.of(
        ":from", AttributeValue.fromN(Long.toString(search.from())),
        ":to", AttributeValue.fromN(Long.toString(search.to())));
  }
}
