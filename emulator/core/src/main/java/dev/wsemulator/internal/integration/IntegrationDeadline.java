package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.function.NoTimeouts;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
   * Returns the response, or another one at the deadline if it has not arrived: one that arrives
   * later, even at the same time, is too late. Whatever the clock did since the beginning counts,
   * also what it does just now.
   *
   * @param answer what is waited for
   * @param gaveUp the answer instead
   */
  public <T> CompletableFuture<T> await(CompletableFuture<T> answer, Supplier<T> gaveUp) {
    if (answer.isDone() || time instanceof NoTimeouts) {
      return answer;
    }
    Awaited<T> awaited = new Awaited<>();
    answer.whenComplete(awaited::take); // first: who was there before the clock moved is in time
    Runnable giveUp = () -> awaited.giveUp(gaveUp);
    awaited.waits(time.after(Duration.ofNanos(Math.max(0, remaining())), giveUp));
    if (remaining() <= 0) {
      giveUp.run();
    }
    return awaited;
  }

  /** The first of two answers. It is decided which when the first is there, not when it is used. */
  private static final class Awaited<T> extends CompletableFuture<T> {
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile TimeSource.@Nullable Timer timer;

    void waits(TimeSource.Timer until) {
      timer = until;
      if (decided.get()) {
        until.cancel();
      }
    }

    void giveUp(Supplier<T> instead) {
      if (decided.compareAndSet(false, true)) {
        completeAsync(instead);
      }
    }

    void take(T result, @Nullable Throwable failure) {
      if (!decided.compareAndSet(false, true)) {
        return;
      }
      TimeSource.Timer until = timer;
      if (until != null) {
        until.cancel();
      }
      if (failure != null) {
        completeExceptionally(failure);
      } else {
        complete(result);
      }
    }
  }

  private long remaining() {
    return deadline - time.nanos();
  }
}
