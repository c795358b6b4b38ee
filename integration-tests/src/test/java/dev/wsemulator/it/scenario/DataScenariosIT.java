package dev.wsemulator.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.fault.Matcher;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.TestJournal;
import dev.wsemulator.junit.drop.Drop;
import dev.wsemulator.junit.drop.LaggingIndex;
import dev.wsemulator.junit.drop.S3EventLost;
import dev.wsemulator.junit.drop.StaleRead;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong with tables that lag and with events that get lost. */
@Timeout(180)
@ExtendWith(Repetitions.class)
class DataScenariosIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RoomApp app = new RoomApp();

  @RegisterExtension final EmulatorExtension extension = app.extension();

  private static String ask(TestClient client, String action) {
    client.send("{\"action\":\"%s\"}".formatted(action));
    return client.next(PATIENCE);
  }

  @StaleRead
  @Repeatedly
  void aFunctionDoesNotFindWhatItHasJustWritten(TestClient client) {
    assertThat(ask(client, "join")).isEqualTo("who are you?");
  }

  @StaleRead
  @Repeatedly
  void aFunctionThatReadsConsistentlyDoes(TestClient careful, TestClient naive) {
    assertThat(ask(careful, "carefulJoin")).isEqualTo("welcome");
    assertThat(ask(naive, "join")).isEqualTo("who are you?");
  }

  @LaggingIndex
  @Repeatedly
  void whoHasJustComeIsNotAmongTheMembersOfTheIndex(TestClient client, TimeSource time) {
    assertThat(ask(client, "join")).as("the table does not lag").isEqualTo("welcome");
    assertThat(ask(client, "members")).isEqualTo("0 members");
    time.advance(Duration.ofSeconds(5));
    assertThat(ask(client, "members")).isEqualTo("1 members");
  }

  @LaggingIndex
  @Repeatedly
  void whoLooksIntoTheTableAsWellFindsWhoHasJustCome(TestClient client, Drop drop) {
    drop.begin(Matcher.ALL.withTable("members").withIndex("byRoom"));
    assertThat(ask(client, "join")).isEqualTo("welcome");
    assertThat(ask(client, "carefulMembers")).isEqualTo("1 members");
  }

  @S3EventLost
  @Repeatedly
  void whoWaitsForTheEventNeverLearnsOfADocument(TestClient client, TestJournal journal) {
    app.upload("a.txt");
    assertThat(journal.next(Faulted.class, PATIENCE).source()).contains("documents");
    app.upload("b.txt");
    assertThat(client.next(PATIENCE)).as("the first that it hears of").isEqualTo("new: b.txt");
    journal.next(Invoked.class, PATIENCE);
  }

  @S3EventLost
  @Repeatedly
  void whoAsksForTheStateLearnsOfAllDocuments(TestClient client, TestJournal journal) {
    app.upload("a.txt");
    journal.next(Faulted.class, PATIENCE);
    try (TestClient back = TestClient.connect(extension.emulator().webSocketUrl())) {
      assertThat(ask(back, "documents")).isEqualTo("a.txt");
    }
  }
}
