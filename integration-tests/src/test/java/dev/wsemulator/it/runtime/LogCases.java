package dev.wsemulator.it.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.it.runtime.RunningFunction.Answer;
import dev.wsemulator.lambda.LoggingConfig;
import dev.wsemulator.lambda.LoggingConfig.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is in the log of a function. */
interface LogCases extends Cases {
  @Test
  default void aLogInTextHasTheLinesOfLambdaAndOfTheFunction() {
    try (RunningFunction running = start()) {
      Answer answer = running.invoke(Map.of("do", "log", "text", "a line – übrig"));
      String id = answer.requestId();
      List<String> lines = running.log(answer);
      assertThat(lines).hasSize(4);
      assertThat(lines.get(0)).isEqualTo("START RequestId: %s Version: $LATEST".formatted(id));
      assertThat(lines.get(1)).matches(language().words("log").replace("ID", id));
      assertThat(lines.get(2)).isEqualTo("END RequestId: " + id);
      assertThat(lines.get(3))
          .matches(
              "REPORT RequestId: %s\tDuration: [0-9.]+ ms\tBilled Duration: \\d+ ms\tMemory Size: 512 MB\tMax Memory Used: [1-9]\\d* MB\tInit Duration: [0-9.]+ ms\t"
                  .formatted(id));
      assertThat(running.log())
          .first()
          .asString()
          .matches("INIT_START Runtime Version: .*\tRuntime Version ARN: arn:aws:lambda:.*");
    }
  }

  @Test
  default void aLogInJsonHasADocumentForEachEntry() {
    LoggingConfig json = LoggingConfig.json(Level.INFO, Level.INFO);
    try (RunningFunction running = start(function().logging(json))) {
      Answer answer = running.invoke(Map.of("do", "log", "text", "a line – übrig"));
      String id = answer.requestId();
      List<String> lines = running.log(answer);
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0))
          .contains("\"type\":\"platform.start\"", "\"requestId\":\"" + id + "\"");
      assertThat(lines.get(1)).matches(language().words("log.json").replace("ID", id));
      assertThat(lines.get(2))
          .contains(
              "\"type\":\"platform.report\"", "\"status\":\"success\"", "\"requestId\":\"" + id)
          .containsPattern("\"maxMemoryUsedMB\":[1-9]");
      assertThat(running.log()).first().asString().contains("\"type\":\"platform.initStart\"");
    }
  }

  @Test
  default void aCallerThatAsksForTheLogGetsItsEnd() {
    try (RunningFunction running = start()) {
      Answer answer =
          running
              .begin(Map.of("do", "log", "text", "to the caller"), "X-Amz-Log-Type", "Tail")
              .join();
      assertThat(answer.log())
          .contains("to the caller")
          .contains("REPORT RequestId: " + answer.requestId());
    }
  }

  @Test
  default void aLongLineIsOneEntry() {
    String text = "x".repeat(100_000);
    try (RunningFunction running = start()) {
      Answer answer = running.invoke(Map.of("do", "log", "text", text));
      assertThat(running.log(answer)).hasSize(4);
      assertThat(running.log(answer).get(1)).endsWith(text);
    }
  }
}
