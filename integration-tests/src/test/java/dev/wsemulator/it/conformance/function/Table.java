package dev.wsemulator.it.conformance.function;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the functions keep: captured events, and signals that a function waits for. */
final class Table {
  private static final String ID = "connectionId";
  private static final String ENTRY = "entry";
  private static final String EVENT = "event";
  private static final String TEST = "test";
  private static final String SIGNAL = "signal";
  private static final int PATIENCE = 400;

  private static final DynamoDbClient DYNAMO_DB =
      DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();

  private final String name = System.getenv("TABLE_NAME");

  /** Keeps a text about a connection; the test is what the handshake's query says. */
  void put(String connectionId, String entry, String text, String test) {
    Map<String, AttributeValue> item =
        Map.of(
            ID, AttributeValue.fromS(connectionId),
            ENTRY, AttributeValue.fromS(entry),
            EVENT, AttributeValue.fromS(text),
            TEST, AttributeValue.fromS(test.isEmpty() ? "-" : test));
    DYNAMO_DB.putItem(put -> put.tableName(name).item(item));
  }

  void put(Event event, String test) {
    String entry = event.context("eventType") + "#" + event.context("requestId");
    put(event.connectionId(), entry, event.text(), test);
  }

  /** Returns the texts about a connection. */
  List<String> ofConnection(String connectionId) {
    return DYNAMO_DB
        .query(
            query ->
                query
                    .tableName(name)
                    .consistentRead(true)
                    .keyConditionExpression("connectionId = :id")
                    .expressionAttributeValues(Map.of(":id", AttributeValue.fromS(connectionId))))
        .items()
        .stream()
        .map(item -> item.get(EVENT).s())
        .toList();
  }

  /** Returns the texts that a test caused. */
  List<String> ofTest(String test) {
    return DYNAMO_DB
        .scanPaginator(
            scan ->
                scan.tableName(name)
                    .consistentRead(true)
                    .filterExpression("test = :test")
                    .expressionAttributeValues(Map.of(":test", AttributeValue.fromS(test))))
        .items()
        .stream()
        .map(item -> item.get(EVENT).s())
        .toList();
  }

  void signal(String signal) {
    put(SIGNAL, signal, "{}", "");
  }

  /** Waits until somebody gives the signal, 20 s at the most. */
  void await(String signal) throws InterruptedException {
    Map<String, AttributeValue> key =
        Map.of(ID, AttributeValue.fromS(SIGNAL), ENTRY, AttributeValue.fromS(signal));
    for (int i = 0; i < PATIENCE; i++) {
      if (DYNAMO_DB.getItem(get -> get.tableName(name).key(key).consistentRead(true)).hasItem()) {
        return;
      }
      new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
    throw new IllegalStateException("Nobody gave the signal " + signal);
  }
}
