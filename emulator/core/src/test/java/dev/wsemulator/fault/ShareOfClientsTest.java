package dev.wsemulator.fault;

import static dev.wsemulator.fault.FaultsTest.PATIENCE;
import static dev.wsemulator.fault.FaultsTest.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules for a share of the clients. */
class ShareOfClientsTest {
  private final Rig rig = new Rig().echo().time(new VirtualTime()).verified(false).start();
  private final List<RawClient> clients = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (RawClient client : clients) {
      client.close();
    }
    rig.close();
  }

  private void connect(int howMany) throws Exception {
    for (int i = 0; i < howMany; i++) {
      clients.add(rig.open());
      ids.add(rig.lastId());
    }
  }

  private void say(int client) throws Exception {
    clients.get(client).text("a");
    clients.get(client).frame(0x89, new byte[0]);
    while (clients.get(client).read().head() != 0x8A) {
      // The pong comes when the message is handled.
    }
  }

  /** Returns the numbers of the clients that a rule has struck. */
  private Set<Integer> struck(String rule) {
    return rig.emulator().journal().entries(Faulted.class).stream()
        .filter(entry -> entry.faultId().equals(rule))
        .map(entry -> ids.indexOf(entry.connectionId()))
        .collect(Collectors.toSet());
  }

  @Test
  void ofFourClientsTwoAreStruckAtEachOfTheirOccasionsAndTheOthersAtNone() throws Exception {
    FaultRule rule = Fault.lose().at(FaultPoint.FROM_CLIENT).forShare(0.5);
    String id = faults(rig).add(rule);
    connect(4);
    for (int round = 0; round < 3; round++) {
      for (int client : new int[] {3, 0, 2, 1}) {
        say(client);
      }
    }
    assertThat(struck(id)).containsExactlyInAnyOrder(0, 2);
    assertThat(faults(rig).rules().get(0))
        .extracting(RuleStatus::met, RuleStatus::struck)
        .containsExactly(6, 6);
  }

  @Test
  void clientsThatAreThereAlreadyBelongToItAsWell() throws Exception {
    connect(3);
    String id = faults(rig).add(Fault.lose().at(FaultPoint.FROM_CLIENT).forShare(0.5));
    connect(3);
    for (int client = 0; client < 6; client++) {
      say(client);
    }
    assertThat(struck(id)).containsExactlyInAnyOrder(1, 3, 5);
  }

  @Test
  void rulesOfOneSeedAreForTheSameClientsAndThoseOfAnotherNeedNotBe() throws Exception {
    FaultRule rule = Fault.lose().at(FaultPoint.FROM_CLIENT);
    List<String> same = new ArrayList<>();
    same.add(faults(rig).add(rule.forShare(0.5, 7)));
    same.add(faults(rig).add(Fault.reorder().at(FaultPoint.FROM_CLIENT).forShare(0.5, 7)));
    connect(4);
    for (int client = 0; client < 4; client++) {
      say(client);
    }
    assertThat(struck(same.get(0))).hasSize(2);
    faults(rig).remove(same.get(0));
    for (int client = 0; client < 4; client++) {
      say(client);
    }
    assertThat(struck(same.get(1))).isEqualTo(struck(same.get(0)));
  }

  @Test
  void eachSecondHandshakeIsRefused() throws Exception {
    faults(rig).add(Fault.reset().at(FaultPoint.HANDSHAKE).forShare(0.5));
    assertThatThrownBy(() -> connect(1)).isInstanceOf(java.io.IOException.class);
    connect(1);
    assertThatThrownBy(() -> connect(1)).isInstanceOf(java.io.IOException.class);
    connect(1);
    assertThat(clients).hasSize(2);
  }

  @Test
  void aScenarioIsForAShareOfTheOpenConnections() throws Exception {
    connect(4);
    try (OngoingScenario storm =
        rig.emulator().begin(Scenario.RECONNECT_STORM, Matcher.ALL.withShare(0.5))) {
      assertThat(storm.connections()).containsExactly(ids.get(0), ids.get(2));
      assertThat(storm.struck()).isEqualTo(2);
    }
    assertThat(clients.get(0).read().closeCode()).isEqualTo(1001);
    say(1);
    say(3);
  }

  @Test
  void aRuleIsReadAsItIsWritten() {
    FaultRule rule = Fault.lose().at(FaultPoint.TO_CLIENT).forShare(0.25, 9);
    assertThat(rule)
        .isEqualTo(
            FaultRule.of(Map.of("fault", "lose", "at", "to-client", "share", "0.25", "seed", "9")));
    assertThat(rule.forShare(1)).isEqualTo(Fault.lose().at(FaultPoint.TO_CLIENT));
    assertThatThrownBy(() -> rule.forShare(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"share\" is 1.5. Use a number from 0 to 1, such as 0.5.");
    assertThatThrownBy(() -> Fault.lose().at(FaultPoint.EVENT).forShare(0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A fault at EVENT cannot be for the share 0.5.");
  }

  @Test
  void theAdminApiShowsTheShareAndItsSeed() throws Exception {
    faults(rig).add(Fault.lose().at(FaultPoint.TO_CLIENT).forShare(0.5, 7));
    var answer =
        java.net.http.HttpClient.newHttpClient()
            .send(
                java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create(rig.emulator().baseUrl() + "/_emulator/faults"))
                    .timeout(PATIENCE)
                    .build(),
                java.net.http.HttpResponse.BodyHandlers.ofString());
    assertThat(answer.body()).contains("\"share\":0.5,\"nth\":1,\"seed\":7,");
  }
}
