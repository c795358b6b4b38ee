package dev.wsemulator.translator;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Calls an AWS service again after a failure that may pass: throttling, a 5xx, a broken network
 * connection. Waits exponentially longer each time, with full jitter. This class is thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html">Retries,
 *     exponential back-off and jitter</a>
 */
final class Retry {
  /** How a thread waits; a test does not. */
  interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  /** How often to try, and how long to wait at most after the first and after any failure. */
  record Patience(int attempts, Duration first, Duration longest) {}

  private final Patience patience;
  private final Sleeper sleeper;
  private final DoubleSupplier jitter;

  Retry(Patience patience) {
    this(
        patience,
        duration -> Thread.sleep(duration.toMillis()),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  /** Takes the jitter as numbers from 0 to 1: the share of the longest wait that is waited. */
  Retry(Patience patience, Sleeper sleeper, DoubleSupplier jitter) {
    this.patience = patience;
    this.sleeper = sleeper;
    this.jitter = jitter;
  }

  /** Returns what the call returns, or throws what its last attempt threw. */
  <T> T call(Supplier<T> call) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (SdkException failure) {
        if (attempt >= patience.attempts() || !mayPass(failure)) {
          throw failure;
        }
        sleeper.sleep(wait(attempt));
      }
    }
  }

  static boolean mayPass(SdkException failure) {
    if (failure instanceof SdkServiceException answer) {
      return answer.isThrottlingException() || answer.statusCode() >= 500;
    }
    return failure instanceof SdkClientException && failure.getCause() instanceof IOException;
  }

  private Duration wait(int attempt) {
    long ceiling = patience.first().toMillis() << Math.min(attempt - 1, 20);
    double millis = Math.min(ceiling, patience.longest().toMillis()) * jitter.getAsDouble();
    return Duration.ofMillis(Math.round(millis));
  }
}
