package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.it.testing.OwnerClients;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.ProcessSettings;
import dev.wsemulator.testing.Aws;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the translator app does, whatever AWS services are behind it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TranslatorAppContract {
  private AwsEnvironment aws;
  private WebSocketApiEmulator emulator;

  abstract AwsEnvironment environment();

  /** Returns its template. */
  Path template() {
    return TranslatorApp.TEMPLATE;
  }

  /** Asks where a document goes to, and returns the answer. */
  JsonNode invitation(TestClient client, WebSocketApiEmulator running) throws Exception {
    client.send("{\"action\":\"upload\",\"fileName\":\"story.txt\"}");
    return TranslatorApp.next(client);
  }

  /** Returns how its functions run. */
  ProcessSettings processes() {
    return ProcessSettings.defaults();
  }

  @BeforeAll
  void start() {
    aws = environment();
    emulator =
        WebSocketApiEmulator.builder()
            .template(Template.of(template()))
            .backEnd(aws)
            .processes(processes())
            .start();
  }

  @AfterAll
  void stop() {
    if (emulator != null) {
      emulator.close();
    }
  }

  @Aws({"HS-04", "RR-03", "CX-01", "CX-17"})
  @Test
  void everyClientHearsOfATranslationWithAllItsLines() throws Exception {
    String document = TranslatorApp.document();
    try (TestClient one = connect();
        TestClient other = connect()) {
      String key = TranslatorApp.upload(invitation(one, emulator), document);
      TranslatorApp.translate(one, key);
      JsonNode accepted = TranslatorApp.next(one);
      assertThat(accepted.path("type").asText()).isEqualTo("accepted");
      String translation = accepted.path("translationKey").asText();
      for (TestClient client : List.of(one, other)) {
        JsonNode notification = TranslatorApp.next(client);
        assertThat(notification.path("type").asText()).isEqualTo("notification");
        assertThat(notification.path("event").asText()).isEqualTo("ObjectCreated:Put");
        assertThat(notification.path("key").asText()).isEqualTo(translation);
        String result = TranslatorApp.download(notification);
        assertThat(result.lines().count()).isEqualTo(document.lines().count());
        assertThat(result).contains("[de] ", "naïve café, 東京");
      }
      OwnerClients.s3(aws).deleteObject(request -> request.bucket(bucket()).key(translation));
      for (TestClient client : List.of(one, other)) {
        JsonNode removed = TranslatorApp.nextAfter(client, "ObjectCreated:Put");
        assertThat(removed.path("event").asText()).isEqualTo("ObjectRemoved:Delete");
        assertThat(removed.path("key").asText()).isEqualTo(translation);
      }
    }
  }

  @Aws({"CX-07", "DC-11"})
  @Test
  void aConnectionThatIsGoneLeavesTheTableAndHidesNothingFromTheOthers() throws Exception {
    String stale = idOfOneWhoHasLeft();
    DynamoDbClient dynamoDb = OwnerClients.dynamoDb(aws);
    dynamoDb.putItem(
        put -> put.tableName(table()).item(Map.of("connectionId", AttributeValue.fromS(stale))));
    try (TestClient client = connect()) {
      TestClient lost = connect();
      lost.drop();
      client.send("{\"action\":\"echomessage\",\"data\":\"still here\"}");
      JsonNode echo = TranslatorApp.next(client);
      assertThat(echo.path("data").asText()).isEqualTo("still here");
    }
    emulatorIsQuiet();
    assertThat(connectionIds()).doesNotContain(stale);
  }

  @Aws("RT-03")
  @Test
  void aMessageWithoutActionIsAnsweredWithWhatMayBeSent() throws Exception {
    try (TestClient client = connect()) {
      client.send("hello");
      assertThat(TranslatorApp.next(client).path("type").asText()).isEqualTo("usage");
    }
  }

  private String idOfOneWhoHasLeft() {
    connect().close();
    return org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(30))
        .until(
            () ->
                emulator.journal().entries(JournalEntry.Closed.class).stream()
                    .map(JournalEntry.Closed::connectionId)
                    .filter(id -> !connectionIds().contains(id))
                    .findFirst()
                    .orElse(null),
            java.util.Objects::nonNull);
  }

  private TestClient connect() {
    return TestClient.connect(emulator.webSocketUrl());
  }

  /** Waits until the broadcast that found the stale id has ended. */
  private void emulatorIsQuiet() {
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(30))
        .until(
            () ->
                emulator.journal().entries(JournalEntry.Invoked.class).stream()
                    .anyMatch(entry -> entry.functionName().endsWith("EchoMessageFunction")));
  }

  private List<String> connectionIds() {
    return OwnerClients.dynamoDb(aws).scan(scan -> scan.tableName(table())).items().stream()
        .map(item -> item.get("connectionId").s())
        .toList();
  }

  private String table() {
    return emulator.stack().outputs().get("TableName");
  }

  private String bucket() {
    return emulator.stack().outputs().get("BucketName");
  }
}
