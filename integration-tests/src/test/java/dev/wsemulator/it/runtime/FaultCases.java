package dev.wsemulator.it.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.it.runtime.RunningFunction.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Faults at invocations, and how many may run. */
interface FaultCases extends Cases {
  private Answer struck(RunningFunction running, Fault fault) {
    running.emulator().faults().add(fault.at(FaultPoint.INVOCATION).once());
    return running.invoke("environment");
  }

  private static String environment(RunningFunction running) {
    return String.valueOf(running.invoke("environment").members().get("environment"));
  }

  private void losesItsEnvironment(Fault fault, String how) {
    try (RunningFunction running = start()) {
      String before = environment(running);
      Answer answer = struck(running, fault);
      assertThat(answer.error()).isEqualTo("Unhandled");
      assertThat(answer.payload())
          .contains("\"errorType\":\"Runtime.ExitError\"", "Runtime exited with error: " + how);
      assertThat(environment(running)).isNotEqualTo(before);
    }
  }

  @Test
  default void aThrottledInvocationDoesNotRun() {
    try (RunningFunction running = start()) {
      running.invoke("environment");
      Answer answer = struck(running, Fault.throttle());
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.payload()).contains("Rate Exceeded.");
      assertThat(running.invoke("environment").members()).containsEntry("invocations", 2);
    }
  }

  @Test
  default void aCrashEndsTheEnvironment() {
    losesItsEnvironment(Fault.crash(), "exit status 1");
  }

  @Test
  default void tooMuchMemoryEndsTheEnvironment() {
    losesItsEnvironment(Fault.outOfMemory(), "signal: killed");
  }

  @Test
  default void anErrorLeavesTheEnvironment() {
    try (RunningFunction running = start()) {
      String before = environment(running);
      assertThat(struck(running, Fault.error()).payload()).contains("A fault has made");
      assertThat(environment(running)).isEqualTo(before);
    }
  }

  @Test
  default void aColdStartIsANewEnvironment() {
    try (RunningFunction running = start()) {
      String before = environment(running);
      Answer answer = struck(running, Fault.coldStart());
      assertThat(answer.members())
          .doesNotContainEntry("environment", before)
          .containsEntry("invocations", 1);
      assertThat(running.log(answer)).anyMatch(line -> line.contains("Init Duration"));
    }
  }

  @Test
  default void anInvocationThatHappensTwiceRunsTwice() {
    try (RunningFunction running = start()) {
      running.emulator().faults().add(Fault.duplicate().at(FaultPoint.INVOCATION).once());
      running.invoke(Map.of("do", "log", "text", "once or twice"));
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(running.log())
                      .filteredOn(line -> line.endsWith("once or twice"))
                      .hasSize(2));
    }
  }

  @Test
  default void aSlowInvocationIsAnsweredLater() {
    Duration delay = Duration.ofMillis(300);
    try (RunningFunction running = start()) {
      String before = environment(running);
      long began = System.nanoTime();
      assertThat(struck(running, Fault.delay(delay)).members())
          .containsEntry("environment", before)
          .containsEntry("invocations", 2);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(delay);
    }
  }

  @Test
  default void reservedConcurrencyRefusesWhatIsBeyondIt() throws IOException {
    try (Gate gate = new Gate(2);
        RunningFunction running = start(function().reservedConcurrency(1))) {
      CompletableFuture<Answer> first = running.begin(Map.of("do", "meet", "url", gate.url()));
      Awaitility.await().until(() -> gate.most() == 1);
      Answer second = running.invoke("environment");
      assertThat(second.status()).isEqualTo(429);
      assertThat(second.headers().firstValue("x-amzn-ErrorType"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("TooManyRequestsException"));
      gate.pass();
      assertThat(first.join().value()).isNotNull();
      assertThat(running.invoke("environment").status()).isEqualTo(200);
    }
  }

  @Test
  default void anEventThatNobodyWaitsForRunsLater() {
    try (RunningFunction running = start()) {
      Answer answer =
          running
              .begin(Map.of("do", "log", "text", "later"), "X-Amz-Invocation-Type", "Event")
              .join();
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.payload()).isEmpty();
      Awaitility.await()
          .untilAsserted(() -> assertThat(running.log()).anyMatch(line -> line.endsWith("later")));
    }
  }

  @Test
  default void aDryRunDoesNotRun() {
    try (RunningFunction running = start()) {
      Answer answer =
          running
              .begin(Map.of("do", "log", "text", "dry"), "X-Amz-Invocation-Type", "DryRun")
              .join();
      assertThat(answer.status()).isEqualTo(204);
      assertThat(running.invoke("environment").members()).containsEntry("invocations", 1);
    }
  }
}
