package dev.wsemulator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.feed.Subscription;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.MessageSent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
  void recordsNothingWhileItIsOff() {
    journal.record(false);
    journal.add(sent("a"));
    assertThat(journal.entries()).isEmpty();
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
