package dev.wsemulator.lambda;

import java.util.List;
import java.util.Objects;

/**
 * Lambda's report of a failed handler. Immutable.
 *
 * @param errorType the exception's class name, or Lambda's own such as {@code Sandbox.Timedout}
 * @param errorMessage the exception's message
 * @param stackTrace the frames, innermost first
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html">Function errors
 *     in Java</a>
 */
public record HandlerError(String errorType, String errorMessage, List<String> stackTrace) {
  /** Copies the stack trace. */
  public HandlerError {
    Objects.requireNonNull(errorType, "errorType");
    Objects.requireNonNull(errorMessage, "errorMessage");
    stackTrace = List.copyOf(stackTrace);
  }
}
