package dev.wsemulator.it.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.drop.SlowDeployments;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong right after a deployment. */
@ExtendWith(Repetitions.class)
class DeploymentScenariosIT {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int A_MINUTE_OF_PAUSES = 13;

  @RegisterExtension
  static final EmulatorExtension EXTENSION =
      EmulatorExtension.builder()
          .emulator(
              builder ->
                  builder
                      .function("Old", answering("old"))
                      .function("New", answering("new"))
                      .time(new VirtualTime())
                      .verifyIdentity(false))
          .build();

  @AfterEach
  void waitForOthers() {
    EXTENSION.emulator().time().advance(PAUSE); // in which others may connect again
  }

  private static LambdaFunction answering(String text) {
    return event -> "{\"statusCode\":200,\"body\":\"%s\"}".formatted(text).getBytes(UTF_8);
  }

  private static String ask(MadeStage stage) {
    try (TestClient client = TestClient.connect(stage.url())) {
      client.send("who are you?");
      return client.next();
    }
  }

  @SlowDeployments
  @Repeatedly
  void aScriptThatTestsAtOnceTestsTheOldVersion() throws IOException {
    MadeStage stage = new MadeStage(EXTENSION.emulator(), "Old");
    stage.change("New");
    assertThat(ask(stage)).isEqualTo("old");
  }

  @SlowDeployments
  @Repeatedly
  void aScriptThatWaitsUntilItHasSeenOnlyTheNewVersionForAMinuteTestsIt() throws IOException {
    MadeStage stage = new MadeStage(EXTENSION.emulator(), "Old");
    stage.change("New");
    int seen = 0;
    for (int attempt = 0; seen < A_MINUTE_OF_PAUSES; attempt++) {
      assertThat(attempt).as("attempts").isLessThan(40);
      seen = ask(stage).equals("new") ? seen + 1 : 0;
      EXTENSION.emulator().time().advance(PAUSE);
    }
    for (int test = 0; test < 3; test++) {
      assertThat(ask(stage)).isEqualTo("new");
      EXTENSION.emulator().time().advance(PAUSE);
    }
  }
}
