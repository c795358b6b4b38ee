package dev.wsemulator.lambda;

import java.nio.charset.StandardCharsets;
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

  /**
   * Invokes a function once and waits for its answer, as Lambda does for streams and queues.
   *
   * @param functionName the function, with an alias or a version behind a colon if one is meant
   * @param event the event, as JSON
   * @return the answer; it never completes exceptionally, and completes on a thread that must not
   *     block
   */
  default CompletionStage<InvocationAnswer> invoke(String functionName, byte[] event) {
    return invokeAsync(functionName, event)
        .thenApply(
            outcome ->
                new InvocationAnswer(
                    switch (outcome.condition()) {
                      case SUCCESS -> InvocationAnswer.Kind.SUCCESS;
                      case FUNCTION_NOT_FOUND -> InvocationAnswer.Kind.FUNCTION_NOT_FOUND;
                      default -> InvocationAnswer.Kind.FUNCTION_ERROR;
                    },
                    "null".getBytes(StandardCharsets.UTF_8)));
  }
}
