package dev.wsemulator.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.deployment.IntegrationInvoker;
import dev.wsemulator.internal.deployment.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Should the emulator fail, the client is told, and the author of the API. */
class GuardedInvokerTest {

  static Stream<IntegrationInvoker> broken() {
    return Stream.of(
        request -> {
          throw new IllegalStateException("broken");
        },
        request -> CompletableFuture.failedFuture(new IllegalStateException("broken")));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatFailsUnexpectedlyIsAnInternalErrorThatIsSaidToBeOurs(IntegrationInvoker invoker) {
    Outcome outcome = new GuardedInvoker(invoker).call(null).join();
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(Outcome.Failure.CONFIGURATION);
              assertThat(failed.why().code()).isEqualTo("emulator-failed");
              assertThat(failed.why().what()).contains("broken");
            });
  }
}
