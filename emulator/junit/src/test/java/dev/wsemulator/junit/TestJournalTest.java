package dev.wsemulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.junit.report.Standstill;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestJournalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final Journal journal = new Journal();
  private final TestJournal test = TestJournal.watch(journal, Watch.PATIENCE, Standstill.never());

  @AfterEach
  void unwatch() {
    test.unwatch();
  }

  private static Closed closed(String connectionId) {
    return new Closed(Instant.EPOCH, connectionId, "r1", 1000, "");
  }

  @Test
  void aTestSeesWhatWasAddedSinceItBegan() {
    journal.add(closed("c1"));
    assertThat(test.entries()).containsExactly(closed("c1"));
    test.startNewTest();
    journal.add(closed("c2"));
    assertThat(test.entries(Closed.class)).containsExactly(closed("c2"));
    assertThat(test.next(Closed.class, PATIENCE)).isEqualTo(closed("c2"));
    assertThat(test.whole().entries()).hasSize(2);
  }

  @Test
  void acknowledgesWhatNextReturnsAndWhatIsNamed() {
    journal.add(closed("c1"));
    journal.add(closed("c2"));
    JournalEntry first = test.next(Closed.class, PATIENCE);
    assertThat(test.entries()).filteredOn(test::isAcknowledged).containsExactly(first);
    test.acknowledge(test.entries().get(1));
    assertThat(test.entries()).allMatch(test::isAcknowledged);
  }

  @Test
  void everybodyWhoAsksForAWatchedJournalSharesItsState() {
    assertThat(TestJournal.of(journal)).isSameAs(test);
    test.unwatch();
    assertThat(TestJournal.of(journal)).isNotSameAs(test);
  }
}
