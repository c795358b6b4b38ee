package dev.wsemulator.lambda;

import java.time.Duration;
import java.util.Optional;

/**
 * The handling of events that are queued for a function. Immutable.
 *
 * @param retries how often an event is tried again after an error, 0 to 2
 * @param longestAge the age of an event that is not tried any more, one minute to six hours
 * @param destinations who hears of the outcome
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html">Configuring
 *     error handling for asynchronous invocation</a>
 */
public record AsyncConfig(int retries, Duration longestAge, Destinations destinations) {
  /** Two retries, six hours, and nobody hears of it. */
  public static final AsyncConfig DEFAULTS =
      new AsyncConfig(2, Duration.ofHours(6), Destinations.NONE);

  /**
   * Who hears of the outcome: ARNs of functions, queues, topics or event buses.
   *
   * @param onSuccess who hears that the function returned
   * @param onFailure who hears that the event was abandoned
   * @param deadLetters the queue or topic that gets an abandoned event, as it is
   */
  public record Destinations(
      Optional<String> onSuccess, Optional<String> onFailure, Optional<String> deadLetters) {
    /** Nobody. */
    public static final Destinations NONE =
        new Destinations(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Checks the numbers. */
  public AsyncConfig {
    if (retries < 0 || retries > 2) {
      throw new IllegalArgumentException(
          "An event is tried again 0, 1 or 2 times, not " + retries + ".");
    }
    if (longestAge.compareTo(Duration.ofMinutes(1)) < 0
        || longestAge.compareTo(Duration.ofHours(6)) > 0) {
      throw new IllegalArgumentException(
          "An event is kept for one minute to six hours, not for " + longestAge + ".");
    }
  }
}
