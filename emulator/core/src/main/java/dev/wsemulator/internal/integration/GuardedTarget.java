package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.routing.Outcome;
import dev.wsemulator.internal.routing.Outcome.Failure;
import dev.wsemulator.internal.routing.Target;
import dev.wsemulator.internal.routing.TargetRequest;
import java.util.concurrent.CompletableFuture;

/**
 * Makes an outcome of whatever goes wrong in another target, so that its client is told.
 *
 * @param target the other target
 */
record GuardedTarget(Target target) implements Target {

  @Override
  public CompletableFuture<Outcome> call(TargetRequest request) {
    try {
      return target.call(request).exceptionally(GuardedTarget::failed);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(failed(e));
    }
  }

  private static Outcome failed(Throwable failure) {
    return new Outcome.Failed(
        Failure.CONFIGURATION, "Execution failed due to an internal error: " + failure);
  }

  @Override
  public boolean isInvocation() {
    return target.isInvocation();
  }

  @Override
  public boolean isMock() {
    return target.isMock();
  }
}
