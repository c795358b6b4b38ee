package dev.wsemulator.it.scenario;

import static dev.wsemulator.it.scenario.BothApps.broadcast;
import static dev.wsemulator.it.scenario.BothApps.echo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.it.scenario.BothApps.Client;
import dev.wsemulator.junit.drop.DisconnectNeverDelivered;
import dev.wsemulator.junit.drop.Drop;
import dev.wsemulator.junit.drop.PartialBroadcastFailure;
import dev.wsemulator.junit.drop.SlowConsumer;
import dev.wsemulator.junit.drop.StaleConnection;
import dev.wsemulator.junit.drop.ThrottledBroadcast;
import dev.wsemulator.testing.Aws;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;

/** What goes wrong while everyone is told something. */
@ExtendWith(Repetitions.class)
class BroadcastScenariosIT {
  private static final String LONG = "x".repeat(20_000);

  @RegisterExtension static final BothApps APPS = new BothApps(Duration.ofHours(1), Quotas.aws());

  @Aws("CX-07")
  @StaleConnection
  @Repeatedly
  void aBroadcastThatExpectsNobodyToBeGoneEndsThere(Drop drop) {
    try (Client gone = APPS.connectNaive();
        Client other = APPS.connectNaive()) {
      drop.begin(gone.only());
      broadcast(other, "hello");
      assertThat(APPS.ended("NaiveEcho", other).outcome()).isEqualTo("error");
      assertThat(other.next()).contains("Internal server error");
      APPS.nothingFor(other);
    }
  }

  @Aws({"CX-07", "OB-118"})
  @StaleConnection
  @Repeatedly
  void theTranslatorAppForgetsWhoIsGoneAndTellsTheOthers(Drop drop) {
    try (Client third = APPS.connect();
        Client gone = APPS.connect();
        Client other = APPS.connect()) {
      drop.begin(gone.only());
      broadcast(other, "hello");
      assertThat(other.next()).isEqualTo(echo("hello"));
      assertThat(third.next()).isEqualTo(echo("hello"));
      assertThat(APPS.ended("EchoMessageFunction", other).outcome()).isEqualTo("success");
      assertThat(APPS.table()).containsExactlyInAnyOrder(third.id(), other.id());
    }
  }

  @Aws("DC-01")
  @DisconnectNeverDelivered
  @Repeatedly
  void anAppThatReliesOnDisconnectCountsWhoLeftLongAgo() {
    Client left = APPS.connectNaive();
    left.close();
    APPS.faulted(left);
    assertThat(APPS.naive().table()).containsExactly(left.id());
  }

  @Aws("DC-01")
  @DisconnectNeverDelivered
  @Repeatedly
  void theTranslatorAppForgetsWhoLeftWithTheNextBroadcast() {
    Client left = APPS.connect();
    try (Client other = APPS.connect()) {
      left.close();
      APPS.faulted(left);
      assertThat(APPS.table()).contains(left.id());
      broadcast(other, "hello");
      assertThat(other.next()).isEqualTo(echo("hello"));
      APPS.ended("EchoMessageFunction", other);
      assertThat(APPS.table()).containsExactly(other.id());
    }
  }

  @Aws("CX-12")
  @SlowConsumer
  @Repeatedly
  void aBroadcastThatExpectsEveryoneToReadEndsAtTheSlowOne(Drop drop) {
    try (Client slow = APPS.connectNaive();
        Client other = APPS.connectNaive()) {
      drop.begin(slow.only());
      fillBuffer(slow);
      broadcast(other, LONG);
      assertThat(other.next()).contains("Internal server error");
      APPS.nothingFor(other);
    }
  }

  @Aws("CX-12")
  @SlowConsumer
  @Repeatedly
  void theTranslatorAppTellsTheOthersWhileOneDoesNotRead(Drop drop) {
    try (Client slow = APPS.connect();
        Client other = APPS.connect()) {
      drop.begin(slow.only());
      fillBuffer(slow);
      broadcast(other, LONG);
      assertThat(other.next()).isEqualTo(echo(LONG));
      assertThat(APPS.ended("EchoMessageFunction", other).outcome()).isEqualTo("success");
      assertThat(APPS.table()).contains(slow.id());
    }
  }

  /** Posts to a client that does not read until nothing long has room any more. */
  private static void fillBuffer(Client slow) {
    for (int size = 128 * 1024; size >= LONG.length() / 2; size /= 2) {
      String text = "x".repeat(size);
      assertThatThrownBy(
              () -> {
                while (true) {
                  APPS.post(slow, text);
                }
              })
          .isInstanceOf(LimitExceededException.class);
    }
  }

  @Aws("CX-12")
  @ThrottledBroadcast
  @Repeatedly
  void aBroadcastThatTriesOnceLeavesOutWhoIsThrottled(Drop drop) {
    try (Client throttled = APPS.connectNaive();
        Client other = APPS.connectNaive()) {
      drop.begin(throttled.only());
      broadcast(other, "hello");
      assertThat(other.next()).contains("Internal server error");
      APPS.nothingFor(other);
    }
  }

  @Aws("CX-12")
  @ThrottledBroadcast
  @Repeatedly
  void theTranslatorAppTriesAgainWithAPause(Drop drop) {
    try (Client throttled = APPS.connect();
        Client other = APPS.connect()) {
      drop.begin(throttled.only());
      broadcast(other, "hello");
      assertThat(other.next()).isEqualTo(echo("hello"));
      assertThat(throttled.next()).isEqualTo(echo("hello"));
    }
  }

  @PartialBroadcastFailure
  @Repeatedly
  void aBroadcastThatEndsAtTheFirstFailureLeavesTheOthersOut(Drop drop) {
    try (Client failing = APPS.connectNaive();
        Client other = APPS.connectNaive()) {
      drop.begin(failing.only());
      broadcast(other, "hello");
      assertThat(other.next()).contains("Internal server error");
      APPS.nothingFor(other);
    }
  }

  @PartialBroadcastFailure
  @Repeatedly
  void theTranslatorAppTellsAllOthersAndKeepsWhoCouldNotBeTold(Drop drop) {
    try (Client failing = APPS.connect();
        Client other = APPS.connect()) {
      drop.begin(failing.only());
      broadcast(other, "hello");
      assertThat(other.next()).isEqualTo(echo("hello"));
      assertThat(APPS.ended("EchoMessageFunction", other).outcome()).isEqualTo("success");
      assertThat(APPS.table()).contains(failing.id());
    }
  }
}
