package dev.wsemulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.Invoked;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults excuse the failures that they make, and no others. */
class WantedFailuresTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Lets it happen and does not look at it. */
  private static void passBy(TestJournal journal) {
    passBy(journal, 1);
  }

  private static void passBy(TestJournal journal, int failures) {
    assertThat(
            journal.await(
                PATIENCE,
                () ->
                    journal.entries(Invoked.class).stream()
                            .filter(call -> !call.outcome().equals("success"))
                            .count()
                        >= failures))
        .isTrue();
  }

  static Stream<Fault> faultsOfInvocations() {
    return Fault.all().stream()
        .filter(
            fault ->
                fault.points().contains(FaultPoint.INVOCATION)
                    || fault.points().contains(FaultPoint.INVOCATION_RESULT));
  }

  @ParameterizedTest
  @MethodSource("faultsOfInvocations")
  void everyFaultOfAnInvocationIsKnown(Fault fault) {
    assertThatCode(() -> WantedFailures.failureOf(fault)).doesNotThrowAnyException();
    assertThat(Fault.ofJournal(fault.toString())).contains(fault);
  }

  static class Wanted {
    @RegisterExtension
    static final EmulatorExtension SHARED = Chat.extension().virtualTime().build();

    static Stream<Fault> faults() {
      return Stream.of(Fault.throttle(), Fault.error(), Fault.crash(), Fault.outOfMemory());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultMakesItFail(Fault fault, TestClient client, Faults faults, TestJournal journal) {
      faults.add(fault.at(FaultPoint.INVOCATION));
      client.send("{\"action\":\"greet\"}");
      passBy(journal);
    }

    static Stream<Fault> hangs() {
      return Stream.of(Fault.silence(), Fault.delay(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @MethodSource("hangs")
    void aFaultMakesItHang(Fault fault, TestClient client, Faults faults, TestJournal journal) {
      faults.add(fault.at(FaultPoint.INVOCATION_RESULT));
      client.send("{\"action\":\"greet\"}");
      journal.next(Faulted.class, PATIENCE);
      SHARED.emulator().time().advance(Duration.ofMinutes(15));
      passBy(journal);
    }
  }

  @Test
  void whatAFaultMakesIsExcused() {
    Results results = Results.of(Wanted.class);
    assertThat(results.byName().values()).allMatch(failure -> failure.isEmpty());
    assertThat(results.passed()).isEqualTo(6);
  }

  static class Own {
    @RegisterExtension static final EmulatorExtension SHARED = Chat.extension().build();

    static Stream<Fault> faults() {
      return Stream.of(
          Fault.coldStart(),
          Fault.delay(Duration.ofMillis(1)),
          Fault.duplicate(),
          Fault.clockJump(Duration.ofMillis(1)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theHandlerThrows(Fault fault, TestClient client, Faults faults, TestJournal journal) {
      faults.add(fault.at(FaultPoint.INVOCATION).forFunction("Broken"));
      client.send("break");
      passBy(journal, fault.equals(Fault.duplicate()) ? 2 : 1);
    }

    @Test
    void itFailsOnceMore(TestClient client, Faults faults, TestJournal journal) {
      faults.add(Fault.error().at(FaultPoint.INVOCATION).forFunction("Broken").once());
      client.send("break");
      journal.next(Faulted.class, PATIENCE);
      client.send("break");
      assertThat(
              journal.await(
                  PATIENCE,
                  () ->
                      journal.entries(Invoked.class).stream()
                              .filter(call -> call.functionName().equals("Broken"))
                              .count()
                          == 2))
          .isTrue();
    }
  }

  @Test
  void whatAHandlerDoesByItselfIsNot() {
    Results results = Results.of(Own.class);
    assertThat(results.passed()).isZero();
    assertThat(results.byName().values().stream().flatMap(Optional::stream))
        .hasSize(5)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("did not look at an error: the function Broken"));
  }
}
