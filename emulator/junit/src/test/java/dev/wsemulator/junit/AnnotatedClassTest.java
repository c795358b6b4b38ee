package dev.wsemulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

@WebSocketApiTest(
    template = "src/test/resources/template.yaml",
    parameters = {"StageName=beta", "Note=a=b"})
class AnnotatedClassTest {
  private static WebSocketApiEmulator first;

  @BeforeAll
  static void remember(WebSocketApiEmulator emulator) {
    first = emulator;
  }

  @RepeatedTest(2)
  void oneEmulatorServesTheWholeClass(WebSocketApiEmulator emulator, TestClient client) {
    assertThat(emulator).isSameAs(first);
    client.close();
    assertThat(client.expectClose().code()).isEqualTo(1000);
  }

  @Test
  void parametersReachTheTemplate(WebSocketApiEmulator emulator) {
    assertThat(emulator.webSocketUrl()).hasPath("/beta");
    assertThat(emulator.stack().outputs()).containsEntry("Note", "a=b");
  }

  @Test
  void theServicesBehindItHoldWhatTheTemplateNames(S3Client s3, DynamoDbClient dynamoDb) {
    assertThat(dynamoDb.listTables().tableNames()).containsExactly("notes");
    assertThat(s3.listBuckets().buckets())
        .extracting(bucket -> bucket.name())
        .containsExactly("papers");
  }

  @Nested
  class Inside {
    @Test
    void aNestedClassSharesIt(WebSocketApiEmulator emulator, TestClient client) {
      assertThat(emulator).isSameAs(first);
    }
  }

  @Nested
  @WebSocketApiTest(
      template = "src/test/resources/template.yaml",
      lifecycle = WebSocketApiTest.Lifecycle.PER_METHOD)
  class EachTest {
    private static final Set<WebSocketApiEmulator> SEEN = new HashSet<>();
    private WebSocketApiEmulator before;

    @BeforeEach
    void take(WebSocketApiEmulator emulator) {
      before = emulator;
    }

    @RepeatedTest(2)
    void hasAnEmulatorOfItsOwn(WebSocketApiEmulator emulator, TestClient client, Journal journal) {
      assertThat(emulator).isSameAs(before).isNotSameAs(first);
      assertThat(SEEN.add(emulator)).isTrue();
      assertThat(journal.entries(JournalEntry.Handshake.class)).hasSize(1);
    }
  }
}
