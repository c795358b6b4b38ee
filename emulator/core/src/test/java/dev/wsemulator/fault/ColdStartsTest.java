package dev.wsemulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.lambda.LogLine;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cold starts of a given length. */
class ColdStartsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration EIGHT_SECONDS = Duration.ofSeconds(8);

  private final VirtualTime time = new VirtualTime();

  private Rig rig() {
    return new Rig().echo().time(time).verified(false).start();
  }

  private void strike(Rig rig, RawClient client, FaultRule rule) throws Exception {
    rig.emulator().faults().add(rule);
    client.text("hello");
    for (int rules = rig.emulator().faults().rules().size(); rules > 0; rules--) {
      rig.journal().next(Faulted.class, PATIENCE);
    }
    time.advance(EIGHT_SECONDS);
  }

  private static Invoked invoked(WebSocketApiEmulator emulator) {
    return emulator.journal().entries(Invoked.class).get(0);
  }

  @Test
  void aColdStartLastsAsLongAsTheRuleSaysAndIsNoPartOfTheTimeout() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      strike(rig, client, Fault.coldStart(EIGHT_SECONDS).at(FaultPoint.INVOCATION).once());
      assertThat(client.read().text()).isEqualTo("hello");
      Invoked invoked = invoked(rig.emulator());
      assertThat(invoked.init()).isEqualTo(EIGHT_SECONDS);
      assertThat(invoked.took()).isZero();
      List<String> log =
          rig.emulator().logs(invoked.functionName()).lines().stream()
              .map(LogLine::text)
              .filter(line -> line.startsWith("REPORT"))
              .toList();
      assertThat(log).singleElement().asString().contains("Init Duration: 8000.00 ms");
    }
  }

  @Test
  void aFunctionFailsAfterALongColdStart() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      rig.emulator().faults().add(Fault.error().at(FaultPoint.INVOCATION).once());
      strike(rig, client, Fault.coldStart(EIGHT_SECONDS).at(FaultPoint.INVOCATION).once());
      assertThat(client.read().text()).contains("Internal server error");
      Invoked invoked = invoked(rig.emulator());
      assertThat(invoked.outcome()).isEqualTo("error");
      assertThat(invoked.at()).isEqualTo(time.now());
    }
  }

  @Test
  void aColdStartIsReadWithAndWithoutItsLength() {
    assertThat(Fault.coldStart()).hasToString("cold start");
    assertThat(Fault.coldStart(EIGHT_SECONDS)).hasToString("cold start lasting PT8S");
    assertThat(Fault.of(java.util.Map.of("fault", "cold-start"))).isEqualTo(Fault.coldStart());
    assertThatThrownBy(() -> Fault.coldStart(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid duration of a cold start: PT-1S. It cannot be negative.");
  }
}
