package dev.wsemulator.internal.function;

import dev.wsemulator.lambda.HandlerError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what went wrong in a handler the way Lambda says it. */
final class HandlerErrors {
  private static final Logger LOG = LoggerFactory.getLogger(HandlerErrors.class);
  private static final int MOST_FRAMES = 200;

  /** What calls handlers, and what constructs them. */
  private static final Set<String> RUNTIME =
      Stream.of(
              EntryPoints.class,
              MethodEntryPoint.class,
              Serialization.class,
              FunctionCode.class,
              Invocation.class)
          .map(Class::getName)
          .collect(Collectors.toUnmodifiableSet());

  private HandlerErrors() {}

  static HandlerError of(Throwable thrown) {
    if (thrown instanceof FunctionCode.Unusable unusable) {
      return unusable.error();
    }
    String message = thrown.getMessage() == null ? "" : thrown.getMessage();
    return new HandlerError(thrown.getClass().getName(), message, frames(thrown));
  }

  /**
   * Takes the frames that lead from the runtime to the handler out of what a handler has thrown, as
   * Lambda's runtime does, so that whoever prints it sees the handler's own.
   */
  static void trim(Throwable thrown) {
    try {
      trim(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    } catch (RuntimeException e) { // its methods are the function's code
      LOG.debug("The trace of {} stays as it is.", thrown.getClass().getName(), e);
    }
  }

  private static void trim(Throwable thrown, Set<Throwable> done) {
    if (!done.add(thrown)) {
      return;
    }
    StackTraceElement[] trace = thrown.getStackTrace();
    for (int i = 0; i < trace.length; i++) {
      if (isRuntime(trace[i])) {
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

  private static int withoutReflection(StackTraceElement[] trace, int end) {
    int kept = end;
    while (kept > 0 && isReflection(trace[kept - 1].toString())) {
      kept--;
    }
    return kept;
  }

  /** The handler's frames, without those that lead from the runtime to it. */
  private static List<String> frames(Throwable thrown) {
    List<String> frames = new ArrayList<>();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (isRuntime(frame) || frames.size() == MOST_FRAMES) {
        break;
      }
      frames.add(frame.toString());
    }
    while (!frames.isEmpty() && isReflection(frames.get(frames.size() - 1))) {
      frames.remove(frames.size() - 1);
    }
    return frames;
  }

  private static boolean isRuntime(StackTraceElement frame) {
    String name = frame.getClassName();
    int inner = name.indexOf('$');
    return RUNTIME.contains(inner < 0 ? name : name.substring(0, inner));
  }

  private static boolean isReflection(String frame) {
    return frame.contains("java.lang.reflect.") || frame.contains("jdk.internal.reflect.");
  }

  static HandlerError exit(String requestId, int status) {
    return exit(
        requestId,
        status == 0 ? "without providing a reason" : "with error: exit status " + status);
  }

  static HandlerError killed(String requestId) {
    return exit(requestId, "with error: signal: killed");
  }

  private static HandlerError exit(String requestId, String how) {
    return new HandlerError(
        "Runtime.ExitError",
        "RequestId: " + requestId + " Error: Runtime exited " + how,
        List.of());
  }

  /** What a fault makes of an invocation, without an exception of the handler. */
  static HandlerError fault() {
    return new HandlerError(
        RuntimeException.class.getName(), "A fault has made the function fail.", List.of());
  }

  static HandlerError responseTooLarge(int size, int limit) {
    return new HandlerError(
        "Function.ResponseSizeTooLarge",
        "Response payload size ("
            + size
            + " bytes) exceeded maximum allowed payload size ("
            + limit
            + " bytes).",
        List.of());
  }

  static HandlerError requestTooLarge(int limit) {
    return new HandlerError(
        "RequestEntityTooLargeException",
        "Request must be smaller than " + limit + " bytes for the InvokeFunction operation",
        List.of());
  }

  static HandlerError removed(String functionName) {
    return new HandlerError(
        "ResourceNotFoundException", "Function not found: " + functionName, List.of());
  }

  static HandlerError closed(String functionName) {
    return new HandlerError(
        "Runtime.Closed",
        "The emulator was closed before function " + functionName + " could answer.",
        List.of());
  }
}
