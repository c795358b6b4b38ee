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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final Journal journal = new Journal();

  private static MessageSent sent(String body) {
    return new MessageSent(Instant.EPOCH, "c1", null, Body.of(body));
  }

  private static Closed closed(String connectionId) {
    return new Closed(Instant.EPOCH, connectionId, "r1", 1000, "");
  }

  @Test
  void keepsTheNewestEntriesOnly() {
    for (int i = 0; i < Journal.CAPACITY + 3; i++) {
      journal.add(sent("m" + i));
    }
    assertThat(journal.entries()).hasSize(Journal.CAPACITY).startsWith(sent("m3"));
  }

  @Test
  void nextReturnsEachEntryOfATypeOnce() {
    journal.add(sent("a"));
    journal.add(closed("c1"));
    journal.add(sent("b"));
    assertThat(journal.next(MessageSent.class, PATIENCE)).isEqualTo(sent("a"));
    assertThat(journal.next(MessageSent.class, PATIENCE)).isEqualTo(sent("b"));
    assertThat(journal.next(Closed.class, PATIENCE)).isEqualTo(closed("c1"));
  }

  @Test
  void nextPassesOverWhatIsNotWanted() {
    journal.add(closed("c1"));
    journal.add(closed("c2"));
    assertThat(journal.next(Closed.class, PATIENCE, entry -> entry.connectionId().equals("c2")))
        .isEqualTo(closed("c2"));
  }

  @Test
  void nextWaitsForAnEntryThatComesLater() {
    CompletableFuture<MessageSent> found =
        CompletableFuture.supplyAsync(() -> journal.next(MessageSent.class, PATIENCE));
    journal.add(sent("late"));
    assertThat(found.join()).isEqualTo(sent("late"));
  }

  @Test
  void nextSaysWhatIsThereWhenNothingComes() {
    journal.add(closed("c1"));
    assertThatThrownBy(() -> journal.next(MessageSent.class, Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("No further MessageSent came within PT0.001S")
        .hasMessageContaining("Closed[");
  }

  @Test
  void recordsNothingWhileItIsOff() {
    journal.record(false);
    journal.add(sent("a"));
    assertThat(journal.entries()).isEmpty();
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
      found.add(journal.next(MessageSent.class, PATIENCE).body().text());
    }
    writers.forEach(CompletableFuture::join);
    assertThat(found).hasSize(2_000);
  }

  @Test
  void tellsWhatWasAddedSinceAMark() {
    journal.add(closed("c1"));
    long mark = journal.mark();
    journal.add(closed("c2"));
    assertThat(journal.since(mark)).containsExactly(closed("c2"));
    assertThat(journal.since(journal.mark())).isEmpty();
  }

  @Test
  void nextDoesNotReturnWhatIsPassedOver() {
    journal.add(closed("c1"));
    journal.passOver();
    journal.add(closed("c2"));
    assertThat(journal.next(JournalEntry.Closed.class, PATIENCE)).isEqualTo(closed("c2"));
    assertThat(journal.entries()).hasSize(2);
  }

  @Test
  void whatIsCurrentBeginsWhereAllElseIsPassedOver() {
    journal.add(closed("c1"));
    assertThat(journal.current()).containsExactly(closed("c1"));
    journal.passOver();
    journal.add(sent("a"));
    journal.add(closed("c2"));
    assertThat(journal.current()).containsExactly(sent("a"), closed("c2"));
    assertThat(journal.current(Closed.class)).containsExactly(closed("c2"));
  }

  @Test
  void waitsUntilSomethingIsSo() {
    CompletableFuture<Boolean> two =
        CompletableFuture.supplyAsync(
            () -> journal.await(PATIENCE, () -> journal.entries().size() == 2));
    journal.add(closed("c1"));
    journal.add(closed("c2"));
    assertThat(two.join()).isTrue();
    assertThat(journal.await(Duration.ofMillis(1), () -> false)).isFalse();
  }

  @Test
  void whatWasSoForAMomentWasSo() {
    AtomicInteger asked = new AtomicInteger();
    assertThat(journal.await(PATIENCE, () -> asked.getAndIncrement() == 0)).isTrue();
  }

  @Test
  void acknowledgesWhatNextReturnsAndWhatIsNamed() {
    journal.add(closed("c1"));
    journal.add(closed("c2"));
    JournalEntry first = journal.next(JournalEntry.Closed.class, PATIENCE);
    assertThat(journal.entries()).filteredOn(journal::isAcknowledged).containsExactly(first);
    journal.acknowledge(journal.entries().get(1));
    assertThat(journal.entries()).allMatch(journal::isAcknowledged);
  }

  @Test
  void keepsTheEntriesOfOneConnectionApart() {
    journal.add(closed("c1"));
    journal.add(closed("c2"));
    assertThat(journal.ofConnection("c2")).containsExactly(closed("c2"));
  }
}
