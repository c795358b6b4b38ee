package visits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.journal.JournalEntry.ConnectionsCall;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.TestJournal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** What works in every project: its function, and its own clients of AWS in its tests. */
public interface Story {
  /** How long anything may take. */
  Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  default void aVisitorIsWelcomedAndWrittenDown(
      WebSocketApiEmulator emulator, TestClient client, DynamoDbClient table, S3Client bucket) {
    client.send("Ada");
    assertEquals("Welcome, Ada!", answer(client));
    Map<String, String> names = emulator.stack().outputs();
    Map<String, AttributeValue> ada = Map.of("visitor", AttributeValue.builder().s("Ada").build());
    assertEquals(
        ada, table.getItem(get -> get.tableName(names.get("Table")).key(ada)).item());
    assertEquals(
        "It was nice here.",
        bucket
            .getObjectAsBytes(get -> get.bucket(names.get("Bucket")).key("cards/Ada"))
            .asUtf8String());
    TestJournal journal = TestJournal.of(emulator.journal());
    Invoked invoked = journal.next(Invoked.class, PATIENCE);
    assertEquals("success", invoked.outcome());
    assertEquals(
        invoked.functionName(), journal.next(ConnectionsCall.class, PATIENCE).functionName());
  }

  /**
   * Returns what the function answers. On a busy machine its first invocation may take longer than
   * the gateway waits: the client is told, and the function goes on.
   */
  static String answer(TestClient client) {
    String message = client.next(PATIENCE);
    return message.contains("Endpoint request timed out") ? client.next(PATIENCE) : message;
  }

  @Test
  default void aTestPosts(
      TestClient client, TestJournal journal, ApiGatewayManagementApiClient connections) {
    String id = journal.next(Handshake.class, PATIENCE).connectionId();
    connections.postToConnection(
        post -> post.connectionId(id).data(SdkBytes.fromUtf8String("Closed tomorrow.")));
    assertEquals("Closed tomorrow.", client.next(PATIENCE));
    ConnectionsCall call = journal.next(ConnectionsCall.class, PATIENCE);
    assertEquals("POST", call.method());
    assertEquals(200, call.status());
    assertTrue(client.isOpen());
  }
}
