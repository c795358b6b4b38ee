package dev.wsemulator.fault;

import static dev.wsemulator.fault.FaultsTest.PATIENCE;
import static dev.wsemulator.fault.FaultsTest.call;
import static dev.wsemulator.fault.FaultsTest.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.fault.RuleStatus.State;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.MessageReceived;
import dev.wsemulator.journal.JournalEntry.RequestEnded;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Several rules at one occasion, and what rules say of themselves. */
class CombinedFaultsTest {
  private static final Duration FOUR_SECONDS = Duration.ofSeconds(4);

  private final VirtualTime time = new VirtualTime();

  private Rig rig() {
    return new Rig().echo().time(time).verified(false).start();
  }

  private void pass(Duration duration, int timersBefore) {
    await().until(() -> time.pending() > timersBefore);
    time.advance(duration);
  }

  @Test
  void aFunctionThatStartsColdIsLateAsWell() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      client.text("warm");
      client.read();
      faults(rig).add(Fault.coldStart().at(FaultPoint.INVOCATION).once());
      faults(rig).add(Fault.delay(FOUR_SECONDS).at(FaultPoint.INVOCATION).once());
      client.text("late");
      rig.journal().next(Faulted.class, PATIENCE);
      rig.journal().next(Faulted.class, PATIENCE);
      time.advance(FOUR_SECONDS);
      assertThat(client.read().text()).isEqualTo("late");
      Invoked late = rig.emulator().journal().entries(Invoked.class).get(1);
      assertThat(late.at()).isEqualTo(time.now());
      assertThat(rig.emulator().faults().rules())
          .extracting(RuleStatus::struck, RuleStatus::state)
          .containsExactly(tuple(1, State.USED_UP), tuple(1, State.USED_UP));
    }
  }

  @Test
  void aColdStartLastsLongerAndTheFunctionIsLateAsWell() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.coldStart(FOUR_SECONDS).at(FaultPoint.INVOCATION).once());
      faults(rig).add(Fault.delay(FOUR_SECONDS).at(FaultPoint.INVOCATION).once());
      client.text("late");
      rig.journal().next(Faulted.class, PATIENCE);
      rig.journal().next(Faulted.class, PATIENCE);
      int timers = time.pending();
      time.advance(FOUR_SECONDS);
      await().until(() -> time.pending() >= timers);
      time.advance(FOUR_SECONDS);
      assertThat(client.read().text()).isEqualTo("late");
      assertThat(rig.emulator().faults().rules())
          .extracting(RuleStatus::struck)
          .containsExactly(1, 1);
    }
  }

  @Test
  void delaysAddUpBeforeTheRefusalOfACall() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.answer(429).at(FaultPoint.CONNECTIONS_CALL).once());
      faults(rig).add(Fault.delay(FOUR_SECONDS).at(FaultPoint.CONNECTIONS_CALL).once());
      faults(rig).add(Fault.delay(FOUR_SECONDS).at(FaultPoint.CONNECTIONS_CALL).once());
      int timers = time.pending();
      CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> post(rig));
      pass(FOUR_SECONDS.multipliedBy(2).minusNanos(1), timers);
      assertThat(status).isNotDone();
      time.advance(Duration.ofNanos(1));
      assertThat(status.join()).isEqualTo(429);
      client.text("still open");
      assertThat(client.read().text()).isEqualTo("still open");
    }
  }

  private static int post(Rig rig) {
    try {
      return call(rig, "POST", "x");
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void messagesComeTwiceAndLate() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.duplicate().at(FaultPoint.TO_CLIENT).once());
      faults(rig).add(Fault.delay(FOUR_SECONDS).at(FaultPoint.TO_CLIENT).once());
      int timers = time.pending();
      client.text("twice");
      await().until(() -> time.pending() > timers);
      client.text("behind it");
      rig.journal().next(RequestEnded.class, PATIENCE);
      rig.journal().next(RequestEnded.class, PATIENCE);
      time.advance(FOUR_SECONDS);
      assertThat(client.read().text()).isEqualTo("twice");
      assertThat(client.read().text()).isEqualTo("twice");
      assertThat(client.read().text()).isEqualTo("behind it");
    }
  }

  @Test
  void messagesOfAClientComeTwiceAndLateBeforeThoseBehindThem() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.duplicate().at(FaultPoint.FROM_CLIENT).once());
      faults(rig).add(Fault.delay(FOUR_SECONDS).at(FaultPoint.FROM_CLIENT).once());
      int timers = time.pending();
      client.text("twice");
      client.text("behind it");
      client.frame(0x89, new byte[0]);
      assertThat(client.read().head()).isEqualTo(0x8A);
      pass(FOUR_SECONDS, timers);
      List<String> arrived = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        arrived.add(rig.journal().next(MessageReceived.class, PATIENCE).body().text());
      }
      assertThat(arrived).containsExactly("twice", "twice", "behind it");
    }
  }

  @Test
  void ofFaultsThatCannotHappenTogetherTheFirstHappensAndTheOtherWaits() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      String lose = faults(rig).add(Fault.lose().at(FaultPoint.FROM_CLIENT).once());
      String twice = faults(rig).add(Fault.duplicate().at(FaultPoint.FROM_CLIENT).once());
      String never = faults(rig).add(Fault.lose().at(FaultPoint.DISCONNECT));
      client.text("lost");
      assertThat(rig.journal().next(Faulted.class, PATIENCE).faultId()).isEqualTo(lose);
      client.text("twice");
      assertThat(client.read().text()).isEqualTo("twice");
      assertThat(client.read().text()).isEqualTo("twice");
      assertThat(faults(rig).rules())
          .extracting(RuleStatus::id, RuleStatus::met, RuleStatus::struck, RuleStatus::state)
          .containsExactly(
              tuple(lose, 1, 1, State.USED_UP),
              tuple(twice, 2, 1, State.USED_UP),
              tuple(never, 0, 0, State.UNMATCHED));
      assertThat(faults(rig).remove(lose)).isTrue();
      assertThat(faults(rig).rules()).hasSize(2);
      faults(rig).clear();
      assertThat(faults(rig).rules()).isEmpty();
    }
  }

  @Test
  void whatHasNoMeaningForAFaultIsRefused() {
    assertThatThrownBy(() -> FaultRule.of(Map.of("fault", "reset", "at", "to-client", "by", "2s")))
        .hasMessage("The field \"by\" has no meaning for the fault RESET. Leave it out.");
    assertThatThrownBy(() -> FaultRule.of(Map.of("fault", "reset", "at", "to-client", "seed", "2")))
        .hasMessage(
            "The field \"seed\" has no meaning for a rule that leaves nothing to chance. Leave it out.");
  }
}
