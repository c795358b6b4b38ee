package dev.wsemulator.internal.function.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.RunningFunctions;
import dev.wsemulator.internal.function.environment.PendingTimers;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallersTimeTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final TimeSource clock = new CallersTime(time);
  private final RunningFunctions functions = new RunningFunctions(time);
  private final CompletableFuture<PendingTimers> timers = new CompletableFuture<>();

  @AfterEach
  void close() {
    functions.close();
  }

  private void run(Runnable handler) throws Exception {
    LambdaFunction function =
        event -> {
          timers.complete(Objects.requireNonNull(ThreadHome.handled()).timers());
          handler.run();
          return event;
        };
    functions
        .runtime
        .deploy(FunctionDefinition.of("timed", function))
        .invoke(new byte[] {'1'})
        .get(20, TimeUnit.SECONDS);
  }

  @Test
  void anInvocationKnowsOfATimerOfItsHandlerUntilThatHasRun() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    run(() -> clock.after(SECOND, ran::incrementAndGet));
    assertThat(timers.join().isAny()).isTrue();
    time.advance(SECOND);
    assertThat(timers.join().isAny()).isFalse();
    assertThat(ran).hasValue(1);
  }

  @Test
  void anInvocationKnowsOfATimerOfItsHandlerUntilThatIsCancelled() throws Exception {
    List<TimeSource.Timer> set = new ArrayList<>();
    AtomicInteger ran = new AtomicInteger();
    run(
        () -> {
          set.add(clock.after(SECOND, ran::incrementAndGet));
          set.add(clock.after(SECOND, ran::incrementAndGet));
        });
    set.get(0).cancel();
    set.get(0).cancel();
    assertThat(timers.join().isAny()).as("the other one is left").isTrue();
    set.get(1).cancel();
    assertThat(timers.join().isAny()).isFalse();
    time.advance(SECOND);
    assertThat(ran).hasValue(0);
  }

  @Test
  void aTimerOfAnotherThreadIsNotItsHandlers() throws Exception {
    run(
        () ->
            CompletableFuture.runAsync(
                    () -> clock.after(SECOND, () -> {}), task -> new Thread(task).start())
                .join());
    assertThat(timers.join().isAny()).isFalse();
  }
}
