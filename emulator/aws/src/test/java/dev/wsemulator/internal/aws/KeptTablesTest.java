package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.EventSourceMapping.StreamSettings;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table.StreamView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Tables, their items and their streams are there again, as the last answered call has left them.
 */
class KeptTablesTest extends KeptServices {
  @Test
  void itemsAreAsTheLastWriteOfEachOperationHasLeftThem() throws IOException {
    DynamoDbClient client = now.dynamoDb();
    client.putItem(put -> put.tableName(TABLE).item(Map.of("id", fromS("a"), "n", fromN("1.50"))));
    client.updateItem(
        update ->
            update
                .tableName(TABLE)
                .key(Map.of("id", fromS("a")))
                .updateExpression("ADD n :one SET m = :m")
                .expressionAttributeValues(
                    Map.of(
                        ":one",
                        fromN("1"),
                        ":m",
                        AttributeValue.fromM(
                            Map.of(
                                "empty",
                                AttributeValue.fromM(Map.of()),
                                "list",
                                AttributeValue.fromL(
                                    List.of(
                                        AttributeValue.fromBool(true),
                                        AttributeValue.fromNul(true))))))));
    writeMore(client);
    List<Map<String, AttributeValue>> before = items();

    crash();

    assertThat(items()).hasSize(3).containsExactlyInAnyOrderElementsOf(before);
    now.dynamoDb().deleteItem(delete -> delete.tableName(TABLE).key(Map.of("id", fromS("a"))));
    crash();
    assertThat(items()).hasSize(2);
  }

  private static void writeMore(DynamoDbClient client) {
    client.batchWriteItem(
        batch -> batch.requestItems(Map.of(TABLE, List.of(put("b"), put("c"), put("d")))));
    client.deleteItem(delete -> delete.tableName(TABLE).key(Map.of("id", fromS("b"))));
    client.transactWriteItems(
        transaction ->
            transaction.transactItems(
                TransactWriteItem.builder()
                    .delete(delete -> delete.tableName(TABLE).key(Map.of("id", fromS("c"))))
                    .build(),
                TransactWriteItem.builder()
                    .put(put -> put.tableName(TABLE).item(Map.of("id", fromS("ü/\n\""))))
                    .build()));
    client.executeStatement(
        one -> one.statement("INSERT INTO \"rooms\" VALUE {'id': 'p', 'x': 1}"));
    client.executeStatement(one -> one.statement("DELETE FROM rooms WHERE id = 'd'"));
  }

  private static WriteRequest put(String id) {
    return WriteRequest.builder().putRequest(put -> put.item(Map.of("id", fromS(id)))).build();
  }

  private List<Map<String, AttributeValue>> items() {
    return now.dynamoDb().scan(scan -> scan.tableName(TABLE)).items();
  }

  @Test
  void aTableOfCallsIsThereWithItsIndexesItsStreamAndItsExpiry() throws IOException {
    DynamoDbClient client = now.dynamoDb();
    create(client);
    client.updateTimeToLive(
        ttl ->
            ttl.tableName("mine")
                .timeToLiveSpecification(one -> one.attributeName("until").enabled(true)));
    client.putItem(put -> put.tableName("mine").item(Map.of("k", fromN("1"), "g", fromS("x"))));
    TableDescription before = client.describeTable(one -> one.tableName("mine")).table();

    crash();

    DynamoDbClient again = now.dynamoDb();
    TableDescription after = again.describeTable(one -> one.tableName("mine")).table();
    assertThat(after.latestStreamArn()).isEqualTo(before.latestStreamArn());
    assertThat(after.keySchema()).isEqualTo(before.keySchema());
    assertThat(
            again
                .describeTimeToLive(one -> one.tableName("mine"))
                .timeToLiveDescription()
                .attributeName())
        .isEqualTo("until");
    assertThat(byIndex(again)).hasSize(1);
    again.deleteTable(one -> one.tableName("mine"));
    crash();
    assertThatThrownBy(() -> now.dynamoDb().describeTable(one -> one.tableName("mine")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private static void create(DynamoDbClient client) {
    client.createTable(
        table ->
            table
                .tableName("mine")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    attribute("k", ScalarAttributeType.N), attribute("g", ScalarAttributeType.S))
                .keySchema(key("k"))
                .globalSecondaryIndexes(
                    GlobalSecondaryIndex.builder()
                        .indexName("byG")
                        .keySchema(key("g"))
                        .projection(one -> one.projectionType(ProjectionType.ALL))
                        .build())
                .streamSpecification(
                    one -> one.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE)));
  }

  private static List<Map<String, AttributeValue>> byIndex(DynamoDbClient client) {
    return client
        .query(
            query ->
                query
                    .tableName("mine")
                    .indexName("byG")
                    .keyConditionExpression("g = :g")
                    .expressionAttributeValues(Map.of(":g", fromS("x"))))
        .items();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name) {
    return KeySchemaElement.builder().attributeName(name).keyType(KeyType.HASH).build();
  }

  @Test
  void aTableWithAnotherKeyInTheTemplateBeginsEmpty() throws IOException {
    now.dynamoDb().putItem(put -> put.tableName(TABLE).item(Map.of("id", fromS("a"))));
    crash(stack(table("other").build()));
    assertThat(items()).isEmpty();
    now.dynamoDb().putItem(put -> put.tableName(TABLE).item(Map.of("other", fromS("b"))));
    crash(stack(table("other").build()));
    assertThat(items()).containsExactly(Map.of("other", fromS("b")));
  }

  @Test
  void aFunctionGetsTheRecordsThatItHasNotHandled() throws Exception {
    Stack stack = withStream();
    now = started(folder.resolve("s"), stack);
    DynamoDbClient client = now.dynamoDb();
    client.putItem(put -> put.tableName(TABLE).item(Map.of("id", fromS("a"))));
    functions.next();
    functions.isStuck = true;
    client.putItem(put -> put.tableName(TABLE).item(Map.of("id", fromS("b"))));
    functions.next();
    client.putItem(put -> put.tableName(TABLE).item(Map.of("id", fromS("c"))));

    crash(stack);

    String events = functions.next();
    assertThat(events).contains("\"b\"").contains("\"c\"").doesNotContain("\"a\"");
    now.dynamoDb().putItem(put -> put.tableName(TABLE).item(Map.of("id", fromS("d"))));
    assertThat(functions.next()).contains("\"d\"").doesNotContain("\"c\"");
  }

  private static Stack withStream() {
    StreamSettings defaults = StreamSettings.DEFAULTS;
    return stack(table("id").stream(StreamView.NEW_IMAGE).build()).toBuilder()
        .eventSourceMappings(
            List.of(EventSourceMapping.builder("m", STREAM, "audit").stream(defaults).build()))
        .build();
  }
}
