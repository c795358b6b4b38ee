package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Success;
import dev.wsemulator.internal.function.invocation.InvocationResult.Throttled;
import dev.wsemulator.lambda.InvocationOutcome;
import dev.wsemulator.lambda.InvocationOutcome.Condition;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Invokes functions for callers that do not wait, and again if that fails: twice after an error, or
 * as often as the function's configuration says, and until the event is too old while the function
 * is throttled. The waits before the retries after an error are one and two minutes of the
 * emulator's clock. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Asynchronous
 *     invocation: error handling</a>
 */
final class AsyncInvocations {
  private static final List<Duration> AFTER_ERROR =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

  private final TimeSource time;
  private final OutcomeDestinations destinations;

  /** The events that wait for their next attempt. */
  private final Set<QueuedEvent> waiting = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  AsyncInvocations(TimeSource time, OutcomeDestinations destinations) {
    this.time = time;
    this.destinations = destinations;
  }

  /**
   * Begins the first attempt.
   *
   * @param request the event, with the id that all attempts have
   */
  CompletableFuture<InvocationOutcome> begin(DeployedFunction function, InvocationRequest request) {
    QueuedEvent queued = new QueuedEvent(function, request, time.nanos());
    attempt(queued);
    return queued.outcome();
  }

  private void attempt(QueuedEvent event) {
    event.attempt().thenAccept(result -> complete(event, result));
  }

  private void complete(QueuedEvent event, InvocationResult result) {
    Duration rest = event.rest(time.nanos());
    if (result instanceof Success) {
      end(event, Condition.SUCCESS, result);
    } else if (closed) {
      event.end(Condition.EMULATOR_CLOSED, result.message());
    } else if (isHopeless(event, result)) {
      end(event, Condition.RETRIES_EXHAUSTED, result);
    } else if (rest.isZero() || rest.isNegative()) {
      end(event, Condition.EVENT_AGE_EXCEEDED, result);
    } else {
      Duration pause =
          result instanceof Throttled ? event.afterThrottling() : event.afterError(AFTER_ERROR);
      await(event, result, pause.compareTo(rest) < 0 ? pause : rest);
    }
  }

  /**
   * A function without concurrency gets no retries either.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html">Reserved
   *     concurrency</a>
   */
  private static boolean isHopeless(QueuedEvent event, InvocationResult result) {
    return result instanceof Throttled
        ? event.function().definition().reservedConcurrency().orElse(1) == 0
        : !event.mayRetry();
  }

  private void await(QueuedEvent event, InvocationResult last, Duration pause) {
    waiting.add(event);
    event.timer(
        time.after(
            pause,
            () -> {
              if (waiting.remove(event)) {
                again(event, last);
              }
            }));
    if (closed) {
      abandon(event);
    }
  }

  private void again(QueuedEvent event, InvocationResult last) {
    Duration rest = event.rest(time.nanos());
    if (rest.isZero() || rest.isNegative()) {
      end(event, Condition.EVENT_AGE_EXCEEDED, last);
    } else {
      attempt(event);
    }
  }

  private void end(QueuedEvent event, Condition condition, InvocationResult result) {
    destinations.tell(new OutcomeRecord(event, condition, result, time.now()));
    event.end(condition, result.message());
  }

  private void abandon(QueuedEvent event) {
    if (waiting.remove(event)) {
      event.cancelTimer();
      event.end(Condition.EMULATOR_CLOSED, "The emulator closed before the next attempt.");
    }
  }

  void close() {
    closed = true;
    waiting.forEach(this::abandon);
  }
}
