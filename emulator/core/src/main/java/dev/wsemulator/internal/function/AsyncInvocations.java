package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Success;
import dev.wsemulator.internal.function.invocation.InvocationResult.Throttled;
import dev.wsemulator.journal.Origin;
import dev.wsemulator.lambda.InvocationOutcome;
import dev.wsemulator.lambda.InvocationOutcome.Condition;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Invokes functions for callers that do not wait, and again if that fails: twice after an error,
 * and for six hours while the function is throttled. Lambda waits one and two minutes before the
 * retries after an error; this waits one and two seconds, so that a developer sees them.
 * Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Asynchronous
 *     invocation: error handling</a>
 */
final class AsyncInvocations {
  private static final List<Duration> AFTER_ERROR =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));
  private static final Duration FIRST_AFTER_THROTTLING = Duration.ofSeconds(1);
  private static final Duration LONGEST_AFTER_THROTTLING = Duration.ofMinutes(5);
  private static final Duration MAX_AGE = Duration.ofHours(6);

  private final TimeSource time;

  /** The events that wait for their next attempt. */
  private final Set<Pending> waiting = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  AsyncInvocations(TimeSource time) {
    this.time = time;
  }

  /**
   * Begins the first attempt.
   *
   * @param qualifier the alias or version that is called, or {@code null}
   */
  CompletableFuture<InvocationOutcome> begin(
      DeployedFunction function, byte[] event, @Nullable String qualifier) {
    Pending pending =
        new Pending(
            function,
            new InvocationRequest(event.clone(), Origin.NONE, null, qualifier),
            time.nanos());
    attempt(pending);
    return pending.outcome;
  }

  /** An event. One attempt follows another, each of which sees what the one before wrote. */
  private static final class Pending {
    private final DeployedFunction function;
    private final InvocationRequest request;
    private final long queued;
    private final CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();
    private volatile TimeSource.Timer timer = () -> {};
    private volatile int attempts;
    private int errors;
    private Duration pause = FIRST_AFTER_THROTTLING;

    Pending(DeployedFunction function, InvocationRequest request, long queued) {
      this.function = function;
      this.request = request;
      this.queued = queued;
    }

    void end(Condition condition, String message) {
      outcome.complete(new InvocationOutcome(condition, attempts, message));
    }

    Duration nextPause(InvocationResult result) {
      if (!(result instanceof Throttled)) {
        return AFTER_ERROR.get(errors++);
      }
      Duration now = pause;
      Duration twice = now.multipliedBy(2);
      pause = twice.compareTo(LONGEST_AFTER_THROTTLING) < 0 ? twice : LONGEST_AFTER_THROTTLING;
      return now;
    }
  }

  private void attempt(Pending pending) {
    pending.attempts++;
    pending.function.invoke(pending.request).thenAccept(result -> complete(pending, result));
  }

  private void complete(Pending pending, InvocationResult result) {
    boolean old = time.nanos() - pending.queued > MAX_AGE.toNanos();
    if (result instanceof Success) {
      pending.end(Condition.SUCCESS, "");
    } else if (closed) {
      pending.end(Condition.EMULATOR_CLOSED, result.message());
    } else if (!old && (result instanceof Throttled || pending.errors < AFTER_ERROR.size())) {
      retry(pending, pending.nextPause(result));
    } else {
      String name = pending.function.definition().name();
      pending.function.log().warn("Function {}: an event is dropped after the last retry.", name);
      pending.end(
          old ? Condition.EVENT_AGE_EXCEEDED : Condition.RETRIES_EXHAUSTED, result.message());
    }
  }

  private void retry(Pending pending, Duration delay) {
    waiting.add(pending);
    pending.timer =
        time.after(
            delay,
            () -> {
              if (waiting.remove(pending)) {
                attempt(pending);
              }
            });
    if (closed) {
      abandon(pending);
    }
  }

  private void abandon(Pending pending) {
    if (waiting.remove(pending)) {
      pending.timer.cancel();
      pending.end(Condition.EMULATOR_CLOSED, "The emulator closed before the next attempt.");
    }
  }

  void close() {
    closed = true;
    waiting.forEach(this::abandon);
  }
}
