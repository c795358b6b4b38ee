package dev.wsemulator.internal.function.log;

import dev.wsemulator.lambda.HandlerError;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * The text that Lambda's Java runtime logs of an error: message and class, then the stack trace
 * with its causes.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html">Function errors
 *     in Java</a>
 */
public final class ErrorText {
  private ErrorText() {}

  public static String of(HandlerError error, @Nullable Throwable thrown) {
    String trace = thrown == null ? "" : trace(thrown);
    if (trace.isEmpty()) {
      StringBuilder text = new StringBuilder(error.errorMessage());
      text.append(": ").append(error.errorType());
      error.stackTrace().forEach(frame -> text.append("\n\tat ").append(frame));
      return text.toString();
    }
    String message = error.errorMessage().isEmpty() ? error.errorType() : error.errorMessage();
    return message + ": " + error.errorType() + "\n" + trace;
  }

  /** Empty if the exception cannot be printed, as its methods are the function's code. */
  public static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    try {
      thrown.printStackTrace(new PrintWriter(text, true));
    } catch (RuntimeException | LinkageError e) {
      return "";
    }
    return text.toString().stripTrailing();
  }
}
