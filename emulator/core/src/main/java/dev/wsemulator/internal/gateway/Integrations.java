package dev.wsemulator.internal.gateway;

import dev.wsemulator.internal.function.InvocationResult;
import dev.wsemulator.internal.routing.DeployedRoute;
import dev.wsemulator.time.TimeSource;
import java.util.concurrent.CompletableFuture;

/**
 * Calls a route's function and waits no longer than the integration's timeout, without holding a
 * thread.
 */
final class Integrations {

  /** How a call ended. */
  sealed interface Outcome {
    /**
     * The function answered.
     *
     * @param payload its answer
     */
    record Answered(byte[] payload) implements Outcome {}

    /** The function failed. */
    record FunctionFailed() implements Outcome {}

    /** The function may not, or cannot, be invoked. */
    record Rejected() implements Outcome {}

    /** The gateway stopped waiting; the function goes on. */
    record GaveUp() implements Outcome {}
  }

  private final TimeSource time;

  Integrations(TimeSource time) {
    this.time = time;
  }

  /**
   * Returns the outcome of invoking the route's function with the event; never completes
   * exceptionally.
   */
  CompletableFuture<Outcome> invoke(DeployedRoute route, byte[] event) {
    if (route.function() == null) {
      return CompletableFuture.completedFuture(new Outcome.Rejected());
    }
    CompletableFuture<Outcome> outcome =
        route.function().invoke(event).thenApply(Integrations::outcome);
    boolean mayOutlastUs = route.function().definition().timeout().compareTo(route.timeout()) >= 0;
    if (!mayOutlastUs || outcome.isDone()) {
      return outcome;
    }
    TimeSource.Timer timer =
        time.after(route.timeout(), () -> outcome.completeAsync(Outcome.GaveUp::new));
    return outcome.whenComplete((result, failure) -> timer.cancel());
  }

  private static Outcome outcome(InvocationResult result) {
    if (result instanceof InvocationResult.Success success) {
      return new Outcome.Answered(success.payload());
    }
    return result instanceof InvocationResult.Throttled
        ? new Outcome.Rejected()
        : new Outcome.FunctionFailed();
  }
}
