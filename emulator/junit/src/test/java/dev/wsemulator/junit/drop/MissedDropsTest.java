package dev.wsemulator.junit.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.Results;
import dev.wsemulator.junit.TestClient;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;

/** A test that passes although its drop struck nobody, fails and says why. */
class MissedDropsTest {
  private static final List<Scenario> NEED_CLIENTS =
      List.of(
          Scenario.RECONNECT_STORM,
          Scenario.TWO_HOUR_LIMIT,
          Scenario.HALF_OPEN,
          Scenario.IDLE_LIMIT,
          Scenario.HALF_OF_CLIENTS_LOST,
          Scenario.ROLLING_DRAIN,
          Scenario.NAT_TIMEOUT,
          Scenario.TOKEN_EXPIRES,
          Scenario.NETWORK_STALLS,
          Scenario.ADDRESS_CHANGES);

  private static EmulatorExtension empty(Duration idleTimeout) {
    return EmulatorExtension.builder()
        .api(WebSocketApi.builder("empty").build())
        .quotas(quotas -> quotas.idleTimeout(idleTimeout))
        .virtualTime()
        .build();
  }

  static class NobodyIsThere {
    @RegisterExtension final EmulatorExtension own = empty(Quotas.aws().idleTimeout());

    @StaleConnection
    @Test
    void staleConnection() {}

    @PostDuringConnect
    @Test
    void postDuringConnect(TestClient connectedBefore) {}

    @DisconnectNeverDelivered
    @Test
    void disconnectNeverDelivered(TestClient closedAfterwards) {}

    @ReconnectStorm
    @Test
    void reconnectStorm() {}

    @IdleLimit
    @Test
    void idleLimit() {}

    @TwoHourLimit
    @Test
    void twoHourLimit() {}

    @HalfOpen
    @Test
    void halfOpen() {}

    @SlowConsumer
    @Test
    void slowConsumer(TestClient client) {}

    @DuplicateDelivery
    @Test
    void duplicateDelivery() {}

    @FunctionTimeout
    @Test
    void functionTimeout() {}

    @ThrottledBroadcast
    @Test
    void throttledBroadcast() {}

    @LargeMessage
    @Test
    void largeMessage(TestClient client) {
      client.send("small");
    }

    @SlowDeployments
    @Test
    void slowDeployments() {}

    @OutOfOrder
    @Test
    void outOfOrder() {}

    @PartialBroadcastFailure
    @Test
    void partialBroadcastFailure() {}

    @StreamLags
    @Test
    void streamLags() {}

    @QueueDeliversTwice
    @Test
    void queueDeliversTwice() {}

    @PoisonedBatch
    @Test
    void poisonedBatch() {}

    @ScheduleFiresLate
    @Test
    void scheduleFiresLate() {}

    @HalfOfClientsLost
    @Test
    void halfOfClientsLost() {}

    @RollingDrain
    @Test
    void rollingDrain() {}

    @NatTimeout
    @Test
    void natTimeout() {}

    @TokenExpires
    @Test
    void tokenExpires() {}

    @NetworkStalls
    @Test
    void networkStalls() {}

    @ProxyAnswers502
    @Test
    void proxyAnswers502() {}

    @AddressChanges
    @Test
    void addressChanges() {}

    @StaleRead
    @Test
    void staleRead() {}

    @LaggingIndex
    @Test
    void laggingIndex() {}

    @S3EventLost
    @Test
    void s3EventLost() {}

    @ColdStartStorm
    @Test
    void coldStartStorm() {}

    @ConcurrencyExhausted
    @Test
    void concurrencyExhausted() {}

    @SlowPosts
    @Test
    void slowPosts() {}
  }

  /** The tests run once for all that look at their results. */
  private static final class Missed {
    static final Results RESULTS = Results.inParallel(NobodyIsThere.class);
  }

  private static Scenario scenario(Method method) {
    return AnnotationSupport.findAnnotation(method, InScenario.class).orElseThrow().value();
  }

