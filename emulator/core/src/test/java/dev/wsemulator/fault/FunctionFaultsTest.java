package dev.wsemulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions that are slow, throttled, killed or late, and clients that go while they run. */
class FunctionFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String FUNCTION = "f-default";

  private final VirtualTime time = new VirtualTime();

  private Rig rig() {
    return new Rig().echo().route("$disconnect", Rig.OK).time(time).start();
  }

  private static void add(Rig rig, FaultRule rule) {
    rig.emulator().faults().add(rule);
  }

  private static Invoked invoked(Rig rig) {
    return rig.journal().next(Invoked.class, PATIENCE);
  }

  private static Invoked outcomeOf(Fault fault, FaultPoint point) throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      add(rig, fault.at(point).forFunction(FUNCTION).once());
      client.text("hello");
      assertThat(client.read().text()).contains("\"Internal server error\"");
      Invoked invoked = invoked(rig);
      client.text("again");
      assertThat(client.read().text()).isEqualTo("again");
      return invoked;
    }
  }

  @Test
  void aFunctionIsThrottled() throws Exception {
    assertThat(outcomeOf(Fault.throttle(), FaultPoint.INVOCATION).outcome()).isEqualTo("throttled");
  }

  @Test
  void aFunctionFailsBeforeOrAfterItsWork() throws Exception {
    for (FaultPoint point : List.of(FaultPoint.INVOCATION, FaultPoint.INVOCATION_RESULT)) {
      Invoked failed = outcomeOf(Fault.error(), point);
      assertThat(failed.result().text())
          .isEqualTo("java.lang.RuntimeException: A fault has made the function fail.");
    }
  }

  @Test
  void afterAFailureTheExecutionEnvironmentStays() throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      client.text("hello");
      client.read();
      add(rig, Fault.error().at(FaultPoint.INVOCATION_RESULT).forFunction(FUNCTION).once());
      client.text("hello");
      client.read();
      client.text("hello");
      client.read();
      assertThat(rig.emulator().journal().entries(JournalEntry.Invoking.class))
          .filteredOn(entry -> entry.functionName().equals(FUNCTION))
          .extracting(JournalEntry.Invoking::cold)
          .containsExactly(true, false, false);
    }
  }

  @Test
  void aFunctionCrashesBeforeOrAfterItsWork() throws Exception {
    for (FaultPoint point : List.of(FaultPoint.INVOCATION, FaultPoint.INVOCATION_RESULT)) {
      Invoked crashed = outcomeOf(Fault.crash(), point);
      assertThat(crashed.result().text())
          .isEqualTo(
              "Runtime.ExitError: RequestId: %s Error: Runtime exited with error: exit status 1",
              crashed.invocationId());
    }
  }

  @Test
  void aFunctionRunsOutOfMemoryBeforeOrAfterItsWork() throws Exception {
    for (FaultPoint point : List.of(FaultPoint.INVOCATION, FaultPoint.INVOCATION_RESULT)) {
      Invoked killed = outcomeOf(Fault.outOfMemory(), point);
      assertThat(killed.result().text())
          .isEqualTo(
              "Runtime.ExitError: RequestId: %s Error: Runtime exited with error: signal: killed",
              killed.invocationId());
    }
  }

  @Test
  void aFunctionHangsUntilItsTimeoutBeforeOrAfterItsWork() throws Exception {
    for (FaultPoint point : List.of(FaultPoint.INVOCATION, FaultPoint.INVOCATION_RESULT)) {
      try (Rig rig = rig();
          RawClient client = rig.open()) {
        add(rig, Fault.silence().at(point));
        client.text("hello");
        rig.journal().next(dev.wsemulator.journal.JournalEntry.Faulted.class, PATIENCE);
        time.advance(Duration.ofSeconds(29));
        assertThat(client.read().text()).contains("\"Endpoint request timed out\"");
        assertThat(rig.eventsLeft()).isEqualTo(point == FaultPoint.INVOCATION ? 0 : 1);
        time.advance(Duration.ofMinutes(15));
        assertThat(invoked(rig).outcome()).isEqualTo("timeout");
      }
    }
  }

  @Test
  void aFunctionIsSlowToBeginOrToEnd() throws Exception {
    for (FaultPoint point : List.of(FaultPoint.INVOCATION, FaultPoint.INVOCATION_RESULT)) {
      try (Rig rig = rig();
          RawClient client = rig.open()) {
        client.text("warm");
        client.read();
        int timers = time.pending();
        add(rig, Fault.delay(Duration.ofSeconds(2)).at(point).once());
        client.text("hello");
        await().until(() -> time.pending() > timers);
        time.advance(Duration.ofSeconds(2));
        assertThat(client.read().text()).isEqualTo("hello");
        assertThat(rig.emulator().journal().entries(Invoked.class).get(1).took())
            .isEqualTo(Duration.ofSeconds(2));
      }
    }
  }

  @Test
  void everyStartIsCold() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      client.text("cold");
      client.read();
      client.text("warm");
      client.read();
      add(rig, Fault.coldStart().at(FaultPoint.INVOCATION));
      client.text("cold again");
      client.read();
      assertThat(rig.emulator().journal().entries(Invoking.class))
          .extracting(Invoking::cold)
          .containsExactly(true, false, true);
    }
  }

  @Test
  void anEventIsDeliveredTwice() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      add(rig, Fault.duplicate().at(FaultPoint.INVOCATION).forRoute("$default").once());
      client.text("hello");
      assertThat(client.read().text()).isEqualTo("hello");
      assertThat(Rig.at(rig.event("MESSAGE"), "body")).isEqualTo("hello");
      assertThat(Rig.at(rig.event("MESSAGE"), "body")).isEqualTo("hello");
    }
  }

  @Test
  void aClientIsLostWhileItsFunctionRuns() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      add(
          rig,
          Fault.reset().at(FaultPoint.INVOCATION).forApi("a1b2c3d4e5").forRoute("$default").once());
      client.text("hello");
      assertThatThrownBy(client::read).isInstanceOf(SocketException.class);
      assertThat(rig.journal().next(Closed.class, PATIENCE).code()).isEqualTo(1006);
      await().until(() -> rig.eventsLeft() == 2);
    }
  }

  @Test
  void theEndOfAClientIsNotUsedUpByAFunctionThatRunsForNoOpenConnection() throws Exception {
    try (Rig rig = new Rig().route("$connect", Rig.OK).echo().start()) {
      add(rig, Fault.reset().at(FaultPoint.INVOCATION).once());
      try (RawClient client = rig.open()) {
        assertThat(rig.emulator().journal().entries(JournalEntry.Faulted.class)).isEmpty();
        client.text("hello");
        assertThatThrownBy(client::read).isInstanceOf(SocketException.class);
      }
      assertThat(rig.emulator().journal().entries(JournalEntry.Faulted.class)).hasSize(1);
    }
  }
}
