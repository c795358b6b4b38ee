package dev.wsemulator.junit.report;

import static dev.wsemulator.junit.assertions.WebSocketAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.TestJournal;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Waits end early when nothing can come any more. */
@Isolated("the work of other tests in this JVM keeps waits from ending")
class StandstillTest {
  private static final String NOTHING =
      "Nothing can come any more: the virtual clock stands still, no function runs";

  private final CountDownLatch release = new CountDownLatch(1);
  private final LambdaFunction held =
      event -> {
        if (new String(event, UTF_8).contains("hold")) {
          release.await();
        }
        return "{\"statusCode\":200,\"body\":\"hello\"}".getBytes(UTF_8);
      };

  @RegisterExtension
  final EmulatorExtension standing =
      EmulatorExtension.builder()
          .api(
              WebSocketApi.builder("chat")
                  .route(Route.twoWay("$default", Integration.lambdaProxy("Held")))
                  .build())
          .function("Held", held)
          .virtualTime()
          .build();

  private static Duration lasts(Runnable wait) {
    long begin = System.nanoTime();
    assertThatThrownBy(wait::run).isInstanceOf(AssertionError.class).hasMessageContaining(NOTHING);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  void everyWaitOfTheClassEndsEarly(TestClient client, TestJournal journal) {
    List<Runnable> waits =
        List.of(client::next, client::expectClose, () -> journal.next(Closed.class));
    Stream<Duration> durations = waits.stream().parallel().map(StandstillTest::lasts);
    assertThat(durations.toList())
        .allSatisfy(
            each -> assertThat(each).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(15)));
  }

  @Test
  void aDelayEndsItAsTheClockStands(TestClient client, TimeSource time) {
    standing
        .emulator()
        .faults()
        .add(Fault.delay(Duration.ofSeconds(5)).at(FaultPoint.TO_CLIENT).once());
    client.send("hello?");
    lasts(client::next);
    time.advance(Duration.ofSeconds(5));
    assertThat(client.next()).isEqualTo("hello");
  }

  @Test
  void aFunctionThatRunsIsAwaited(TestClient client, TestJournal journal) {
    client.send("hold");
    journal.next(Invoking.class);
    Standstill.Wait wait = Standstill.of(standing.emulator()).begin(Duration.ofMillis(2500));
    assertThat(wait.await(journal.whole(), () -> false)).isFalse();
    assertThat(wait.limit()).isEqualTo("PT2.5S");
    release.countDown();
    assertThat(client.next()).isEqualTo("hello");
  }

  @Test
  void aLimitOfItsOwnIsKept(TestClient client) {
    assertThatThrownBy(() -> client.next(Duration.ofMillis(2300)))
        .hasMessageStartingWith("No message came within PT2.3S;");
  }
}
