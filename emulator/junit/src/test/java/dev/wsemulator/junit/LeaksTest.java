package dev.wsemulator.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.lambda.LambdaFunction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What tests leave behind fails them, and nobody else. */
class LeaksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static class Sockets {
    @RegisterExtension static final EmulatorExtension SHARED = Chat.extension().build();

    private static TestClient ofTheClass;

    @BeforeAll
    static void open() {
      ofTheClass = TestClient.connect(SHARED.emulator().webSocketUrl());
    }

    @Test
    void leavesAClient() {
      TestClient.connect(SHARED.emulator().webSocketUrl());
    }

    @Test
    void leavesARawClient() {
      TestClient.raw(SHARED.emulator().webSocketUrl());
    }

    @Test
    void closesWhatItOpens(TestClient handedOut, RawClient handedOutToo) {
      TestClient.connect(SHARED.emulator().webSocketUrl()).close();
      TestClient.connect(SHARED.emulator().webSocketUrl()).drop();
      TestClient.raw(SHARED.emulator().webSocketUrl()).reset();
      assertThat(ofTheClass.isOpen()).isTrue();
    }

    @Test
    void letsTheGatewayCloseIt(Faults faults) {
      TestClient client = TestClient.connect(SHARED.emulator().webSocketUrl());
      faults.add(Fault.close(1001, "Going away").at(FaultPoint.FROM_CLIENT).once());
      client.send("{\"action\":\"greet\"}");
    }
  }

  @Test
  void whoLeavesAConnectionOpenFails() {
    Results results = Results.of(Sockets.class);
    assertThat(results.failure("leavesAClient"))
        .isInstanceOf(LeakError.class)
        .hasMessageStartingWith("The test Sockets.leavesAClient left the TestClient of ws://")
        .hasMessageEndingWith("open. Close it, for example by opening it in try (...).");
    assertThat(results.failure("leavesARawClient")).hasMessageContaining("the RawClient of ws://");
    assertThat(results.passed()).isEqualTo(2);
    assertThat(results.failure("LeaksTest$Sockets"))
        .hasMessageStartingWith("The class Sockets left the TestClient of ws://");
  }

  static class Running {
    private static final CountDownLatch RELEASED = new CountDownLatch(1);
    private static final LambdaFunction SLOW =
        event -> {
          RELEASED.await();
          return "{\"statusCode\":200}".getBytes(UTF_8);
        };

    @RegisterExtension
    static final EmulatorExtension SHARED =
        EmulatorExtension.builder()
            .api(WebSocketApi.builder("chat").route("$default", "Slow").build())
            .function("Slow", SLOW)
            .grace(Duration.ofMillis(20))
            .build();

    @Test
    void leavesIt(TestClient client, TestJournal journal) {
      client.send("go");
      journal.next(Invoking.class, PATIENCE);
    }

    @Test
    void opensNothingElse() {
      SHARED.emulator();
    }

    @AfterAll
    static void release() {
      RELEASED.countDown();
    }
  }

  @Test
  void whoLeavesAFunctionRunningFails() {
    Results results = Results.of(Running.class);
    assertThat(results.failure("leavesIt"))
        .hasMessageStartingWith("The test Running.leavesIt left the function Slow running");
    assertThat(results.byName().values()).filteredOn(failure -> failure.isPresent()).hasSize(1);
  }

  static class Waiting {
    @RegisterExtension
    final EmulatorExtension own = Chat.extension().grace(Duration.ofMillis(20)).build();

    @Test
    void leavesIt(TestJournal journal) {
      journal.whole().waitingFunctions(() -> List.of("Slow"));
    }
  }

  /** An event without an execution environment is in no entry of the journal. */
  @Test
  void whoLeavesAnEventWaitingFails() {
    assertThat(Results.of(Waiting.class).failure("leavesIt"))
        .hasMessageStartingWith(
            "The test Waiting.leavesIt left an event that waits for an execution environment of the"
                + " function Slow.");
  }

  static class Errors {
    @RegisterExtension static final EmulatorExtension SHARED = Chat.extension().build();

    @Test
    void doesNotLook(TestClient client, TestJournal journal) {
      client.send("break");
      journal.next(Invoking.class, PATIENCE, call -> call.functionName().equals("Broken"));
    }

    @Test
    void takesItFromTheJournal(TestClient client, TestJournal journal) {
      client.send("break");
      assertThat(journal.next(Invoked.class, PATIENCE, Errors::failed).functionName())
          .isEqualTo("Broken");
    }

    @Test
    void isToldOfIt(TestClient client) {
      client.send("{\"action\":\"ask\"}");
      assertThat(client.next()).contains("Internal server error");
    }

    @Test
    void isToldOfItByHand(RawClient client) {
      client.send("{\"action\":\"ask\"}");
      assertThat(client.next().text()).contains("Internal server error");
    }

    @Test
    void wantsIt(TestClient client, Faults faults, TestJournal journal) {
      faults.add(Fault.crash().at(FaultPoint.INVOCATION).once());
      client.send("{\"action\":\"greet\"}");
      assertThat(client.next()).contains("Internal server error");
      journal.next(Invoking.class, PATIENCE);
    }

    @Test
    @AllowFunctionErrors("Broken")
    void declaresIt(TestClient client, TestJournal journal) {
      client.send("break");
      journal.next(Invoking.class, PATIENCE, call -> call.functionName().equals("Broken"));
    }

    private static boolean failed(Invoked entry) {
      return !entry.outcome().equals("success");
    }
  }

  @Test
  void whoDoesNotLookAtAnErrorFails() {
    Results results = Results.of(Errors.class);
    assertThat(results.failure("doesNotLook"))
        .hasMessageStartingWith(
            "The test Errors.doesNotLook did not look at an error: the function Broken ended with"
                + " error: java.lang.IllegalStateException: it broke.");
    assertThat(results.byName().values()).filteredOn(failure -> failure.isPresent()).hasSize(1);
    assertThat(results.passed()).isEqualTo(5);
  }

  static class Refused {
    @RegisterExtension final EmulatorExtension own = Chat.refusing().build();

    @Test
    void isToldByTheRefusal() {
      assertThatThrownBy(() -> TestClient.connect(own.emulator().webSocketUrl()))
          .isInstanceOf(HandshakeRefusedException.class);
    }
  }

  static class LateForMethods {
    @RegisterExtension final EmulatorExtension own = Chat.failingAtTheEnd().build();

    @Test
    void fails(TestClient client) {
      assertThat(client.isOpen()).isTrue();
    }

    @Test
    @AllowFunctionErrors
    void declares(TestClient client) {
      assertThat(client.isOpen()).isTrue();
    }
  }

  static class LateForTheClass {
    @RegisterExtension static final EmulatorExtension SHARED = Chat.failingAtTheEnd().build();

    @Test
    @AllowFunctionErrors("Broken")
    void declares(TestClient client) {
      assertThat(client.isOpen()).isTrue();
    }

    @Test
    void doesNotLook(TestClient client) {
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  void anErrorInDisconnectIsTheTestsThatHasConnected() {
    assertThat(Results.of(Refused.class).passed()).isEqualTo(1);
    Results own = Results.of(LateForMethods.class);
    assertThat(own.failure("fails")).hasMessageContaining("The test LateForMethods.fails did not");
    assertThat(own.passed()).isEqualTo(1);
    assertThat(Results.of(LateForTheClass.class).byName().values())
        .filteredOn(failure -> failure.isPresent())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.orElseThrow())
                    .hasMessageStartingWith("The test LateForTheClass.doesNotLook did not look"));
  }

  static class Repeated {
    @RegisterExtension static final EmulatorExtension SHARED = Chat.extension().build();

    @RepeatedTest(3)
    void leavesOneInTheSecond(RepetitionInfo info) {
      TestClient client = TestClient.connect(SHARED.emulator().webSocketUrl());
      if (info.getCurrentRepetition() != 2) {
        client.close();
      }
    }
  }

  @Test
  void onlyTheRepetitionThatLeavesItFails() {
    Results results = Results.of(Repeated.class);
    assertThat(results.passed()).isEqualTo(2);
    assertThat(results.failure("repetition 2 of 3"))
        .hasMessageStartingWith(
            "The test Repeated.leavesOneInTheSecond (repetition 2 of 3) left the TestClient");
  }

  static class Lenient {
    @RegisterExtension
    static final EmulatorExtension LENIENT = Chat.extension().withoutLeakChecks().build();

    @RegisterExtension
    final EmulatorExtension allowing = Chat.extension().allowFunctionErrors("Broken").build();

    @Test
    void leavesEverything() {
      TestClient.connect(LENIENT.emulator().webSocketUrl()).send("break");
      try (TestClient client = TestClient.connect(allowing.emulator().webSocketUrl())) {
        client.send("break");
        allowing.emulator().journal().cursor().next(Invoked.class, PATIENCE, Errors::failed);
      }
    }
  }

  @Test
  void checksCanBeSwitchedOff() {
    assertThat(Results.of(Lenient.class).byName().values()).allMatch(failure -> failure.isEmpty());
  }

  static class Third {
    @RegisterExtension static final EmulatorExtension SHARED = Chat.extension().build();

    @RepeatedTest(8)
    void leavesOneInTheFourth(RepetitionInfo info, TestClient handedOut) {
      handedOut.send("{\"action\":\"greet\"}");
      assertThat(handedOut.next()).isEqualTo("hello");
      TestClient client = TestClient.connect(SHARED.emulator().webSocketUrl());
      if (info.getCurrentRepetition() != 4) {
        client.close();
      }
    }
  }

  static class Fourth {
    @RegisterExtension final EmulatorExtension own = Chat.extension().build();

    @RepeatedTest(8)
    void doesNotLookInTheFifth(RepetitionInfo info, TestClient client, TestJournal journal) {
      if (info.getCurrentRepetition() == 5) {
        client.send("break");
        journal.next(Invoking.class, PATIENCE, call -> call.functionName().equals("Broken"));
      }
    }
  }

  static class Together {
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @RegisterExtension static final EmulatorExtension SHARED = Chat.extension().build();

    @Test
    void one(TestClient client, TestJournal journal) throws Exception {
      BOTH.await();
      client.send("break");
      journal.next(Invoking.class, PATIENCE, call -> call.functionName().equals("Broken"));
      BOTH.await();
    }

    @Test
    void other(TestClient client) throws Exception {
      BOTH.await();
      client.send("{\"action\":\"greet\"}");
      assertThat(client.next()).isEqualTo("hello");
      BOTH.await();
    }
  }

  @Test
  void whenNobodyKnowsWhoseErrorItIsTheClassFails() {
    Results results = Results.inParallel(Together.class);
    assertThat(results.passed()).isEqualTo(2);
    assertThat(results.failure("LeaksTest$Together"))
        .hasMessageStartingWith("The class Together did not look at an error: the function Broken");
  }

  @Test
  void atTheSameTimeEachIsBlamedForItsOwn() {
    Results results = Results.inParallel(Third.class, Fourth.class);
    assertThat(results.events().testEvents().failed().count()).isEqualTo(2);
    assertThat(results.failure("repetition 4 of 8"))
        .hasMessageStartingWith("The test Third.leavesOneInTheFourth (repetition 4 of 8) left");
    assertThat(results.failure("repetition 5 of 8"))
        .hasMessageStartingWith(
            "The test Fourth.doesNotLookInTheFifth (repetition 5 of 8) did not look");
  }
}
