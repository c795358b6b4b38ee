package dev.wsemulator.internal.function;

import dev.wsemulator.lambda.HandlerError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text that Lambda's Java runtime logs of an error: message and class, then the stack trace
 * with its causes, without the frames that lead from the runtime to the handler.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html">Function errors
 *     in Java</a>
 */
final class ErrorText {
  private static final String RUNTIME = "at " + ErrorText.class.getPackageName() + ".";

  private static final Pattern LOADER = Pattern.compile("^(\\s*at |)function [^/]*//");

  private ErrorText() {}

  static String of(HandlerError error, @Nullable Throwable thrown) {
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
  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    try {
      thrown.printStackTrace(new PrintWriter(text, true));
    } catch (RuntimeException | LinkageError e) {
      return "";
    }
    return withoutRuntime(text.toString().lines().toList());
  }

  private static String withoutRuntime(List<String> lines) {
    List<String> kept = new ArrayList<>();
    boolean below = false;
    for (String line : lines) {
      String frame = line.stripLeading();
      boolean isFrame = frame.startsWith("at ");
      if (isFrame && frame.startsWith(RUNTIME) && !below) {
        below = true;
        dropReflection(kept);
      } else if (!isFrame) {
        below = false;
      }
      if (!below) {
        kept.add(isFrame ? withoutLoader(line) : line);
      }
    }
    return String.join("\n", kept);
  }

  /** Returns a frame without the function's class loader, which the JVM names in front. */
  static String withoutLoader(String frame) {
    return LOADER.matcher(frame).replaceFirst("$1");
  }

  private static void dropReflection(List<String> kept) {
    while (kept.get(kept.size() - 1).contains(".reflect.")) {
      kept.remove(kept.size() - 1);
    }
  }
}
