package dev.wsemulator.fault;

import static dev.wsemulator.fault.FaultsTest.PATIENCE;
import static dev.wsemulator.fault.FaultsTest.call;
import static dev.wsemulator.fault.FaultsTest.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a fault rule applies: occasions, chance, points and matchers. */
class FaultRulesTest {
  private final VirtualTime time = new VirtualTime();

  private Rig rig() {
    return new Rig().echo().route("$disconnect", Rig.OK).time(time).verified(false).start();
  }

  @Test
  void aRuleIsForOneConnectionAndBeginsWithTheNthOccasion() throws Exception {
    try (Rig rig = rig();
        RawClient other = rig.open();
        RawClient client = rig.open()) {
      faults(rig)
          .add(
              Fault.lose()
                  .at(FaultPoint.TO_CLIENT)
                  .forApi("a1b2c3d4e5")
                  .forConnection(rig.lastId())
                  .fromNth(2)
                  .once());
      other.text("other");
      assertThat(other.read().text()).isEqualTo("other");
      client.text("first");
      assertThat(client.read().text()).isEqualTo("first");
      client.text("second");
      assertThat(rig.journal().next(JournalEntry.Faulted.class, PATIENCE).connectionId())
          .isEqualTo(rig.lastId());
      client.text("third");
      assertThat(client.read().text()).isEqualTo("third");
    }
  }

  @Test
  void anOccasionCountsAlsoForTheRulesBehindTheOneThatHappens() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.lose().at(FaultPoint.FROM_CLIENT).once());
      faults(rig).add(Fault.close(4002, "second").at(FaultPoint.FROM_CLIENT).fromNth(2));
      client.text("first");
      client.text("second");
      assertThat(client.read().closeCode()).isEqualTo(4002);
    }
  }

  @Test
  void aRemovedRuleDoesNothing() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      String id = faults(rig).add(Fault.lose().at(FaultPoint.TO_CLIENT));
      assertThat(faults(rig).remove(id)).isTrue();
      assertThat(faults(rig).remove(id)).isFalse();
      client.text("hello");
      assertThat(client.read().text()).isEqualTo("hello");
    }
  }

  @Test
  void theSameSeedGivesTheSameRun() throws Exception {
    List<String> first = survivors(7);
    assertThat(survivors(7)).isEqualTo(first);
    assertThat(first).hasSizeBetween(10, 50);
    assertThat(survivors(8)).isNotEqualTo(first);
  }

  /** Returns which of 60 messages arrive where each second one is lost by chance. */
  private List<String> survivors(long seed) throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      String id = faults(rig).add(chance(seed));
      List<String> survivors = survivors(rig, rig.lastId(), client);
      assertThat(faults(rig).remove(id)).isTrue();
      return survivors;
    }
  }

  private static FaultRule chance(long seed) {
    return Fault.lose().at(FaultPoint.FROM_CLIENT).withProbability(0.5, seed);
  }

  private static List<String> survivors(Rig rig, String id, RawClient client) throws IOException {
    for (int i = 0; i < 60; i++) {
      client.text("m" + i);
    }
    client.frame(0x89, new byte[0]);
    while (client.read().head() != 0x8A) {
      // An answer comes before the pong, or not.
    }
    return rig.emulator().journal().entries(JournalEntry.MessageReceived.class).stream()
        .filter(message -> id.equals(message.connectionId()))
        .map(message -> message.body().text())
        .toList();
  }

  @Test
  void whoSendsFirstDoesNotChangeAnybodysChance() throws Exception {
    List<List<String>> inOrder = survivorsOfTwo(false);
    assertThat(survivorsOfTwo(true)).isEqualTo(inOrder);
    assertThat(inOrder.get(0)).isNotEqualTo(inOrder.get(1));
  }

  private List<List<String>> survivorsOfTwo(boolean secondFirst) throws Exception {
    try (Rig rig = rig();
        RawClient first = rig.open()) {
      String firstId = rig.lastId();
      try (RawClient second = rig.open()) {
        faults(rig).add(chance(7));
        if (secondFirst) {
          List<String> before = survivors(rig, rig.lastId(), second);
          return List.of(survivors(rig, firstId, first), before);
        }
        return List.of(survivors(rig, firstId, first), survivors(rig, rig.lastId(), second));
      }
    }
  }

  @Test
  void whatHappenedBeforeARuleDoesNotChangeItsChance() throws Exception {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.lose().at(FaultPoint.DISCONNECT).withProbability(0.5, 1));
      List<List<String>> runs = new ArrayList<>();
      for (int run = 0; run < 3; run++) {
        try (RawClient client = rig.open()) {
          String rule = faults(rig).add(chance(7));
          runs.add(survivors(rig, rig.lastId(), client));
          faults(rig).remove(rule);
        }
      }
      assertThat(runs).containsOnly(survivors(7));
    }
  }

  @Test
  void aFaultThatCannotHappenAtAPointIsRefused() {
    assertThatThrownBy(() -> Fault.reset().at(FaultPoint.CONNECTIONS_CALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "The fault reset cannot happen at CONNECTIONS_CALL. Allowed there: [SILENCE, DELAY,"
                + " ANSWER, CLOCK_JUMP");
    assertThatThrownBy(() -> Fault.lose().at(FaultPoint.TO_CLIENT).times(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has nth 1, times 0 and probability 1.0");
    assertThatThrownBy(() -> Fault.close(1006, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid close code 1006.");
    assertThatThrownBy(() -> Fault.close(1000, "é".repeat(62)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A close reason can have at most 123 bytes; this one has 124.");
    assertThatThrownBy(() -> Fault.answer(1000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An answer's HTTP status is from 200 to 599, and not 1000.");
    assertThatThrownBy(() -> Fault.delay(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid delay: PT-1S.");
  }

  @Test
  void aRuleForWhatItsPointDoesNotKnowIsRefused() {
    FaultRule call = Fault.answer(500).at(FaultPoint.BACK_END);
    assertThatThrownBy(() -> call.forService("s3").forRoute("$default"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A fault at BACK_END cannot be for the route $default. Supported there: [service, function,"
                + " table, index, bucket, operation, key].");
    assertThatThrownBy(() -> Fault.reset().at(FaultPoint.TO_CLIENT).forRoute("$default"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A fault at TO_CLIENT cannot be for the route $default. Supported there: [api, stage,"
                + " connection, idle, age, share].");
    assertThatThrownBy(() -> Fault.reset().at(FaultPoint.INVOCATION).forRoute("$connect"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "While $connect runs no connection is open that the fault reset could end at"
                + " INVOCATION. To lose a client whose $connect runs, choose CONNECTING.");
  }

  @Test
  void aScenarioForWhatIsNotKnownWhereItHappensIsRefusedAsAWhole() {
    try (Rig rig = rig()) {
      assertThatThrownBy(
              () -> rig.emulator().begin(Scenario.FUNCTION_TIMEOUT, Matcher.connection("c")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "A fault at BACK_END cannot be for the connection c. Supported there: [service,"
                  + " function, table, index, bucket, operation, key].");
      assertThatThrownBy(
              () ->
                  rig.emulator()
                      .begin(Scenario.STALE_CONNECTION, Matcher.ALL.withRoute("$default")))
          .hasMessageContaining("Supported there: [api, stage, connection, idle, age, share].");
      assertThatThrownBy(
              () -> rig.emulator().begin(Scenario.HALF_OPEN, Matcher.ALL.withFunction("Greet")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "The scenario HALF_OPEN cannot be for the function Greet. Supported: [api, stage, connection, idle, age, share].");
      assertThat(faults(rig).active()).isEmpty();
    }
  }
}
