package dev.wsemulator.fault;

import static dev.wsemulator.fault.FaultsTest.PATIENCE;
import static dev.wsemulator.fault.FaultsTest.call;
import static dev.wsemulator.fault.FaultsTest.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules for connections that are idle for long, or old. */
class ConnectionTimesTest {
  private static final Duration NAT = Duration.ofSeconds(350);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration NINE_MINUTES = Duration.ofMinutes(9);

  private static final List<FaultPoint> KNOW_CONNECTIONS =
      List.of(
          FaultPoint.FROM_CLIENT,
          FaultPoint.TO_CLIENT,
          FaultPoint.CONNECTIONS_CALL,
          FaultPoint.CONNECTIONS_ANSWER,
          FaultPoint.INVOCATION,
          FaultPoint.INVOCATION_RESULT,
          FaultPoint.DISCONNECT);

  private final VirtualTime time = new VirtualTime();

  private Rig rig() {
    return new Rig()
        .echo()
        .route("$connect", Rig.OK)
        .route("$disconnect", Rig.OK)
        .time(time)
        .verified(false)
        .start();
  }

  private static void say(RawClient client, String text) throws Exception {
    client.text(text);
    assertThat(client.read().text()).isEqualTo(text);
  }

  @Test
  void theFirstMessageOfAClientAfterALongSilenceIsLost() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.lose().at(FaultPoint.FROM_CLIENT).whenIdleFor(NAT));
      time.advance(NAT.minusNanos(1));
      say(client, "in time");
      time.advance(NAT.minusNanos(1));
      say(client, "in time again");
      time.advance(NAT);
      client.text("too late");
      rig.journal().next(Faulted.class, PATIENCE);
      assertThat(faults(rig).rules().get(0).met()).isEqualTo(1);
    }
  }

  @Test
  void whatIsLostOnTheWayToTheGatewayIsNoActivity() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.lose().at(FaultPoint.FROM_CLIENT).whenIdleFor(NAT).times(2));
      time.advance(NAT);
      client.text("too late");
      client.text("still");
      say(client, "heard");
    }
  }

  @Test
  void aPostIsActivityAndMeetsTheRuleItself() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.lose().at(FaultPoint.TO_CLIENT).whenIdleFor(NAT));
      time.advance(NAT.minusSeconds(1));
      assertThat(call(rig, "POST", "news")).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("news");
      time.advance(NAT.minusSeconds(1));
      assertThat(call(rig, "POST", "more")).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("more");
      time.advance(NAT);
      assertThat(call(rig, "POST", "lost")).isEqualTo(200);
      assertThat(rig.journal().next(Faulted.class, PATIENCE).connectionId())
          .isEqualTo(rig.lastId());
    }
  }

  @Test
  void onlyOldConnectionsAreStruckHoweverActiveTheyAre() throws Exception {
    try (Rig rig = rig();
        RawClient old = rig.open()) {
      faults(rig).add(Fault.close(4000, "old").at(FaultPoint.TO_CLIENT).whenOlderThan(HOUR));
      for (int i = 0; i < 10; i++) {
        say(old, "young");
        time.advance(HOUR.dividedBy(10));
      }
      try (RawClient young = rig.open()) {
        say(young, "young");
        old.text("old");
        assertThat(old.read().closeCode()).isEqualTo(4000);
        say(young, "still young");
      }
    }
  }

  @Test
  void functionsAndCallsAndEndsKnowTheTimesOfTheirConnection() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      for (FaultPoint point : KNOW_CONNECTIONS) {
        faults(rig).add(Fault.clockJump(Duration.ZERO).at(point).whenOlderThan(NINE_MINUTES));
      }
      say(client, "young");
      time.advance(NINE_MINUTES);
      assertThat(call(rig, "GET", "")).isEqualTo(200);
      client.text("old");
      client.read();
      client.reset();
      rig.event("DISCONNECT");
      assertThat(faults(rig).rules())
          .allSatisfy(rule -> assertThat(rule.struck()).as("%s", rule).isEqualTo(1));
    }
  }

  @Test
  void aConnectionThatIsNotOpenYetHasNoTimes() throws Exception {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.error().at(FaultPoint.INVOCATION_RESULT).whenOlderThan(Duration.ZERO));
      try (RawClient client = rig.open()) {
        client.text("hello");
        assertThat(client.read().text()).contains("Internal server error");
      }
    }
  }

  @Test
  void aRuleIsReadAsItIsWritten() {
    FaultRule rule = Fault.silence().at(FaultPoint.FROM_CLIENT).whenIdleFor(NAT);
    assertThat(rule.whenOlderThan(HOUR))
        .isEqualTo(
            FaultRule.of(
                Map.of("fault", "silence", "at", "from-client", "idle", "5m50s", "age", "60m")));
    assertThat(rule.matcher().idle()).isEqualTo(NAT);
    assertThat(rule.matcher().age()).isNull();
    assertThatThrownBy(() -> rule.whenIdleFor(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"idle\" is negative: PT-1S. Use a duration such as 350s.");
    assertThatThrownBy(() -> Fault.reset().at(FaultPoint.CONNECTING).whenOlderThan(HOUR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A fault at CONNECTING cannot be for the age PT1H.");
  }
}
