package dev.wsemulator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.MessageSent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalCursorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final Journal journal = new Journal();
  private final JournalCursor cursor = journal.cursor();

  private static MessageSent sent(String body) {
    return new MessageSent(Instant.EPOCH, "c1", null, Body.of(body));
  }

  private static Closed closed(String connectionId) {
    return new Closed(Instant.EPOCH, connectionId, "r1", 1000, "");
  }

  @Test
  void nextReturnsEachEntryOfATypeOnce() {
    journal.add(sent("a"));
    journal.add(closed("c1"));
    journal.add(sent("b"));
    assertThat(cursor.next(MessageSent.class, PATIENCE)).isEqualTo(sent("a"));
    assertThat(cursor.next(MessageSent.class, PATIENCE)).isEqualTo(sent("b"));
    assertThat(cursor.next(Closed.class, PATIENCE)).isEqualTo(closed("c1"));
  }

  @Test
  void nextPassesOverWhatIsNotWanted() {
    journal.add(closed("c1"));
    journal.add(closed("c2"));
    assertThat(cursor.next(Closed.class, PATIENCE, entry -> entry.connectionId().equals("c2")))
        .isEqualTo(closed("c2"));
  }

  @Test
  void nextWaitsForAnEntryThatComesLater() {
    CompletableFuture<MessageSent> found =
        CompletableFuture.supplyAsync(() -> cursor.next(MessageSent.class, PATIENCE));
    journal.add(sent("late"));
    assertThat(found.join()).isEqualTo(sent("late"));
  }

  @Test
  void nextSaysWhatIsThereWhenNothingComes() {
    journal.add(closed("c1"));
    assertThatThrownBy(() -> cursor.next(MessageSent.class, Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("No further MessageSent within PT0.001S")
        .hasMessageContaining("Closed[");
  }

  @Test
  void nextPassesNoEntryOverThatOtherThreadsAdd() {
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      String name = "w" + writer + "-";
      writers.add(
          CompletableFuture.runAsync(
              () -> IntStream.range(0, 500).forEach(i -> journal.add(sent(name + i)))));
    }
    Set<String> found = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      found.add(cursor.next(MessageSent.class, PATIENCE).body().text());
    }
    writers.forEach(CompletableFuture::join);
    assertThat(found).hasSize(2_000);
  }

  @Test
  void aCursorStartsWhereItIsTold() {
    journal.add(closed("c1"));
    JournalCursor later = journal.cursor(journal.end());
    journal.add(closed("c2"));
    assertThat(later.entries()).containsExactly(closed("c2"));
    assertThat(later.next(Closed.class, PATIENCE)).isEqualTo(closed("c2"));
    assertThat(cursor.next(Closed.class, PATIENCE)).isEqualTo(closed("c1"));
  }

  @Test
  void entriesThatAreOverwrittenAreLeftOut() {
    for (int i = 0; i < Journal.CAPACITY + 3; i++) {
      journal.add(sent("m" + i));
    }
    assertThat(cursor.next(MessageSent.class, PATIENCE)).isEqualTo(sent("m3"));
    assertThat(cursor.next(MessageSent.class, PATIENCE)).isEqualTo(sent("m4"));
  }
}
