package dev.wsemulator.internal.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.InvocationOutcome;
import dev.wsemulator.lambda.InvocationOutcome.Condition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncInvocationsTest {
  private final VirtualTime time = new VirtualTime();
  private final RunningFunctions functions = new RunningFunctions(time);
  private final LinkedBlockingQueue<String> calls = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    functions.close();
  }

  private String nextCall() throws InterruptedException {
    return calls.poll(5, TimeUnit.SECONDS);
  }

  private void awaitInvocations(int count) {
    Awaitility.await().until(() -> functions.invocations().size() == count);
  }

  /** One timer watches deadlines; the second is the retry's. */
  private void awaitRetryTimer() {
    Awaitility.await().until(() -> time.pending() == 2);
  }

  @Test
  void aFailingEventIsTriedThreeTimes() throws Exception {
    LambdaFunction failing =
        event -> {
          calls.add("called");
          throw new IllegalStateException("always");
        };
    functions.runtime.deploy(FunctionDefinition.of("failing", failing));
    CompletableFuture<InvocationOutcome> outcome =
        functions.runtime.invokeAsync("failing", new byte[] {'1'});
    assertThat(nextCall()).isEqualTo("called");
    for (int retry = 1; retry <= 2; retry++) {
      awaitRetryTimer();
      time.advance(Duration.ofMinutes(retry).minusMillis(1));
      assertThat(calls).isEmpty();
      time.advance(Duration.ofMillis(1));
      assertThat(nextCall()).isEqualTo("called");
    }
    awaitInvocations(3);
    time.advance(Duration.ofMinutes(10));
    assertThat(calls).isEmpty();
    assertThat(functions.invocations()).allMatch(entry -> entry.outcome().equals("error"));
    assertThat(outcome)
        .isCompletedWithValue(new InvocationOutcome(Condition.RETRIES_EXHAUSTED, 3, "always"));
  }

  @Test
  void whoeverInvokesIsToldThatTheEmulatorClosedBeforeTheNextAttempt() {
    LambdaFunction failing =
        event -> {
          throw new IllegalStateException("always");
        };
    functions.runtime.deploy(FunctionDefinition.of("failing", failing));
    CompletableFuture<InvocationOutcome> outcome =
        functions.runtime.invokeAsync("failing", new byte[] {'1'});
    awaitRetryTimer();
    assertThat(outcome).isNotDone();
    functions.close();
    assertThat(outcome)
        .isCompletedWithValueMatching(o -> o.condition() == Condition.EMULATOR_CLOSED);
  }

  @Test
  void aThrottledEventWaitsUntilThereIsRoom() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    LambdaFunction narrow =
        event -> {
          calls.add(new String(event, java.nio.charset.StandardCharsets.UTF_8));
          release.await();
          return event;
        };
    functions.runtime.deploy(
        FunctionDefinition.of("narrow", narrow).toBuilder().reservedConcurrency(1).build());
    functions.runtime.invokeAsync("narrow", new byte[] {'1'});
    assertThat(nextCall()).isEqualTo("1");
    CompletableFuture<InvocationOutcome> outcome =
        functions.runtime.invokeAsync("narrow", new byte[] {'2'});
    awaitRetryTimer();
    release.countDown();
    awaitInvocations(2);
    time.advance(Duration.ofSeconds(1));
    assertThat(nextCall()).isEqualTo("2");
    assertThat(outcome)
        .succeedsWithin(Duration.ofSeconds(5))
        .isEqualTo(new InvocationOutcome(Condition.SUCCESS, 2, ""));
  }

  @Test
  void anEventForAnUnknownFunctionIsLostAndItsSenderKnows() {
    assertThat(functions.runtime.invokeAsync("nobody", new byte[] {'1'}))
        .isCompletedWithValueMatching(o -> o.condition() == Condition.FUNCTION_NOT_FOUND);
    assertThat(functions.invocations()).isEmpty();
  }
}
