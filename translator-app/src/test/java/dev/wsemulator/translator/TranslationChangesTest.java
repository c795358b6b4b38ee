package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way of a translation from the bucket over the table to the clients. */
final class TranslationChangesTest {
  private static final String KEY = "translations/1/a.de.txt";

  private final FakeDynamoDb connected = FakeDynamoDb.with("c1=", "c2=");
  private final FakeDynamoDb rows = new FakeDynamoDb();
  private final FakeConnections connections = new FakeConnections();
  private final IndexTranslations index =
      new IndexTranslations(() -> new TranslationsTable(rows, FakeDynamoDb.TABLE));
  private final TranslationChanges changes =
      new TranslationChanges(
          () -> new Broadcast(connected.table(), connections.clients()),
          Presigners::local,
          () -> FakeConnections.ENDPOINT);

  private void change(String name, boolean isNew) {
    Map<String, AttributeValue> row =
        Map.of(
            "translationKey", new AttributeValue(KEY),
            "bucket", new AttributeValue(FakeS3.BUCKET),
            "event", new AttributeValue("ObjectCreated:Put"));
    StreamRecord image =
        isNew ? new StreamRecord().withNewImage(row) : new StreamRecord().withOldImage(row);
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setEventName(name);
    record.setDynamodb(image);
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(List.of(record));
    changes.handleRequest(event, new FakeInvocation());
  }

  private Map<String, Object> received() {
    return Json.object(connections.received.get("c2=").get(0)).orElseThrow();
  }

  @Test
  void aTranslationInTheBucketHasARow() {
    index.handleRequest(Events.bucket("ObjectCreated:Put", KEY), new FakeInvocation());
    assertThat(rows.items).containsOnlyKeys(KEY);
    assertThat(rows.items.get(KEY).get("event").s()).isEqualTo("ObjectCreated:Put");
    assertThat(rows.items.get(KEY).get("bucket").s()).isEqualTo(FakeS3.BUCKET);
    index.handleRequest(Events.bucket("ObjectRemoved:Delete", KEY), new FakeInvocation());
    assertThat(rows.items).isEmpty();
  }

  @Test
  void aNewRowIsAnnouncedToEveryoneWithALink() {
    change("INSERT", true);
    assertThat(connections.received).containsOnlyKeys("c1=", "c2=");
    assertThat(received())
        .containsEntry("event", "ObjectCreated:Put")
        .containsEntry("key", KEY)
        .containsEntry("message", "a.de.txt is ready.")
        .containsKey("url");
  }

  @Test
  void aRowThatIsGoneIsAnnouncedWithoutALink() {
    change("REMOVE", false);
    assertThat(received())
        .containsEntry("event", "ObjectRemoved:Delete")
        .containsEntry("message", "a.de.txt was removed.")
        .doesNotContainKey("url");
  }
}
