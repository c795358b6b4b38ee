package dev.wsemulator.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.fault.Matcher;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.HandshakeRefusedException;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.TestJournal;
import dev.wsemulator.junit.drop.ColdStartStorm;
import dev.wsemulator.junit.drop.ConcurrencyExhausted;
import dev.wsemulator.junit.drop.Drop;
import dev.wsemulator.junit.drop.SlowPosts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong when many clients come at once. */
@Timeout(180)
@ExtendWith(Repetitions.class)
class LoadScenariosIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration COLD = Duration.ofSeconds(8);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final Duration LONGEST_POST = Duration.ofSeconds(3);

  private static final CrowdApp CROWD = new CrowdApp();

  @RegisterExtension static final EmulatorExtension EXTENSION = CROWD.extension();

  @AfterEach
  void waitForOthers() {
    pass(SECOND); // in which others may connect again
  }

  @AfterAll
  static void close() {
    CROWD.close();
  }

  private static void pass(Duration duration) {
    EXTENSION.emulator().time().advance(duration);
  }

  private static void awaitStrikes(TestJournal journal, int howMany) {
    await()
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .until(() -> journal.entries(Faulted.class).size() >= howMany);
    assertThat(journal.entries(Faulted.class)).hasSize(howMany);
  }

  private static void awaitWork(int howMany) {
    await().atMost(PATIENCE).pollInterval(LOOK).until(() -> CROWD.working() == howMany);
  }

  @ColdStartStorm
  @Repeatedly
  void clientsWhoseConnectWorksForLongAreRefused(TestJournal journal) {
    List<CompletableFuture<TestClient>> crowd = CROWD.connecting("slow", 3);
    awaitStrikes(journal, 3);
    pass(COLD);
    awaitWork(3);
    pass(Duration.ofSeconds(29).minus(COLD));
    for (CompletableFuture<TestClient> each : crowd) {
      assertThat(each)
          .failsWithin(PATIENCE)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(HandshakeRefusedException.class);
    }
    pass(CrowdApp.WORK);
    awaitWork(0);
  }

  @ColdStartStorm
  @Repeatedly
  void clientsWhoseConnectAnswersAtOnceComeIn(TestJournal journal) {
    List<CompletableFuture<TestClient>> crowd = CROWD.connecting("quick", 3);
    awaitStrikes(journal, 3);
    pass(COLD);
    List<TestClient> inside = crowd.stream().map(CompletableFuture::join).toList();
    assertThat(inside).allMatch(TestClient::isOpen);
    inside.forEach(TestClient::close);
  }

  private static void order(TestClient client) {
    client.send("{\"action\":\"order\"}");
  }

  private static TestClient connect() {
    return TestClient.connect(CROWD.url("quick"));
  }

  @ConcurrencyExhausted
  @Repeatedly
  void aClientThatDoesNotExpectAnErrorHasNotBeenHeard(Drop drop) {
    try (TestClient first = connect();
        TestClient second = connect()) {
      drop.begin(Matcher.ALL.withFunction("Order"));
      order(first);
      awaitWork(1);
      order(second);
      assertThat(second.next(PATIENCE)).contains("Internal server error");
      pass(SECOND);
      assertThat(first.next(PATIENCE)).isEqualTo("done");
      assertThat(CROWD.working()).isZero();
    }
  }

  @ConcurrencyExhausted
  @Repeatedly
  void aClientThatSendsItsMessageAgainIsHeard(Drop drop) {
    try (TestClient first = connect();
        TestClient second = connect()) {
      drop.begin(Matcher.ALL.withFunction("Order"));
      order(first);
      awaitWork(1);
      order(second);
      Duration pause = SECOND;
      for (String answer = second.next(PATIENCE);
          !answer.equals("done");
          answer = second.next(PATIENCE)) {
        assertThat(answer).contains("Internal server error");
        pass(pause);
        assertThat(first.next(PATIENCE)).isEqualTo("done");
        awaitWork(0);
        order(second);
        awaitWork(1);
        pass(SECOND);
      }
    }
  }

  @SlowPosts
  @Repeatedly
  void aBroadcastToOneAfterTheOtherTakesAsLongAsAllTogether(Drop drop, TestJournal journal) {
    List<TestClient> crowd = Stream.generate(LoadScenariosIT::connect).limit(4).toList();
    CROWD.tells(crowd);
    drop.begin();
    crowd.get(0).send("{\"action\":\"tell\"}");
    awaitStrikes(journal, 1);
    await()
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .until(
            () -> {
              pass(SECOND);
              return isToldBy("Tell", journal);
            });
    List<Instant> begun = strikes(journal).map(Faulted::at).toList();
    assertThat(begun).as("when posts begin").doesNotHaveDuplicates().hasSize(4).isSorted();
    endTold(crowd);
  }

  @SlowPosts
  @Repeatedly
  void aBroadcastToAllAtTheSameTimeTakesAsLongAsTheSlowest(Drop drop, TestJournal journal) {
    List<TestClient> crowd = Stream.generate(LoadScenariosIT::connect).limit(4).toList();
    CROWD.tells(crowd);
    drop.begin();
    crowd.get(0).send("{\"action\":\"tellAtOnce\"}");
    awaitStrikes(journal, 4);
    assertThat(strikes(journal).map(Faulted::at).distinct()).as("when posts begin").hasSize(1);
    pass(LONGEST_POST);
    endTold(crowd);
  }

  private static Stream<Faulted> strikes(TestJournal journal) {
    return journal.entries(Faulted.class).stream();
  }

  private static boolean isToldBy(String function, TestJournal journal) {
    return journal.entries(Invoked.class).stream()
        .anyMatch(entry -> entry.functionName().equals(function));
  }

  private static void endTold(List<TestClient> crowd) {
    for (TestClient each : crowd) {
      assertThat(each.next(PATIENCE)).isEqualTo("news");
      each.close();
    }
  }
}
