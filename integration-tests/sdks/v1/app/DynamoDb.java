package app;

import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import java.util.Map;

/** Writes and reads an item. */
final class DynamoDb implements Call {
  @Override
  public String make(String event) {
    String table = System.getenv("TABLE");
    Map<String, AttributeValue> key = Map.of("id", new AttributeValue("one"));
    AmazonDynamoDB client = AmazonDynamoDBClientBuilder.defaultClient();
    try {
      client.putItem(table, key);
      return client.getItem(table, key).getItem().get("id").getS();
    } finally {
      client.shutdown();
    }
  }
}
