package dev.wsemulator.internal.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.journal.Body;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RunningInvocationsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Instant AT = Instant.EPOCH;

  private final Journal journal = new Journal();
  private final RunningInvocations invocations = new RunningInvocations(journal);

  private void add(JournalEntry... entries) {
    for (JournalEntry entry : entries) {
      journal.add(entry);
    }
  }

  private static JournalEntry received() {
    return new JournalEntry.MessageReceived(AT, "c=", "r=", "$default", Body.of("hello"));
  }

  private static JournalEntry invoking() {
    return new JournalEntry.Invoking(AT, "c=", "r=", "Echo", "i", false, Body.of("{}"));
  }

  private static JournalEntry invoked() {
    return new JournalEntry.Invoked(
        AT, "c=", "r=", "Echo", "i", Duration.ZERO, null, "success", Body.of("{}"));
  }

  private static JournalEntry answered() {
    return new JournalEntry.RequestEnded(AT, "c=", "r=", "$default", 200, Duration.ZERO, null);
  }

  /** Adds an entry while a thread waits; returns how many entries there were when it went on. */
  private int waitingFor(JournalEntry last) throws Exception {
    FutureTask<Integer> waiting =
        new FutureTask<>(
            () -> {
              invocations.awaitIdle(PATIENCE);
              return journal.entries().size();
            });
    Thread thread = new Thread(waiting, "waiting");
    thread.setDaemon(true);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
    journal.add(last);
    return waiting.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Test
  void aMessageIsWaitedForUntilItIsAnswered() throws Exception {
    add(received(), invoking(), invoked());
    assertThat(waitingFor(answered())).isEqualTo(4);
  }

  @Test
  void aFunctionIsWaitedForThoughTheGatewayHasAnswered() throws Exception {
    add(received(), invoking(), answered());
    assertThat(waitingFor(invoked())).isEqualTo(4);
  }

  @Test
  void aFrameThatIsBeingReadIsWaitedFor() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    journal.framesInFlight(() -> asked.incrementAndGet() < 100 ? 1 : 0);
    invocations.awaitIdle(PATIENCE);
    assertThat(asked).hasValueGreaterThanOrEqualTo(100);
  }

  @Test
  @Timeout(10)
  void aFrameThatIsNeverHandedOnIsWaitedForOnce() {
    journal.framesInFlight(() -> 1);
    invocations.awaitIdle(Duration.ofMillis(1));
    invocations.awaitIdle(PATIENCE);
    assertThat(journal.entries()).isEmpty();
  }

  @Test
  @Timeout(10)
  void aMessageWhoseFunctionHasNotBegunIsNotWaitedFor() {
    add(received());
    invocations.awaitIdle(PATIENCE);
    assertThat(journal.entries()).hasSize(1);
  }
}
