package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.stack.Table;
import dev.wsemulator.stack.Table.Index;
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

  static CreateTableRequest create(Table table) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(table.tableName())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(attributes(table))
            .keySchema(keys(table.key()));
    if (!table.localIndexes().isEmpty()) {
      request.localSecondaryIndexes(
          table.localIndexes().stream().map(TableRequests::local).toList());
    }
    if (!table.globalIndexes().isEmpty()) {
      request.globalSecondaryIndexes(
          table.globalIndexes().stream().map(TableRequests::global).toList());
    }
    table.stream()
        .ifPresent(
            view ->
                request.streamSpecification(
                    one -> one.streamEnabled(true).streamViewType(view.name())));
    return request.build();
  }

  /**
   * Returns the request that sets the attribute with the expiry time, or {@code null} if the table
   * has none.
   */
  static @Nullable UpdateTimeToLiveRequest timeToLive(Table table) {
    String attribute = table.timeToLiveAttribute().orElse(null);
    return attribute == null
        ? null
        : UpdateTimeToLiveRequest.builder()
            .tableName(table.tableName())
            .timeToLiveSpecification(ttl -> ttl.attributeName(attribute).enabled(true))
            .build();
  }

  private static List<AttributeDefinition> attributes(Table table) {
    return table.attributeTypes().entrySet().stream()
        .map(
            type ->
                AttributeDefinition.builder()
                    .attributeName(type.getKey())
                    .attributeType(type.getValue().name())
                    .build())
        .toList();
  }

  private static LocalSecondaryIndex local(Index index) {
    return LocalSecondaryIndex.builder()
        .indexName(index.indexName())
        .keySchema(keys(index.key()))
        .projection(projection(index.projection()))
        .build();
  }

  private static GlobalSecondaryIndex global(Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.indexName())
        .keySchema(keys(index.key()))
        .projection(projection(index.projection()))
        .build();
  }

  private static Projection projection(Table.Projection projection) {
    Projection.Builder request = Projection.builder().projectionType(projection.type().name());
    if (!projection.nonKeyAttributes().isEmpty()) {
      request.nonKeyAttributes(projection.nonKeyAttributes());
    }
    return request.build();
  }

  private static List<KeySchemaElement> keys(Table.Key key) {
    List<KeySchemaElement> keys = new ArrayList<>();
    keys.add(key(key.hash(), KeyType.HASH));
    if (key.range() != null) {
      keys.add(key(key.range(), KeyType.RANGE));
    }
    return keys;
  }

  private static KeySchemaElement key(String attribute, KeyType type) {
    return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
  }
}
