package dev.wsemulator.internal.function;

import static dev.wsemulator.internal.function.RunningFunctions.await;
import static dev.wsemulator.internal.function.RunningFunctions.call;
import static dev.wsemulator.internal.function.RunningFunctions.invoke;
import static dev.wsemulator.internal.function.RunningFunctions.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutionEnvironmentsTest {
  private final VirtualTime time = new VirtualTime(Instant.parse("2025-01-01T12:00:00Z"));
  private final RunningFunctions functions = new RunningFunctions(time);

  @AfterEach
  void close() {
    functions.close();
  }

  @Test
  void theFirstInvocationIsColdAndTheSecondIsWarm() {
    DeployedFunction function = functions.deploy("counting", "Counting::call");
    assertThat(call(function, "{}")).isEqualTo("\"1/1\"");
    assertThat(call(function, "{}")).isEqualTo("\"1/2\"");
    assertThat(functions.invocations().get(0).init()).isNotNull();
    assertThat(functions.invocations().get(1).init()).isNull();
    assertThat(functions.invocations()).allMatch(entry -> entry.outcome().equals("success"));
  }

  @Test
  void invocationsAtTheSameTimeHaveEnvironmentsOfTheirOwn() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    LambdaFunction meeting =
        event -> {
          both.countDown();
          both.await();
          return event;
        };
    DeployedFunction function = functions.runtime.deploy(FunctionDefinition.of("meet", meeting));
    CompletableFuture<InvocationResult> first = function.invoke(new byte[] {'1'});
    CompletableFuture<InvocationResult> second = function.invoke(new byte[] {'2'});
    assertThat(text(await(first)) + text(await(second))).isEqualTo("12");
    assertThat(functions.invocations()).allMatch(entry -> entry.init() != null);
  }

  @Test
  void reservedConcurrencyThrottlesWhatIsTooMuch() {
    CountDownLatch release = new CountDownLatch(1);
    LambdaFunction waiting =
        event -> {
          release.await();
          return event;
        };
    DeployedFunction function =
        functions.runtime.deploy(
            FunctionDefinition.of("narrow", waiting).toBuilder().reservedConcurrency(1).build());
    CompletableFuture<InvocationResult> first = function.invoke(new byte[] {'1'});
    assertThat(invoke(function, "2")).isInstanceOf(InvocationResult.Throttled.class);
    release.countDown();
    assertThat(text(await(first))).isEqualTo("1");
    assertThat(call(function, "3")).isEqualTo("3");
    assertThat(functions.invocations().get(0).outcome()).isEqualTo("throttled");
  }

  /** Observed item 71. */
  @Test
  void aHandlerIsInterruptedAtItsTimeout() throws Exception {
    SynchronousQueue<String> steps = new SynchronousQueue<>();
    LambdaFunction sleeping =
        event -> {
          steps.put("began");
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            steps.put("interrupted");
          }
          return event;
        };
    DeployedFunction function =
        functions.runtime.deploy(
            FunctionDefinition.of("sleepy", sleeping).toBuilder()
                .timeout(Duration.ofSeconds(3))
                .build());
    CompletableFuture<InvocationResult> result = function.invoke(new byte[] {'1'});
    assertThat(steps.take()).isEqualTo("began");
    time.advance(Duration.ofMillis(2_999));
    assertThat(result).isNotDone();
    time.advance(Duration.ofMillis(1));
    assertThat(steps.take()).isEqualTo("interrupted");
    assertThat(await(result))
        .isInstanceOfSatisfying(
            InvocationResult.TimedOut.class,
            timedOut ->
                assertThat(timedOut.message()).isEqualTo("Task timed out after 3.00 seconds"));
    assertThat(functions.invocations().get(0).outcome()).isEqualTo("timeout");
  }

  @Test
  void anEnvironmentThatTimedOutIsNotUsedAgain() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    LambdaFunction once =
        event -> {
          if (began.getCount() > 0) {
            began.countDown();
            new CountDownLatch(1).await();
          }
          return event;
        };
    DeployedFunction function =
        functions.runtime.deploy(
            FunctionDefinition.of("once", once).toBuilder().timeout(Duration.ofSeconds(1)).build());
    CompletableFuture<InvocationResult> slow = function.invoke(new byte[] {'1'});
    began.await();
    time.advance(Duration.ofSeconds(1));
    assertThat(await(slow)).isInstanceOf(InvocationResult.TimedOut.class);
    assertThat(call(function, "2")).isEqualTo("2");
    assertThat(functions.invocations().get(1).init()).isNotNull();
  }

  @Test
  void quickInvocationsShareOneTimer() {
    LambdaFunction echo = event -> event;
    DeployedFunction function = functions.runtime.deploy(FunctionDefinition.of("echo", echo));
    for (int i = 0; i < 100; i++) {
      call(function, "1");
    }
    assertThat(time.pending()).isEqualTo(1);
    time.advance(Duration.ofSeconds(60));
    assertThat(time.pending()).isZero();
  }

  @Test
  void theContextTellsTheTimeThatIsLeftAndWhoRuns() throws Exception {
    CompletableFuture<Context> seen = new CompletableFuture<>();
    CountDownLatch release = new CountDownLatch(1);
    RequestStreamHandler handler =
        (in, out, context) -> {
          seen.complete(context);
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new java.io.IOException(e);
          }
          context.getLogger().log("a line\n");
          out.write(context.getAwsRequestId().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        };
    DeployedFunction function = functions.runtime.deploy(FunctionDefinition.of("facts", handler));
    CompletableFuture<InvocationResult> result = function.invoke(new byte[] {'1'});
    Context context = seen.get();
    assertThat(context.getRemainingTimeInMillis()).isEqualTo(30_000);
    time.advance(Duration.ofSeconds(12));
    assertThat(context.getRemainingTimeInMillis()).isEqualTo(18_000);
    assertThat(context.getLogGroupName()).isEqualTo("/aws/lambda/facts");
    assertThat(context.getLogStreamName()).startsWith("2025/01/01/[$LATEST]");
    assertThat(context.getMemoryLimitInMB()).isEqualTo(512);
    release.countDown();
    assertThat(text(await(result))).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(functions.invocations().get(0).invocationId()).isEqualTo(context.getAwsRequestId());
  }

  @Test
  void theResultOfAFunctionThatHasEndedTakesEffectBeforeTheClockIsAdvanced() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    LambdaFunction waiting =
        event -> {
          go.await();
          return event;
        };
    DeployedFunction function = functions.runtime.deploy(FunctionDefinition.of("ends", waiting));
    CountDownLatch ended = new CountDownLatch(1);
    CompletableFuture<Long> effect = new CompletableFuture<>();
    Thread advancing = new Thread(() -> time.advance(Duration.ofMinutes(1)));
    function
        .invoke(new byte[] {'1'})
        .thenRun(
            () -> {
              ended.countDown();
              Awaitility.await().until(() -> advancing.getState() == Thread.State.TIMED_WAITING);
              effect.complete(time.nanos());
            });
    go.countDown();
    ended.await();
    advancing.start();
    assertThat(effect.get(20, TimeUnit.SECONDS)).isZero();
    advancing.join();
    assertThat(time.nanos()).isEqualTo(Duration.ofMinutes(1).toNanos());
  }
}
