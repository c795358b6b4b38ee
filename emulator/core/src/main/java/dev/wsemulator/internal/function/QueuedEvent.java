package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.lambda.AsyncConfig;
import dev.wsemulator.lambda.InvocationOutcome;
import dev.wsemulator.lambda.InvocationOutcome.Condition;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An event in the queue of a function. One attempt follows another, and each sees what the one
 * before has changed.
 */
final class QueuedEvent {
  private static final Duration FIRST_AFTER_THROTTLING = Duration.ofSeconds(1);
  private static final Duration LONGEST_AFTER_THROTTLING = Duration.ofMinutes(5);

  private final DeployedFunction function;
  private final InvocationRequest request;
  private final long queued;
  private final CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();
  private volatile TimeSource.Timer timer = () -> {};
  private volatile int attempts;
  private int errors;
  private Duration pause = FIRST_AFTER_THROTTLING;

  /**
   * Creates it.
   *
   * @param request the event, with the id that all attempts have
   * @param queued the clock's nanoseconds
   */
  QueuedEvent(DeployedFunction function, InvocationRequest request, long queued) {
    this.function = function;
    this.request = request;
    this.queued = queued;
  }

  DeployedFunction function() {
    return function;
  }

  InvocationRequest request() {
    return request;
  }

  AsyncConfig config() {
    return function.definition().asynchronous();
  }

  CompletableFuture<InvocationOutcome> outcome() {
    return outcome;
  }

  /** Returns how often the function was invoked, or was to be. */
  int attempts() {
    return attempts;
  }

  CompletableFuture<InvocationResult> attempt() {
    attempts++;
    return function.invoke(request);
  }

  /** Returns how long it is kept yet; not more than nothing if it is too old. */
  Duration rest(long nanos) {
    return config().longestAge().minusNanos(nanos - queued);
  }

  /** Returns whether an error leads to another attempt. */
  boolean mayRetry() {
    return errors < config().retries();
  }

  /**
   * Counts an error, and returns the pause after it.
   *
   * @param pauses the pauses after the first and after the second error
   */
  Duration afterError(List<Duration> pauses) {
    return pauses.get(errors++);
  }

  /** Returns the pause after an attempt that was throttled: each is twice as long. */
  Duration afterThrottling() {
    Duration now = pause;
    Duration twice = now.multipliedBy(2);
    pause = twice.compareTo(LONGEST_AFTER_THROTTLING) < 0 ? twice : LONGEST_AFTER_THROTTLING;
    return now;
  }

  void timer(TimeSource.Timer next) {
    timer = next;
  }

  void cancelTimer() {
    timer.cancel();
  }

  void end(Condition condition, String message) {
    outcome.complete(new InvocationOutcome(condition, attempts, message));
  }
}
