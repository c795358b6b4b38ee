package dev.wsemulator.it.scenario;

import static dev.wsemulator.it.scenario.BothApps.broadcast;
import static dev.wsemulator.it.scenario.BothApps.echo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.it.scenario.BothApps.Client;
import dev.wsemulator.junit.CloseStatus;
import dev.wsemulator.junit.HandshakeRefusedException;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.drop.Drop;
import dev.wsemulator.junit.drop.PostDuringConnect;
import dev.wsemulator.junit.drop.ReconnectStorm;
import dev.wsemulator.testing.Aws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong while clients connect. The handlers see young connections. */
@ExtendWith(Repetitions.class)
class ConnectingScenariosIT {
  private static final int PER_SECOND = 2;

  @RegisterExtension
  static final BothApps APPS =
      new BothApps(
          Duration.ofHours(-1), Quotas.builder().newConnectionsPerSecond(PER_SECOND).build());

  @Aws("CX-24")
  @PostDuringConnect
  @Repeatedly
  void anAppThatForgetsEveryoneWhoIsGoneLosesWhoIsAboutToCome(Drop drop) {
    try (Client other = APPS.connectNaive()) {
      drop.begin();
      CompletableFuture<TestClient> coming = APPS.connecting(true);
      String id = APPS.faulted(FaultPoint.INVOCATION_RESULT);
      broadcast(other, "early");
      assertThat(other.next()).isEqualTo("early");
      assertThat(APPS.ended("NaiveEcho", other).outcome()).isEqualTo("error");
      assertThat(other.next()).contains("Internal server error");
      APPS.pass(Duration.ofSeconds(2));
      try (Client came = new Client(coming.join(), id)) {
        broadcast(other, "late");
        assertThat(other.next()).isEqualTo("late");
        APPS.ended("NaiveEcho", other);
        APPS.nothingFor(came);
      }
    }
  }

  @Aws("CX-24")
  @PostDuringConnect
  @Repeatedly
  void theTranslatorAppKeepsWhoIsAboutToCome(Drop drop) {
    try (Client other = APPS.connect()) {
      drop.begin();
      CompletableFuture<TestClient> coming = APPS.connecting(false);
      String id = APPS.faulted(FaultPoint.INVOCATION_RESULT);
      broadcast(other, "early");
      assertThat(other.next()).isEqualTo(echo("early"));
      APPS.ended("EchoMessageFunction", other);
      assertThat(APPS.table()).contains(id);
      APPS.pass(Duration.ofSeconds(2));
      try (Client came = new Client(coming.join(), id)) {
        broadcast(other, "late");
        assertThat(came.next()).isEqualTo(echo("late"));
      }
    }
  }

  @Aws("HS-26")
  @ReconnectStorm
  @Repeatedly
  void clientsThatComeBackWithoutAPauseAreRefused(Drop drop) {
    List<Client> clients = crowd();
    drop.begin();
    clients.forEach(ConnectingScenariosIT::goesAway);
    for (int i = 0; i < PER_SECOND; i++) {
      APPS.connect().close();
    }
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThatThrownBy(APPS::connect)
          .as("attempt %s in the same second", attempt)
          .isInstanceOfSatisfying(
              HandshakeRefusedException.class,
              refused -> assertThat(refused.status()).isEqualTo(429));
    }
  }

  @Aws("HS-26")
  @ReconnectStorm
  @Repeatedly
  void clientsThatPauseBeforeTheyTryAgainAllComeBack(Drop drop) {
    List<Client> clients = crowd();
    drop.begin();
    clients.forEach(ConnectingScenariosIT::goesAway);
    int outside = clients.size();
    List<Client> back = new ArrayList<>();
    for (int pause = 1; back.size() < outside && pause <= 4; pause *= 2) {
      APPS.pass(Duration.ofSeconds(pause));
      for (int attempt = back.size(); attempt < outside; attempt++) {
        try {
          back.add(APPS.connect());
        } catch (HandshakeRefusedException refused) {
          assertThat(refused.status()).isEqualTo(429);
        }
      }
    }
    assertThat(back).hasSameSizeAs(clients);
    back.forEach(Client::close);
  }

  /** Connects as many as two seconds let in. */
  private static List<Client> crowd() {
    List<Client> clients = new ArrayList<>();
    for (int second = 0; second < 2; second++) {
      for (int i = 0; i < PER_SECOND; i++) {
        clients.add(APPS.connect());
      }
      APPS.pass(Duration.ofSeconds(1));
    }
    return clients;
  }

  private static void goesAway(Client client) {
    assertThat(client.socket().expectClose()).isEqualTo(new CloseStatus(1001, "Going away"));
  }
}
