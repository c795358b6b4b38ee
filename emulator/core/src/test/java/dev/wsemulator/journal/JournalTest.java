package dev.wsemulator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.feed.Subscription;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.MessageSent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
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
        .hasMessageContaining("No further MessageSent within PT0.001S")
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
    long mark = journal.end();
    journal.add(closed("c2"));
    assertThat(journal.since(mark).items()).containsExactly(closed("c2"));
    assertThat(journal.since(journal.end()).items()).isEmpty();
  }

  @Test
  void nextDoesNotReturnWhatIsPassedOver() {
    journal.add(closed("c1"));
    journal.startNewTest();
    journal.add(closed("c2"));
    assertThat(journal.next(JournalEntry.Closed.class, PATIENCE)).isEqualTo(closed("c2"));
    assertThat(journal.entries()).hasSize(2);
  }

  @Test
  void whatIsCurrentBeginsWhereAllElseIsPassedOver() {
    journal.add(closed("c1"));
    assertThat(journal.current()).containsExactly(closed("c1"));
    journal.startNewTest();
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

  @Test
  void aReaderIsHandedEverythingWithItsNumbersOnItsOwnThread() throws Exception {
    journal.add(sent("before"));
    Queue<String> read = new ConcurrentLinkedQueue<>();
    Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    Subscription reading =
        journal.follow(
            batch -> {
              threads.add(Thread.currentThread());
              long number = batch.first();
              for (JournalEntry entry : batch.items()) {
                read.add(number++ + " " + ((MessageSent) entry).body());
              }
            });
    journal.add(sent("a"));
    journal.add(sent("b"));
    reading.close();
    journal.add(sent("after"));
    assertThat(read).containsExactly("1 a", "2 b");
    assertThat(threads).doesNotContain(Thread.currentThread());
  }

  @Test
  void aStalledReaderCostsNobodyAnythingAndIsToldWhatItHasMissed() throws Exception {
    CountDownLatch stalled = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    Queue<Batch<JournalEntry>> read = new ConcurrentLinkedQueue<>();
    Subscription reading =
        journal.follow(
            batch -> {
              read.add(batch);
              stalled.countDown();
              try {
                goesOn.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException("The reader is interrupted at work.", e);
              }
            });
    journal.add(sent("first"));
    stalled.await();
    for (int i = 0; i < Journal.CAPACITY + 7; i++) {
      journal.add(sent("m" + i));
    }
    goesOn.countDown();
    reading.close();
    List<Batch<JournalEntry>> batches = List.copyOf(read);
    assertThat(batches.get(0).items()).containsExactly(sent("first"));
    assertThat(batches.get(1).missed()).isEqualTo(7);
    assertThat(batches.get(1).items()).startsWith(sent("m7"));
    assertThat(batches.stream().mapToLong(batch -> batch.items().size()).sum())
        .isEqualTo(1 + Journal.CAPACITY);
  }

  @Test
  void aReaderEndsWithTheJournal() throws Exception {
    CountDownLatch read = new CountDownLatch(3);
    journal.add(sent("a"));
    Subscription reading =
        journal.follow(0, batch -> batch.items().forEach(entry -> read.countDown()));
    journal.add(sent("b"));
    journal.add(sent("c"));
    journal.finish();
    assertThat(read.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    reading.close();
  }

  @Test
  void aReaderIsToldOfSilence() throws Exception {
    SynchronousQueue<Batch<JournalEntry>> read = new SynchronousQueue<>();
    Subscription reading =
        journal.follow(
            0,
            Duration.ofMillis(1),
            batch -> {
              try {
                read.offer(batch, 1, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(read.take()).isEqualTo(new Batch<>(0, 0, List.of()));
    reading.close();
  }
}
