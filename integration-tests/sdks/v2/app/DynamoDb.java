package app;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes and reads an item. */
final class DynamoDb implements Call {
  @Override
  public String make(String event) {
    String table = System.getenv("TABLE");
    Map<String, AttributeValue> key = Map.of("id", AttributeValue.builder().s("one").build());
    try (DynamoDbClient client = DynamoDbClient.create()) {
      client.putItem(put -> put.tableName(table).item(key));
      return client.getItem(get -> get.tableName(table).key(key)).item().get("id").s();
    }
  }
}
