package dev.wsemulator.fault;

import static dev.wsemulator.fault.FaultsTest.PATIENCE;
import static dev.wsemulator.fault.FaultsTest.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** A function whose concurrency is lowered while it is at work. */
class ConcurrencyFaultsTest {
  private final Semaphore permits = new Semaphore(0);

  private Rig rig() {
    return new Rig()
        .twoWay(
            "$default",
            event -> {
              permits.acquireUninterruptibly();
              return Rig.echoed(event);
            })
        .start();
  }

  private static String function(Rig rig) {
    return rig.emulator().stack().functions().get(0).name();
  }

  @Test
  void whatRunsGoesOnAndWhatIsBeyondTheLimitIsThrottled() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      client.text("one");
      client.text("two");
      rig.journal().next(Invoking.class, PATIENCE);
      rig.journal().next(Invoking.class, PATIENCE);
      String id =
          faults(rig)
              .add(
                  Fault.throttle()
                      .at(FaultPoint.INVOCATION)
                      .forFunction(function(rig))
                      .aboveConcurrency(1));
      client.text("three");
      assertThat(client.read().text()).contains("\"message\": \"Internal server error\"");
      permits.release(2);
      assertThat(client.read().text()).isIn("one", "two");
      assertThat(client.read().text()).isIn("one", "two");
      permits.release();
      client.text("alone");
      assertThat(client.read().text()).isEqualTo("alone");
      assertThat(rig.emulator().journal().entries(Faulted.class))
          .extracting(Faulted::faultId)
          .containsExactly(id);
    }
  }

  @Test
  void itIsLoweredByTheAdminApisWords() {
    FaultRule rule =
        FaultRule.of(Map.of("fault", "throttle", "at", "invocation", "concurrency", "2"));
    assertThat(rule.matcher().concurrency()).isEqualTo(2);
    assertThat(rule.matcher().words()).containsEntry("concurrency", "2");
    assertThatThrownBy(
            () ->
                FaultRule.of(Map.of("fault", "throttle", "at", "invocation", "concurrency", "-1")))
        .hasMessage("\"concurrency\" is -1. Use 0 or a greater number.");
    assertThatThrownBy(() -> Fault.lose().at(FaultPoint.TO_CLIENT).aboveConcurrency(1))
        .hasMessageStartingWith("A fault at TO_CLIENT cannot be for the concurrency 1.");
  }
}
