package dev.wsemulator.api;

import java.time.Duration;
import java.util.Objects;

/**
 * The back end of a route. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html">Integration
 *     requests</a>
 */
public sealed interface Integration {

  /** The longest time, and the default, that API Gateway waits for an integration. */
  Duration MAX_TIMEOUT = Duration.ofMillis(29_000);

  /** Returns how long the gateway waits for the answer. */
  Duration timeout();

  /**
   * {@code AWS_PROXY}: the function gets the whole event and its answer is a proxy response.
   *
   * @param functionName the function's name
   * @param timeout how long the gateway waits, 50 ms to 29 s
   */
  record LambdaProxy(String functionName, Duration timeout) implements Integration {
    /** Checks that nothing is missing. */
    public LambdaProxy {
      Objects.requireNonNull(functionName, "functionName");
      Objects.requireNonNull(timeout, "timeout");
    }
  }

  /** Returns a Lambda proxy integration with AWS's default timeout. */
  static Integration lambdaProxy(String functionName) {
    return new LambdaProxy(functionName, MAX_TIMEOUT);
  }
}