  @Test
  void aTestOfEveryScenarioFailsThatStrikesNobody() {
    Results results = Missed.RESULTS;
    assertThat(results.passed()).isZero();
    List<Method> methods =
        Arrays.stream(NobodyIsThere.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .toList();
    assertThat(methods)
        .extracting(MissedDropsTest::scenario)
        .containsExactlyInAnyOrder(Scenario.values());
    for (Method method : methods) {
      Scenario scenario = scenario(method);
      Throwable failure = results.failure(method.getName());
      assertThat(failure)
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith(
              "The drop of %s never came, so the test has shown nothing.".formatted(scenario));
      if (NEED_CLIENTS.contains(scenario)) {
        assertThat(failure)
            .hasMessageContaining("open when it begins, and there was none. Let clients connect");
      } else if (scenario != Scenario.LARGE_MESSAGE) {
        assertThat(failure)
            .hasMessageContaining("waits for " + scenario.rules().get(0).point().occasion())
            .hasMessageContaining(
                method.getParameterCount() == 0
                    ? "No connection was open when it began."
                    : "Open when it began: ");
      }
    }
  }

  @Test
  void aFailureSaysWhatWasWaitedForAndWhatToDo() {
    Results results = Missed.RESULTS;
    assertThat(results.failure("staleConnection"))
        .hasMessage(
            "The drop of STALE_CONNECTION never came, so the test has shown nothing. Its rule"
                + " fault-1 (reset at TO_CLIENT) waits for a message to a client, and none was"
                + " struck. No connection was open when it began. Let a client be sent a message"
                + " while the test runs. If it has to begin at a certain moment, take a Drop as a"
                + " parameter.");
    assertThat(results.failure("postDuringConnect"))
        .hasMessageContaining(
            "waits for a function that has done its work, only for route $connect")
        .hasMessageContaining("Clients that are parameters of the test connect before it begins");
    assertThat(results.failure("largeMessage"))
        .hasMessageContaining("No connection was closed with 1009. Send a message of more than 32");
  }

  static class Otherwise {
    @RegisterExtension final EmulatorExtension own = empty(Duration.ofHours(1));

    @IdleLimit
    @Test
    void limitIsFarAway(TestClient client) {
      client.send("too late to keep it open");
      client.next();
    }

    @HalfOpen
    @Test
    void neverBegins(TestClient client, Drop drop) {}

    @HalfOpen
    @Test
    void beginsForNobody(TestClient client, Drop drop) {
      drop.begin(Matcher.connection("another"));
    }

    @OutOfOrder
    @Test
    void failsAnyway() {
      throw new IllegalStateException("its own failure");
    }

    @OutOfOrder
    @Test
    void isAborted() {
      Assumptions.abort("not today");
    }

    @OutOfOrder
    @RepeatedTest(1)
    void isRepeated() {}

    @OutOfOrder
    @TestFactory
    Stream<DynamicTest> makesTests() {
      return Stream.of(DynamicTest.dynamicTest("made", () -> {}));
    }

    @OutOfOrder
    @Nested
    class Inner {
      @Test
      void isNested() {}
    }
  }

  @Test
  void whatElseCanMissSaysSo() {
    Results results = Results.inParallel(Otherwise.class);
    String head = "The drop of OUT_OF_ORDER never came";
    assertThat(results.failure("limitIsFarAway"))
        .hasMessageContaining("PT10M passed, and no connection reached the idle limit")
        .hasMessageContaining("Open when it began: ");
    assertThat(results.failure("neverBegins"))
        .hasMessageContaining("takes a Drop as a parameter and never called Drop.begin().");
    assertThat(results.failure("beginsForNobody")).hasMessageContaining("and there was none");
    assertThat(results.failure("failsAnyway")).hasMessage("its own failure");
    assertThat(results.failure("isAborted")).hasMessageContaining("not today");
    assertThat(results.failure("repetition 1 of 1")).hasMessageStartingWith(head);
    assertThat(results.failure("makesTests")).hasMessageStartingWith(head);
    assertThat(results.failure("isNested")).hasMessageStartingWith(head);
  }

  @Test
  void timeThatHasToPassNeedsAVirtualClock() {
    WebSocketApi api = WebSocketApi.builder("empty").build();
    try (WebSocketApiEmulator emulator = WebSocketApiEmulator.builder().api(api).start()) {
      Drop drop = new Drop(emulator, Scenario.IDLE_LIMIT);
      assertThatThrownBy(drop::begin)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("new VirtualTime()");
      assertThat(drop.end(Duration.ZERO)).as("it has failed already").isEmpty();
    }
  }
}
