package dev.wsemulator.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.FunctionRuntime;
import dev.wsemulator.internal.function.environment.FunctionRuntimeConfig;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FunctionOutcomesTest {
  private static final Duration LIMIT = Duration.ofSeconds(29);

  private final VirtualTime time = new VirtualTime();

  private CompletableFuture<Outcome> never(FunctionRuntime runtime, int seconds) {
    LambdaFunction nothing = event -> event;
    DeployedFunction function =
        runtime.deploy(
            FunctionDefinition.of("f" + seconds, (Object) nothing).toBuilder()
                .timeout(Duration.ofSeconds(seconds))
                .build());
    return FunctionOutcomes.within(
        new CompletableFuture<>(), function, IntegrationDeadline.of(LIMIT, time));
  }

  private FunctionRuntime runtime() {
    return new FunctionRuntime(
        FunctionRuntimeConfig.of("us-east-1", "123456789012").isolated(false).build(),
        time,
        new Journal());
  }

  /** A cold start may take ten seconds more than the function's timeout. */
  @Aws("LP-12")
  @Test
  void aFunctionThatMayOutlastTheGatewayWithItsColdStartIsGivenUp() {
    FunctionRuntime runtime = runtime();
    CompletableFuture<Outcome> outcome = never(runtime, 20);
    time.advance(LIMIT);
    Awaitility.await().until(outcome::isDone);
    assertThat(outcome.join())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure()).isEqualTo(Outcome.Failure.TIMED_OUT));
    runtime.close();
  }

  @Test
  void aFunctionThatEndsBeforeTheGatewayDoesNeedsNoTimer() {
    FunctionRuntime runtime = runtime();
    int before = time.pending();
    never(runtime, 3);
    assertThat(time.pending()).isEqualTo(before);
    runtime.close();
  }
}
