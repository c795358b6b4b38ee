package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.RunningFunctions;
import dev.wsemulator.internal.function.process.system.HostSystem;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A child process has the system's clock, whatever clock the emulator has. */
class ClockOfTheProcessTest {
  private static final int TIMEOUT_MILLIS = 30_000;

  @Test
  void theRemainingTimeOfAnInvocationIsByTheClockOfTheProcess() {
    assumeTrue(
        HostSystem.current().find("python3").isPresent(), "There is no program \"python3\".");
    ChildProcess code =
        ChildProcess.inline(
            "python3.12",
            "index.handler",
            "def handler(event, context): return context.get_remaining_time_in_millis()");
    try (RunningFunctions functions = new RunningFunctions(new VirtualTime())) {
      DeployedFunction function =
          functions.runtime.deploy(
              FunctionDefinition.builder("remaining", code)
                  .timeout(Duration.ofMillis(TIMEOUT_MILLIS))
                  .build());
      assertThat(Integer.parseInt(RunningFunctions.call(function, "{}")))
          .isPositive()
          .isLessThanOrEqualTo(TIMEOUT_MILLIS);
    }
  }
}
