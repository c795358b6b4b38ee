package dev.wsemulator.junit;

import static dev.wsemulator.junit.assertions.WebSocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.journal.JournalEntry.MessageReceived;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that share an emulator, one after the other: each is asked for what it did itself. */
class SharedJournalTest {
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final String GREETING = "{\"action\":\"greet\"}";

  @RegisterExtension static final EmulatorExtension SHARED = Chat.extension().build();

  private static String former = "";

  @RepeatedTest(2)
  void assertionsBeginAnewWithEveryTest(
      TestClient client, TestJournal journal, RepetitionInfo repetition) {
    assertThat(journal).hasNotInvoked("Hello").hasNoneClosed();
    client.send(GREETING);
    assertThat(client.next()).isEqualTo("hello");
    assertThat(journal).hasInvoked("Hello", 1).containsMessagesInOrder(GREETING, "hello");
    assertThatThrownBy(
            () ->
                assertThat(journal)
                    .within(SHORT)
                    .containsInOrder(MessageReceived.class, MessageReceived.class))
        .hasMessageContaining("there is no MessageReceived after [MessageReceived]")
        .hasMessageNotContaining("client2");
    String id = journal.entries(Handshake.class).get(0).connectionId();
    client.close(4000, "bye");
    assertThat(journal).containsInOrder(Handshake.class, Closed.class).closed(id).withCode(4000);
    if (repetition.getCurrentRepetition() == 2) {
      assertThat(former).isNotEqualTo(id);
      assertThat(journal).closed(former).withReason("bye");
    }
    former = id;
  }
}
