package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BucketPutNotificationTest {
  private final FakeDynamoDb dynamoDb = FakeDynamoDb.with("c1=", "c2=", "c3=");
  private final FakeConnections connections = new FakeConnections();
  private final BucketPutNotification notification =
      new BucketPutNotification(
          () -> new Broadcast(dynamoDb.table(), connections.clients()),
          Presigners::local,
          () -> FakeConnections.ENDPOINT);

  @Test
  void createdTranslationIsAnnouncedToEveryoneWithALinkToOpenIt() {
    receive("ObjectCreated:Put", "translations/1/a.de.txt");
    assertThat(connections.received).containsOnlyKeys("c1=", "c2=", "c3=");
    Map<String, Object> message = received("c3=");
    assertThat(message)
        .containsEntry("type", "notification")
        .containsEntry("event", "ObjectCreated:Put")
        .containsEntry("bucket", FakeS3.BUCKET)
        .containsEntry("key", "translations/1/a.de.txt")
        .containsEntry("message", "a.de.txt is ready.");
    assertThat(URI.create((String) message.get("url")).getPath())
        .isEqualTo("/translations/1/a.de.txt");
  }

  @Test
  void removedTranslationIsAnnouncedWithoutALink() {
    receive("ObjectRemoved:Delete", "translations/1/a.de.txt");
    assertThat(received("c1="))
        .containsEntry("event", "ObjectRemoved:Delete")
        .containsEntry("message", "a.de.txt was removed.")
        .doesNotContainKey("url");
  }

  /** S3 sends a blank as + and other characters percent-encoded. */
  @Test
  void encodedKeyIsDecoded() {
    receive("ObjectCreated:Put", "translations/1/%C3%9Cber+uns%2B.txt");
    assertThat(received("c1=")).containsEntry("key", "translations/1/Über uns+.txt");
  }

  @Test
  void connectionThatIsGoneIsForgottenAndTheOthersAreTold() {
    connections.gone("c1=");
    receive("ObjectCreated:Put", "translations/1/a.de.txt");
    assertThat(dynamoDb.items).containsOnlyKeys("c2=", "c3=");
    assertThat(connections.received).containsOnlyKeys("c2=", "c3=");
  }

  private void receive(String eventName, String encodedKey) {
    notification.handleRequest(Events.bucket(eventName, encodedKey), new FakeInvocation());
  }

  private Map<String, Object> received(String connectionId) {
    return Json.object(connections.received.get(connectionId).get(0)).orElseThrow();
  }
}
