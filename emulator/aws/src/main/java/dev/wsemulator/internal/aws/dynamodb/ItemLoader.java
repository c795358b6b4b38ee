package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Puts items into tables, as many at once as DynamoDB takes. Used by one thread. */
final class ItemLoader {
  private static final int MOST = 25;

  private final DynamoDbEngine engine;
  private final Caller owner;
  private final Map<String, List<WriteRequest>> waiting = new HashMap<>();
  private final Map<String, Integer> refused = new HashMap<>();

  ItemLoader(DynamoDbEngine engine, Caller owner) {
    this.engine = engine;
    this.owner = owner;
  }

  void add(String tableName, Map<String, AttributeValue> item) {
    List<WriteRequest> batch = waiting.computeIfAbsent(tableName, name -> new ArrayList<>());
    batch.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
    if (batch.size() == MOST) {
      write(tableName, batch);
      batch.clear();
    }
  }

  void finish() {
    waiting.forEach(this::write);
    waiting.clear();
  }

  private void write(String tableName, List<WriteRequest> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      engine.writeAll(owner, tableName, List.copyOf(batch));
    } catch (DynamoDbException e) {
      if (batch.size() == 1) {
        refused.merge(tableName, 1, Integer::sum);
      } else { // which of them it is
        batch.forEach(one -> write(tableName, List.of(one)));
      }
    }
  }

  /** Returns how many items tables have refused, by their names. */
  Map<String, Integer> refused() {
    return refused;
  }
}
