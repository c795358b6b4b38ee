package dev.wsemulator.lambda;

import java.util.concurrent.CompletionStage;

/** Takes events for functions, as Lambda takes asynchronous invocations. Thread-safe. */
@FunctionalInterface
public interface FunctionInvoker {
  /**
   * Queues an event and returns at once. Lambda retries a function that fails twice, and one that
   * is throttled for six hours.
   *
   * @param functionName the function
   * @param event the event, as JSON
   * @return the outcome, after the last attempt; it never completes exceptionally, and completes on
   *     a thread that must not block
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Asynchronous
   *     invocation: error handling</a>
   */
  CompletionStage<InvocationOutcome> invokeAsync(String functionName, byte[] event);
}
