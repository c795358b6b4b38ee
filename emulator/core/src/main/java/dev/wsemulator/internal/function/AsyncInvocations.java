package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.InvocationResult.Success;
import dev.wsemulator.internal.function.InvocationResult.Throttled;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
  private final Set<TimeSource.Timer> timers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  AsyncInvocations(TimeSource time) {
    this.time = time;
  }

  void begin(DeployedFunction function, byte[] event) {
    attempt(new Pending(function, event.clone(), time.nanos(), 0, FIRST_AFTER_THROTTLING));
  }

  private record Pending(
      DeployedFunction function, byte[] event, long queued, int errors, Duration pause) {

    Pending afterError() {
      return new Pending(function, event, queued, errors + 1, pause);
    }

    Pending afterThrottling() {
      Duration twice = pause.multipliedBy(2);
      Duration next =
          twice.compareTo(LONGEST_AFTER_THROTTLING) < 0 ? twice : LONGEST_AFTER_THROTTLING;
      return new Pending(function, event, queued, errors, next);
    }
  }

  private void attempt(Pending pending) {
    pending.function().invoke(pending.event()).thenAccept(result -> complete(pending, result));
  }

  private void complete(Pending pending, InvocationResult result) {
    if (closed || result instanceof Success) {
      return;
    }
    boolean old = time.nanos() - pending.queued() > MAX_AGE.toNanos();
    if (result instanceof Throttled && !old) {
      later(pending.pause(), pending.afterThrottling());
    } else if (pending.errors() < AFTER_ERROR.size() && !old) {
      later(AFTER_ERROR.get(pending.errors()), pending.afterError());
    } else {
      DeployedFunction function = pending.function();
      String name = function.definition().name();
      function.log().warn("Function {}: an event is dropped after the last retry.", name);
    }
  }

  private void later(Duration delay, Pending pending) {
    Retry retry = new Retry();
    timers.add(retry);
    retry.timer =
        time.after(
            delay,
            () -> {
              if (timers.remove(retry) && !closed) {
                attempt(pending);
              }
            });
  }

  private static final class Retry implements TimeSource.Timer {
    private volatile TimeSource.Timer timer = () -> {};

    @Override
    public void cancel() {
      timer.cancel();
    }
  }

  void close() {
    closed = true;
    timers.forEach(TimeSource.Timer::cancel);
    timers.clear();
  }
}
