package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.deployment.IntegrationInvoker;
import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.deployment.Outcome.Failure;
import dev.wsemulator.journal.Reason;
import java.util.concurrent.CompletableFuture;

/**
 * Turns unexpected failures of another invoker into an outcome, so that the client receives an
 * error.
 *
 * @param invoker the other target
 */
record GuardedInvoker(IntegrationInvoker invoker) implements IntegrationInvoker {

  @Override
  public CompletableFuture<Outcome> call(IntegrationRequest request) {
    try {
      return invoker.call(request).exceptionally(GuardedInvoker::failed);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(failed(e));
    }
  }

  private static Outcome failed(Throwable failure) {
    return new Outcome.Failed(
        Failure.CONFIGURATION,
        "Execution failed due to an internal error: " + failure,
        Reason.of("emulator-failed", "Internal error of the emulator: " + failure)
            .advice("Please report it, with the integration and the message."));
  }

  @Override
  public boolean isInvocation() {
    return invoker.isInvocation();
  }

  @Override
  public boolean keepsOrder() {
    return invoker.keepsOrder();
  }

  @Override
  public boolean isMock() {
    return invoker.isMock();
  }
}
