package dev.wsemulator.it.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.it.runtime.RunningFunction.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Invocations that end without an answer of the function, and what follows. */
interface EndCases extends Cases {
  /** How a function says its process; 0 if it has none of its own. */
  Pattern PROCESS = Pattern.compile("process (\\d+) ");

  /** Checks that the process that has written a line is gone. */
  private static void isGone(String log) {
    Matcher process = PROCESS.matcher(log);
    assertThat(process.find()).as(log).isTrue();
    long id = Long.parseLong(process.group(1));
    Awaitility.await().until(() -> id == 0 || ProcessHandle.of(id).isEmpty());
  }

  private void endsAtItsTimeout(Map<String, Object> event) {
    try (RunningFunction running = start(function().timeout(Duration.ofSeconds(1)))) {
      Object before = running.invoke("environment").members().get("environment");
      Answer answer = running.invoke(event);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.error()).isEqualTo("Unhandled");
      assertThat(answer.payload())
          .isEqualTo(
              "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: %s Error: Task timed out after 1.00 seconds\"}"
                  .formatted(answer.requestId()));
      assertThat(running.log(answer))
          .anyMatch(
              line -> line.endsWith(answer.requestId() + " Task timed out after 1.00 seconds"))
          .anyMatch(line -> line.startsWith("REPORT ") && line.contains("Status: timeout"));
      isGone(String.join("\n", running.log(answer)));
      assertThat(running.invoke("environment").members())
          .doesNotContainEntry("environment", before)
          .containsEntry("invocations", 1);
    }
  }

  private void endsWith(Map<String, Object> event, String how) {
    try (RunningFunction running = start()) {
      Object before = running.invoke("environment").members().get("environment");
      Answer answer = running.invoke(event);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.error()).isEqualTo("Unhandled");
      assertThat(answer.payload())
          .isEqualTo(
              "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: %s Error: Runtime exited %s\"}"
                  .formatted(answer.requestId(), how));
      assertThat(running.log(answer))
          .anyMatch(line -> line.contains(answer.requestId() + " Error: Runtime exited " + how))
          .anyMatch(line -> line.contains("Status: error\tError Type: Runtime.ExitError"));
      assertThat(running.invoke("environment").members())
          .doesNotContainEntry("environment", before)
          .containsEntry("invocations", 1);
    }
  }

  @Test
  default void anEndlessLoopEndsAtTheTimeout() {
    endsAtItsTimeout(Map.of("do", "loop"));
  }

  @Test
  default void aFunctionThatSleepsEndsAtTheTimeout() {
    endsAtItsTimeout(Map.of("do", "sleep", "millis", 600_000));
  }

  @Test
  default void anExitInTheHandlerIsAnErrorWithItsStatus() {
    endsWith(Map.of("do", "exit", "status", 3), language().words("exit"));
  }

  @Test
  default void anExitWithoutAnErrorIsAnErrorAsWell() {
    endsWith(Map.of("do", "exit", "status", 0), language().words("exit.0"));
  }

  @Test
  default void aProcessThatIsKilledByASignalIsAnErrorThatNamesIt() {
    needProcesses();
    endsWith(Map.of("do", "crash"), language().words("crash"));
  }
}
