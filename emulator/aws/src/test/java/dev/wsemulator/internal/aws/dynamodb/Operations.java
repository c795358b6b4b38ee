package dev.wsemulator.internal.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine.Caller;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Uses all kinds of operations of an engine, and with them all libraries that it takes. */
public final class Operations implements Runnable {
  private static final Caller CALLER = new Caller("test", "eu-central-1");
  private static final String TABLE = "chat";

  /** Creates it. */
  public Operations() {}

  @Override
  public void run() {
    DynamoDbEngine engine = DynamoDbEngine.create(System.err::println);
    assertThat(engine.getClass().getClassLoader()).isInstanceOf(DynamoDbLoader.class);
    engine.open(CALLER);
    engine.createTable(CALLER, table(TABLE));
    try (Served served = new Served(engine)) {
      items(served.client);
      expressions(served.client);
      query(served.client);
      transactions(served.client);
      partiql(served.client);
      assertThat(engine.table(CALLER, TABLE).itemCount()).isEqualTo(3);
      assertThat(engine.scan(CALLER, ScanRequest.builder().tableName(TABLE).build()).items())
          .hasSize(3);
    } finally {
      engine.shutdown();
    }
  }

  static CreateTableRequest table(String name) {
    GlobalSecondaryIndex byRoom =
        GlobalSecondaryIndex.builder()
            .indexName("byRoom")
            .keySchema(key("room"))
            .projection(projection -> projection.projectionType("ALL"))
            .build();
    return CreateTableRequest.builder()
        .tableName(name)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(text("id"), text("room"))
        .keySchema(key("id"))
        .globalSecondaryIndexes(byRoom)
        .streamSpecification(
            stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES))
        .build();
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name) {
    return KeySchemaElement.builder().attributeName(name).keyType(KeyType.HASH).build();
  }

  private static Map<String, AttributeValue> item(String id, String room) {
    return Map.of("id", fromS(id), "room", fromS(room), "visits", fromN("1"));
  }

  private static void items(DynamoDbClient client) {
    client.putItem(put -> put.tableName(TABLE).item(item("a", "lobby")));
    client.batchWriteItem(
        batch ->
            batch.requestItems(
                Map.of(
                    TABLE,
                    List.of(
                        WriteRequest.builder()
                            .putRequest(put -> put.item(item("b", "lobby")))
                            .build()))));
    assertThat(client.getItem(get -> get.tableName(TABLE).key(Map.of("id", fromS("b")))).item())
        .isEqualTo(item("b", "lobby"));
  }

  private static void expressions(DynamoDbClient client) {
    var updated =
        client.updateItem(
            update ->
                update
                    .tableName(TABLE)
                    .key(Map.of("id", fromS("a")))
                    .updateExpression("SET visits = visits + :one, #tags = :tags")
                    .conditionExpression("attribute_exists(id) AND NOT contains(room, :no)")
                    .expressionAttributeNames(Map.of("#tags", "tags"))
                    .expressionAttributeValues(
                        Map.of(
                            ":one", fromN("1"),
                            ":no", fromS("x"),
                            ":tags", AttributeValue.fromSs(List.of("new"))))
                    .returnValues(ReturnValue.ALL_NEW));
    assertThat(updated.attributes()).containsEntry("visits", fromN("2"));
    assertThatThrownBy(
            () ->
                client.deleteItem(
                    delete ->
                        delete
                            .tableName(TABLE)
                            .key(Map.of("id", fromS("a")))
                            .conditionExpression("attribute_not_exists(id)")))
        .isInstanceOf(ConditionalCheckFailedException.class);
  }

  private static void query(DynamoDbClient client) {
    assertThat(
            client
                .query(
                    query ->
                        query
                            .tableName(TABLE)
                            .indexName("byRoom")
                            .keyConditionExpression("room = :room")
                            .filterExpression("visits BETWEEN :from AND :to OR size(id) > :to")
                            .expressionAttributeValues(
                                Map.of(
                                    ":room",
                                    fromS("lobby"),
                                    ":from",
                                    fromN("2"),
                                    ":to",
                                    fromN("9"))))
                .items())
        .singleElement()
        .extracting(found -> found.get("id"))
        .isEqualTo(fromS("a"));
  }

  private static void transactions(DynamoDbClient client) {
    TransactWriteItem put =
        TransactWriteItem.builder()
            .put(
                Put.builder()
                    .tableName(TABLE)
                    .item(item("c", "den"))
                    .conditionExpression("attribute_not_exists(id)")
                    .build())
            .build();
    client.transactWriteItems(write -> write.transactItems(put));
    assertThatThrownBy(() -> client.transactWriteItems(write -> write.transactItems(put)))
        .isInstanceOf(TransactionCanceledException.class);
  }

  private static void partiql(DynamoDbClient client) {
    client.executeStatement(
        one -> one.statement("UPDATE \"chat\" SET visits = 7 WHERE id = 'c' RETURNING ALL NEW *"));
    assertThat(
            client
                .executeStatement(
                    one ->
                        one.statement("SELECT id, visits FROM chat WHERE id IN ['c', ?]")
                            .parameters(fromS("none")))
                .items())
        .containsExactly(Map.of("id", fromS("c"), "visits", fromN("7")));
  }

  /** An engine that a client can call. */
  private static final class Served implements AutoCloseable {
    private final Server server = new Server();
    private final DynamoDbClient client;

    Served(DynamoDbEngine engine) {
      ServerConnector connector = new ServerConnector(server, 1, 1);
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      server.setHandler(engine.protocol());
      try {
        server.start();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      client =
          DynamoDbClient.builder()
              .endpointOverride(URI.create("http://127.0.0.1:" + connector.getLocalPort()))
              .region(Region.of(CALLER.region()))
              .credentialsProvider(
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .build();
    }

    @Override
    public void close() {
      client.close();
      try {
        server.stop();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
