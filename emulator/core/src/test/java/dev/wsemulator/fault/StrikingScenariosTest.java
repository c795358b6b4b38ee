package dev.wsemulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios that strike some of the open connections, late, or when time has passed. */
class StrikingScenariosTest {
  private final VirtualTime time = new VirtualTime();
  private final Rig rig = new Rig().echo().time(time).verified(false).start();
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

  private List<Integer> struck() {
    return rig.emulator().journal().entries(Faulted.class).stream()
        .map(entry -> ids.indexOf(entry.connectionId()))
        .toList();
  }

  @Test
  void halfOfTheClientsAreLostAndEachSecondHandshakeIsRefused() throws Exception {
    connect(4);
    OngoingScenario begun = rig.emulator().begin(Scenario.HALF_OF_CLIENTS_LOST);
    assertThat(begun.connections()).hasSize(4);
    assertThat(begun.struck()).isEqualTo(2);
    assertThat(struck()).containsExactly(0, 2);
    assertThatThrownBy(() -> connect(1)).hasMessageContaining("502");
    connect(1);
    assertThatThrownBy(() -> connect(1)).hasMessageContaining("502");
    begun.close();
    connect(2);
  }

  @Test
  void aDrainEndsWithItsScenario() throws Exception {
    connect(3);
    try (OngoingScenario drain = rig.emulator().begin(Scenario.ROLLING_DRAIN)) {
      assertThat(drain.struck()).isEqualTo(3);
      time.advance(Duration.ofSeconds(30));
      assertThat(struck()).containsExactly(0, 1);
    }
    time.advance(Duration.ofMinutes(1));
    assertThat(struck()).containsExactly(0, 1);
  }

  @Test
  void onlyConnectionsThatWereQuietAreForgottenByTheNat() throws Exception {
    connect(2);
    time.after(Duration.ofSeconds(349), () -> say(0));
    OngoingScenario nat = rig.emulator().begin(Scenario.NAT_TIMEOUT);
    assertThat(nat.struck()).isEqualTo(1);
    assertThat(struck()).containsExactly(1);
    assertThat(clients.get(0).read().text()).isEqualTo("still here");
  }

  private void say(int client) {
    try {
      clients.get(client).text("still here");
      rig.event("MESSAGE");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anHourPassesForTokensWhetherTheirConnectionsEndBeforeOrNot() throws Exception {
    connect(1);
    OngoingScenario late = rig.emulator().begin(Scenario.TOKEN_EXPIRES);
    assertThat(late.struck()).isEqualTo(1);
    assertThat(clients.get(0).read().closeCode()).isEqualTo(1001);
  }

  @Test
  void whatIsSaidInAStallIsHeardWhenItIsOver() throws Exception {
    connect(2);
    OngoingScenario stall =
        rig.emulator().begin(Scenario.NETWORK_STALLS, Matcher.connection(ids.get(0)));
    assertThat(stall.struck()).isEqualTo(1);
    say(1);
    assertThat(clients.get(1).read().text()).isEqualTo("still here");
    clients.get(0).text("late");
    time.advance(Duration.ofSeconds(30));
    assertThat(clients.get(0).read().text()).isEqualTo("late");
  }

  @Test
  void clientsFindTheEmulatorAtAnotherAddressUntilTheScenarioEnds() throws Exception {
    connect(1);
    Addresses addresses = rig.emulator().addresses();
    OngoingScenario change = rig.emulator().begin(Scenario.ADDRESS_CHANGES);
    assertThat(change.struck()).isEqualTo(1);
    assertThat(addresses.all().values()).containsExactly(false, true);
    assertThat(addresses.all()).containsEntry(change.address().orElseThrow(), true);
    assertThatThrownBy(() -> connect(1)).isInstanceOf(ConnectException.class);
    change.close();
    change.close();
    assertThat(addresses.all().values()).containsExactly(true, false);
    assertThat(rig.emulator().journal().entries(Faulted.class))
        .filteredOn(entry -> entry.point().equals("ACCEPT"))
        .as("refused, accepted again, and the new one refused")
        .hasSize(3);
    connect(1);
  }

  @Test
  void theFirstAddressStaysIfClientsHaveAnother() throws Exception {
    Addresses addresses = rig.emulator().addresses();
    URI ofClients = addresses.open();
    try (RawClient client = RawClient.connect(ofClients)) {
      client.upgrade(Addresses.move(rig.url(), ofClients), "");
      try (OngoingScenario change = rig.emulator().begin(Scenario.ADDRESS_CHANGES)) {
        assertThat(addresses.all().values()).containsExactly(true, false, true);
        assertThat(change.connections()).hasSize(1);
      }
    }
    assertThat(addresses.all().values()).containsExactly(true, true, false);
  }

  @ParameterizedTest
  @CsvSource({
    "half-of-clients-lost, 2",
    "rolling-drain, 4",
    "nat-timeout, 4",
    "token-expires, 4",
    "network-stalls, 4"
  })
  void theAdminApiBeginsThemAndSaysHowManyAreStruck(String scenario, int howMany) throws Exception {
    connect(4);
    HttpRequest begin =
        HttpRequest.newBuilder(URI.create(rig.emulator().baseUrl() + "/_emulator/faults"))
            .POST(BodyPublishers.ofString("{\"scenario\":\"%s\"}".formatted(scenario)))
            .build();
    assertThat(HttpClient.newHttpClient().send(begin, BodyHandlers.ofString()).body())
        .contains("\"connections\":4,\"struck\":%d}".formatted(howMany));
  }

  @Test
  void oneThatIsForConnectionsIsForSomeOfThem() throws Exception {
    connect(2);
    Matcher second = Matcher.connection(ids.get(1));
    assertThat(rig.emulator().begin(Scenario.ROLLING_DRAIN, second).struck()).isEqualTo(1);
    assertThat(struck()).containsExactly(1);
    assertThatThrownBy(() -> rig.emulator().begin(Scenario.HALF_OF_CLIENTS_LOST, second))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A fault at HANDSHAKE cannot be for the connection");
    assertThat(rig.emulator().faults().active()).isEmpty();
  }
}
