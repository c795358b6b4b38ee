package app;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes and reads an item. */
final class DynamoDbAsync implements Call {
  @Override
  public String make(String event) throws Exception {
    String table = System.getenv("TABLE");
    Map<String, AttributeValue> key = Map.of("id", AttributeValue.builder().s("two").build());
    try (DynamoDbAsyncClient client = DynamoDbAsyncClient.create()) {
      client.putItem(put -> put.tableName(table).item(key)).get(20, TimeUnit.SECONDS);
      return client
          .getItem(get -> get.tableName(table).key(key))
          .get(20, TimeUnit.SECONDS)
          .item()
          .get("id")
          .s();
    }
  }
}
