package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.function.NoTimeouts;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Waits for an answer no longer than a limit, without holding a thread. */
public final class IntegrationDeadline {
  private final Duration limit;
  private final TimeSource time;
  private final long deadline;

  private IntegrationDeadline(Duration limit, TimeSource time) {
    this.limit = limit;
    this.time = time;
    this.deadline = time.nanos() + limit.toNanos();
  }

  /** Returns patience that ends when the limit is over, counted from now. */
  public static IntegrationDeadline of(Duration limit, TimeSource time) {
    return new IntegrationDeadline(limit, time);
  }

  /** Returns how long it is. */
  Duration limit() {
    return limit;
  }

  /** Returns whether it ends no sooner than something that takes so long at most. */
  boolean outlasts(Duration longest) {
    return longest.compareTo(limit) < 0;
  }

  /**
   * Completes the response at the deadline, if it has not arrived. Whatever the clock did since the
   * beginning counts, also what it does just now.
   *
   * @param answer what is waited for
   * @param gaveUp the answer instead
   */
  public <T> CompletableFuture<T> await(CompletableFuture<T> answer, Supplier<T> gaveUp) {
    if (answer.isDone() || time instanceof NoTimeouts) {
      return answer;
    }
    Runnable giveUp = () -> answer.completeAsync(gaveUp);
    TimeSource.Timer timer = time.after(Duration.ofNanos(Math.max(0, remaining())), giveUp);
    if (remaining() <= 0) {
      giveUp.run();
    }
    return answer.whenComplete((result, failure) -> timer.cancel());
  }

  private long remaining() {
    return deadline - time.nanos();
  }
}
