package dev.wsemulator.internal.deployment;

import java.util.concurrent.CompletableFuture;

/** The back end of a route on a stage, ready to be called. Thread-safe; never blocks. */
public interface IntegrationInvoker {

  /** Calls the back end; the future is never completed exceptionally. */
  CompletableFuture<Outcome> call(IntegrationRequest request);

  /**
   * Returns whether a call runs nothing but a function's own thread, so that a reader may make it.
   */
  default boolean isQuick() {
    return false;
  }

  /**
   * Returns whether the messages of one connection are sent one after the other, because the back
   * end keeps their order.
   */
  default boolean keepsOrder() {
    return false;
  }

  /** Returns whether a call invokes a function, so that it has an id of Lambda's. */
  default boolean isInvocation() {
    return false;
  }

  /** Returns whether there is no back end, so that no latency is measured. */
  default boolean isMock() {
    return false;
  }
}
