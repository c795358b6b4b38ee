package dev.wsemulator.translator;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The ids of the open connections, in DynamoDB. This class is thread-safe. */
final class ConnectionsTable {
  private static final String ID = "connectionId";

  private final DynamoDbClient dynamoDb;
  private final String name;

  ConnectionsTable(DynamoDbClient dynamoDb, String name) {
    this.dynamoDb = dynamoDb;
    this.name = name;
  }

  void add(String connectionId, Instant expiresAt) {
    dynamoDb.putItem(
        put ->
            put.tableName(name)
                .item(
                    Map.of(
                        ID,
                        AttributeValue.fromS(connectionId),
                        "expiresAt",
                        AttributeValue.fromN(Long.toString(expiresAt.getEpochSecond())))));
  }

  void remove(String connectionId) {
    dynamoDb.deleteItem(
        delete -> delete.tableName(name).key(Map.of(ID, AttributeValue.fromS(connectionId))));
  }

  /**
   * Returns every connection, reading further pages of the table as the stream is consumed. A scan
   * answers at most 1 MB at a time.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html">Scan</a>
   */
  Stream<String> ids() {
    return dynamoDb
        .scanPaginator(scan -> scan.tableName(name).projectionExpression(ID).consistentRead(true))
        .items()
        .stream()
        .map(item -> item.get(ID).s());
  }
}
