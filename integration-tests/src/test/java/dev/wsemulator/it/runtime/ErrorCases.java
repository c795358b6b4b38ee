package dev.wsemulator.it.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.it.runtime.RunningFunction.Answer;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.testing.Aws;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Errors, as callers get them and logs show them. */
interface ErrorCases extends Cases {
  private void failsToStart(String handler) {
    String words = language().words(handler);
    try (RunningFunction running = start(function(handler))) {
      Answer answer = running.invoke("echo");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.error()).isEqualTo("Unhandled");
      assertThat(answer.payload()).matches(words);
      assertThat(running.log()).anyMatch(line -> line.startsWith("INIT_REPORT"));
      assertThat(running.invoke("echo").payload()).matches(words);
    }
  }

  @Test
  default void anErrorIsReturnedAndLoggedInTheLanguagesWords() {
    try (RunningFunction running = start()) {
      Answer answer = running.invoke(Map.of("do", "fail", "message", "no \"luck\""));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.error()).isEqualTo("Unhandled");
      assertThat(answer.payload()).matches(language().words("fail"));
      assertThat(String.join("\n", running.log(answer)))
          .containsPattern(language().words("fail.log"));
      assertThat(running.log(answer)).last().asString().startsWith("REPORT RequestId: ");
    }
  }

  @Test
  default void theEnvironmentOfAnErrorIsUsedAgain() {
    try (RunningFunction running = start()) {
      Object before = running.invoke("environment").members().get("environment");
      running.invoke(Map.of("do", "fail", "message", "again"));
      assertThat(running.invoke("environment").members())
          .containsEntry("environment", before)
          .containsEntry("invocations", 3);
    }
  }

  @Test
  @Aws("LP-03")
  default void theClientOfAMessageThatFailsIsToldSo() {
    try (RunningFunction running = start(function("starts.handler"));
        TestClient client = TestClient.connect(running.emulator().webSocketUrl())) {
      client.send("anything");
      assertThat(client.nextJson()).containsEntry("message", "Internal server error");
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  default void aHandlerThatIsNotThereIsNamed() {
    failsToStart("cases.missing");
  }

  @Test
  default void aModuleThatIsMissingIsNamed() {
    failsToStart("imports.handler");
  }

  @Test
  default void codeThatIsNotWellFormedIsNamed() {
    failsToStart("syntax.handler");
  }

  @Test
  default void anErrorOfTheStartIsReturnedAndTheStartIsTriedOnceMore() {
    failsToStart("starts.handler");
  }
}
