package dev.wsemulator.replay;

import static dev.wsemulator.replay.ReplayTest.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.journal.Difference;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.Recording;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.replay.OutsidePost.OutsideCall;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others than clients do is recorded and done again. */
class OutsideStepsTest {
  private static final String LONG = "x".repeat(100_000);

  @TempDir private Path folder;

  /** What clients and others do. */
  private interface Play {
    void run(Rig rig) throws Exception;
  }

  private static Rig echo() {
    return ReplayTest.echo().time(new VirtualTime());
  }

  private Path recorded(Play play) throws Exception {
    Path file = folder.resolve(UUID.randomUUID() + ".jsonl");
    try (Rig rig = echo().start()) {
      Recording recording = rig.emulator().record(file);
      play.run(rig);
      recording.close();
    }
    return file;
  }

  private static void expectSame(Path file) {
    try (Rig rig = echo().start()) {
      Replay.of(file).expectSame(rig.emulator());
    }
  }

  @Test
  void postsFromOutsideReachTheSameClients() throws Exception {
    Path file =
        recorded(
            rig -> {
              try (RawClient one = rig.open();
                  RawClient two = rig.open()) {
                String second = rig.lastId();
                assertThat(OutsidePost.send(rig, second, "news for " + second)).isEqualTo(200);
                assertThat(two.message()).isEqualTo("news for " + second);
                one.text("hello");
                one.message();
              }
            });
    expectSame(file);
  }

  @Test
  void aConnectionThatIsDeletedAndACallAfterItAreTheSame() throws Exception {
    Path file =
        recorded(
            rig -> {
              try (RawClient client = rig.open()) {
                String id = rig.lastId();
                assertThat(OutsidePost.call(rig, new OutsideCall("GET", id, ""), AccessKey.TEST))
                    .isEqualTo(200);
                assertThat(OutsidePost.call(rig, new OutsideCall("DELETE", id, ""), AccessKey.TEST))
                    .isEqualTo(204);
                assertThat(client.read().closeCode()).isEqualTo(1000);
                rig.journal().next(Closed.class, PATIENCE);
                assertThat(OutsidePost.send(rig, id, "too late")).isEqualTo(410);
              }
            });
    expectSame(file);
    String changed = Files.readString(file).replace("\"status\":410", "\"status\":200");
    Files.writeString(file, changed);
    try (Rig rig = echo().start()) {
      assertThat(Replay.of(file).on(rig.emulator()))
          .map(Difference::toString)
          .hasValueSatisfying(
              words ->
                  assertThat(words)
                      .contains("expected the status 200, but was 410.", "after:    \"too late\""));
    }
  }

  @Test
  void postsOfAFunctionAreNoSteps() throws Exception {
    Path file =
        recorded(
            rig -> {
              try (RawClient client = rig.open()) {
                String name = "f-default";
                AccessKey key = AccessKey.of(name);
                assertThat(
                        OutsidePost.call(
                            rig, new OutsideCall("POST", rig.lastId(), "of a function"), key))
                    .isIn(200, 403);
                client.text("hello");
                client.message();
              }
            });
    assertThat(Files.readString(file)).doesNotContain("\"event\":\"call\"");
  }

  @Test
  void rulesAndStrikesHappenAgainToTheConnectionsThatTheyHit() throws Exception {
    Path file =
        recorded(
            rig -> {
              try (RawClient one = rig.open();
                  RawClient two = rig.open()) {
                String second = rig.lastId();
                Fault end = Fault.close(4001, "no");
                String rule =
                    rig.emulator()
                        .faults()
                        .add(end.at(FaultPoint.FROM_CLIENT).forConnection(second));
                two.text("hello");
                assertThat(two.read().closeCode()).isEqualTo(4001);
                rig.emulator().faults().remove(rule);
                one.text("hello");
                one.message();
                rig.emulator().begin(Scenario.RECONNECT_STORM);
                assertThat(one.read().closeCode()).isEqualTo(1001);
              }
            });
    try (Rig rig = echo().start()) {
      Replay.of(file).expectSame(rig.emulator());
      assertThat(rig.emulator().faults().active()).isEmpty();
    }
  }

  @Test
  void aRuleThatIsInForceWhenARecordingBeginsIsItsFirstStep() throws Exception {
    Path file = folder.resolve("rule.jsonl");
    try (Rig rig = echo().start()) {
      rig.emulator().faults().add(Fault.duplicate().at(FaultPoint.TO_CLIENT));
      Recording recording = rig.emulator().record(file);
      try (RawClient client = rig.open()) {
        client.text("hello");
        assertThat(List.of(client.message(), client.message())).containsOnly("hello");
      }
      recording.close();
    }
    assertThat(Files.readAllLines(file).get(1)).contains("\"event\":\"fault\"", "DUPLICATE");
    expectSame(file);
  }

  @Test
  void aClientOfWhichNobodyHearsAnythingEndsUnseenAgain() throws Exception {
    Path file =
        recorded(
            rig -> {
              try (RawClient client = rig.open()) {
                rig.emulator().begin(Scenario.HALF_OPEN);
                assertThat(OutsidePost.send(rig, rig.lastId(), "into the void")).isEqualTo(200);
                rig.emulator().time().advance(Duration.ofMinutes(11));
                rig.journal().next(Closed.class, PATIENCE);
                client.text("is anybody there?");
              }
            });
    assertThat(Files.readString(file)).contains("\"by\":\"unseen\"");
    expectSame(file);
  }

  @Test
  void aClientThatDoesNotReadIsSentAsMuchAsItTook() throws Exception {
    Path file =
        recorded(
            rig -> {
              try (RawClient client = rig.open()) {
                String id = rig.lastId();
                int status = 200;
                for (int i = 0; status == 200; i++) {
                  status = OutsidePost.send(rig, id, i + LONG);
                }
                assertThat(status).isEqualTo(429);
                for (int i = 0; i < 30; i++) {
                  assertThat(client.message()).startsWith(i + "x");
                }
                OutsidePost.send(rig, id, "and now");
              }
            });
    assertThat(Files.readString(file)).contains("\"event\":\"waiting\"", "\"status\":429");
    expectSame(file);
  }

  @Test
  void allDifferencesAreFoundIfThatIsWanted() throws Exception {
    Path file =
        recorded(
            rig -> {
              try (RawClient client = rig.open()) {
                for (String text : List.of("one", "two", "three")) {
                  client.text(text);
                  client.message();
                }
              }
            });
    String changed = Files.readString(file);
    for (String text : List.of("one", "three")) {
      changed = changed.replaceAll("(receive.*)\"" + text + "\"", "$1\"" + text + " before\"");
    }
    Files.writeString(file, changed);
    try (Rig rig = echo().start()) {
      assertThat(Replay.of(file).differences(rig.emulator()))
          .extracting(Difference::actual)
          .containsExactly("\"one\"", "\"three\"");
      assertThat(Replay.of(file).on(rig.emulator())).map(Difference::actual).contains("\"one\"");
    }
  }
}
