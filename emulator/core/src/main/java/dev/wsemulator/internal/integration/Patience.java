package dev.wsemulator.internal.integration;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Waits for an answer no longer than a limit, without holding a thread. */
public final class Patience {
  private Patience() {}

  /**
   * Completes the answer when the limit is over, if it has not come by then.
   *
   * @param answer what is waited for
   * @param limit how long
   * @param time the clock
   * @param gaveUp the answer instead
   */
  public static <T> CompletableFuture<T> within(
      CompletableFuture<T> answer, Duration limit, TimeSource time, Supplier<T> gaveUp) {
    if (answer.isDone()) {
      return answer;
    }
    TimeSource.Timer timer = time.after(limit, () -> answer.completeAsync(gaveUp));
    return answer.whenComplete((result, failure) -> timer.cancel());
  }
}
