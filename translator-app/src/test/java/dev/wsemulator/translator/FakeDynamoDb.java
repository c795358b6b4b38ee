package dev.wsemulator.translator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** One table in memory, whose scans answer in pages of two items. */
final class FakeDynamoDb implements DynamoDbClient {
  static final String TABLE = "connections";
  private static final int PAGE = 2;

  final Map<String, Map<String, AttributeValue>> items =
      Collections.synchronizedMap(new TreeMap<>());
  final AtomicInteger scans = new AtomicInteger();

  static FakeDynamoDb with(String... connectionIds) {
    FakeDynamoDb fake = new FakeDynamoDb();
    for (String id : connectionIds) {
      fake.items.put(id, Map.of("connectionId", AttributeValue.fromS(id)));
    }
    return fake;
  }

  ConnectionsTable table() {
    return new ConnectionsTable(this, TABLE);
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    checkTable(request.tableName());
    Map<String, AttributeValue> item = request.item();
    String key = item.containsKey("connectionId") ? "connectionId" : TranslationsTable.KEY;
    items.put(item.get(key).s(), item);
    return PutItemResponse.builder().build();
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    checkTable(request.tableName());
    String id = request.key().values().iterator().next().s();
    if (request.conditionExpression() != null) {
      check(request, items.getOrDefault(id, Map.of()).get("expiresAt"));
    }
    items.remove(id);
    return DeleteItemResponse.builder().build();
  }

  private static void check(DeleteItemRequest request, AttributeValue expiresAt) {
    if (!request
        .conditionExpression()
        .equals("attribute_not_exists(expiresAt) OR expiresAt < :young")) {
      throw new IllegalArgumentException("Unknown: " + request.conditionExpression());
    }
    long young = Long.parseLong(request.expressionAttributeValues().get(":young").n());
    if (expiresAt != null && Long.parseLong(expiresAt.n()) >= young) {
      throw ConditionalCheckFailedException.builder().build();
    }
  }

  @Override
  public ScanResponse scan(ScanRequest request) {
    checkTable(request.tableName());
    scans.incrementAndGet();
    List<Map<String, AttributeValue>> page = new ArrayList<>();
    String after =
        request.hasExclusiveStartKey() ? request.exclusiveStartKey().get("connectionId").s() : "";
    synchronized (items) {
      items.entrySet().stream()
          .filter(item -> item.getKey().compareTo(after) > 0)
          .limit(PAGE)
          .forEach(item -> page.add(item.getValue()));
    }
    ScanResponse.Builder response = ScanResponse.builder().items(page);
    if (page.size() == PAGE) {
      response.lastEvaluatedKey(Map.of("connectionId", page.get(PAGE - 1).get("connectionId")));
    }
    return response.build();
  }

  @Override
  public String serviceName() {
    return "dynamodb";
  }

  @Override
  public void close() {}

  private static void checkTable(String name) {
    if (!TABLE.equals(name)) {
      throw new IllegalArgumentException("There is no table " + name + ".");
    }
  }
}
