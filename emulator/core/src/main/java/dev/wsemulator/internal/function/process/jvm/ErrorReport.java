package dev.wsemulator.internal.function.process.jvm;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An error in the words of Lambda's runtime for Java. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-exceptions.html">Understanding
 *     retry behavior and errors in Java</a>
 */
final class ErrorReport {
  /** This runtime's classes: frames from the first of them on are not the function's. */
  private static final String RUNTIME = "dev.wsemulator.internal.function.";

  private final String message;
  private final String type;
  private final String @Nullable [] frames;
  private final String trace;

  private ErrorReport(String message, String type, String @Nullable [] frames, String trace) {
    this.message = message;
    this.type = type;
    this.frames = frames;
    this.trace = trace;
  }

  /**
   * Returns the report of what a handler has thrown, whose trace is shortened to its own frames.
   */
  static ErrorReport of(Throwable thrown) {
    trim(thrown, Collections.newSetFromMap(new IdentityHashMap<Throwable, Boolean>()));
    String[] frames =
        Arrays.stream(thrown.getStackTrace())
            .map(StackTraceElement::toString)
            .toArray(String[]::new);
    return new ErrorReport(message(thrown), type(thrown), frames, trace(thrown));
  }

  /** Returns the report of a handler that is not there, or has no use; it has no frames. */
  static ErrorReport ofCode(String message, Throwable cause) {
    trim(cause, Collections.newSetFromMap(new IdentityHashMap<Throwable, Boolean>()));
    return new ErrorReport(message, type(cause), null, trace(cause));
  }

  private static String type(Throwable thrown) {
    return thrown.getClass().getName();
  }

  private static String message(Throwable thrown) {
    String message = thrown.getLocalizedMessage();
    return message == null ? type(thrown) : message;
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    thrown.printStackTrace(writer);
    writer.flush();
    return text.toString();
  }

  private static void trim(Throwable thrown, Set<Throwable> done) {
    if (!done.add(thrown)) {
      return;
    }
    StackTraceElement[] trace = thrown.getStackTrace();
    for (int i = 0; i < trace.length; i++) {
      if (trace[i].getClassName().startsWith(RUNTIME)) {
        thrown.setStackTrace(Arrays.copyOf(trace, withoutReflection(trace, i)));
        break;
      }
    }
    if (thrown.getCause() != null) {
      trim(thrown.getCause(), done);
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      trim(suppressed, done);
    }
  }

  /** The runtime calls methods and constructors by reflection. */
  private static int withoutReflection(StackTraceElement[] trace, int end) {
    int kept = end;
    while (kept > 0 && isReflection(trace[kept - 1].getClassName())) {
      kept--;
    }
    return kept;
  }

  private static boolean isReflection(String className) {
    return className.startsWith("java.lang.reflect.")
        || className.startsWith("jdk.internal.reflect.")
        || className.startsWith("sun.reflect.");
  }

  /** Returns the line that names the type to the Runtime API. */
  String header() {
    return "Lambda-Runtime-Function-Error-Type: " + type + "\r\n";
  }

  byte[] json() {
    return new JsonWriter()
        .add("errorMessage", message)
        .add("errorType", type)
        .add("stackTrace", frames)
        .endBytes();
  }

  /** Returns what is written to the log. */
  String text() {
    return message + ": " + type + "\n" + trace;
  }
}
