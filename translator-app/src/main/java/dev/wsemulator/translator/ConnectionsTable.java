package dev.wsemulator.translator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The ids of the open connections, in DynamoDB. This class is thread-safe. */
final class ConnectionsTable {
  private static final String ID = "connectionId";

  /**
   * How long {@code $connect} may take: 29 seconds for its integration, and one for clocks that
   * differ.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
   *     for WebSocket APIs</a>
   */
  private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(30);

  private final DynamoDbClient dynamoDb;
  private final String name;
  private final Clock clock;

  ConnectionsTable(DynamoDbClient dynamoDb, String name) {
    this(dynamoDb, name, Clock.systemUTC());
  }

  ConnectionsTable(DynamoDbClient dynamoDb, String name, Clock clock) {
    this.dynamoDb = dynamoDb;
    this.name = name;
    this.clock = clock;
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
   * Removes a connection that posts were told is gone. One that is so young that {@code $connect}
   * may still run stays: it does not exist yet, so posts to it get the same answer.
   */
  void removeGone(String connectionId) {
    Instant young = clock.instant().plus(Connect.LONGEST_CONNECTION).minus(LONGEST_HANDSHAKE);
    try {
      dynamoDb.deleteItem(
          delete ->
              delete
                  .tableName(name)
                  .key(Map.of(ID, AttributeValue.fromS(connectionId)))
                  .conditionExpression("attribute_not_exists(expiresAt) OR expiresAt < :young")
                  .expressionAttributeValues(
                      Map.of(
                          ":young", AttributeValue.fromN(Long.toString(young.getEpochSecond())))));
    } catch (ConditionalCheckFailedException stays) {
      // Its handshake may still go on; a later broadcast finds out.
    }
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
        .flatMap(item -> Stream.ofNullable(item.get(ID)))
        .map(AttributeValue::s);
  }
}
