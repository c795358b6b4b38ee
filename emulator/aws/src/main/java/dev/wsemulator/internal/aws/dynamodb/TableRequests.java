package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/** The requests that create a stack's table. */
final class TableRequests {
  private TableRequests() {}

  static CreateTableRequest create(Stack.Table table) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(table.tableName())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(attributes(table))
            .keySchema(keys(table.hashKey(), table.rangeKey()));
    List<Stack.Index> local = table.indexes().stream().filter(Stack.Index::isLocal).toList();
    List<Stack.Index> global = table.indexes().stream().filter(one -> !one.isLocal()).toList();
    if (!local.isEmpty()) {
      request.localSecondaryIndexes(local.stream().map(TableRequests::local).toList());
    }
    if (!global.isEmpty()) {
      request.globalSecondaryIndexes(global.stream().map(TableRequests::global).toList());
    }
    return request.build();
  }

  /**
   * Returns the request that sets the attribute with the expiry time, or {@code null} if the table
   * has none.
   */
  static @Nullable UpdateTimeToLiveRequest timeToLive(Stack.Table table) {
    String attribute = table.timeToLiveAttribute();
    return attribute == null
        ? null
        : UpdateTimeToLiveRequest.builder()
            .tableName(table.tableName())
            .timeToLiveSpecification(ttl -> ttl.attributeName(attribute).enabled(true))
            .build();
  }

  private static List<AttributeDefinition> attributes(Stack.Table table) {
    return table.attributeTypes().entrySet().stream()
        .map(
            type ->
                AttributeDefinition.builder()
                    .attributeName(type.getKey())
                    .attributeType(type.getValue())
                    .build())
        .toList();
  }

  private static LocalSecondaryIndex local(Stack.Index index) {
    return LocalSecondaryIndex.builder()
        .indexName(index.indexName())
        .keySchema(keys(index.hashKey(), index.rangeKey()))
        .projection(projection(index.projection()))
        .build();
  }

  private static GlobalSecondaryIndex global(Stack.Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.indexName())
        .keySchema(keys(index.hashKey(), index.rangeKey()))
        .projection(projection(index.projection()))
        .build();
  }

  private static Projection projection(Stack.Projection projection) {
    Projection.Builder request = Projection.builder().projectionType(projection.type());
    if (!projection.nonKeyAttributes().isEmpty()) {
      request.nonKeyAttributes(projection.nonKeyAttributes());
    }
    return request.build();
  }

  private static List<KeySchemaElement> keys(String hashKey, @Nullable String rangeKey) {
    List<KeySchemaElement> keys = new ArrayList<>();
    keys.add(key(hashKey, KeyType.HASH));
    if (rangeKey != null) {
      keys.add(key(rangeKey, KeyType.RANGE));
    }
    return keys;
  }

  private static KeySchemaElement key(String attribute, KeyType type) {
    return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
  }
}
