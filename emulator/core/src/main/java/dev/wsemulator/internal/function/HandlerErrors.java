package dev.wsemulator.internal.function;

import dev.wsemulator.lambda.HandlerError;
import java.util.ArrayList;
import java.util.List;

/** Says what went wrong in a handler the way Lambda says it. */
final class HandlerErrors {
  private static final int MOST_FRAMES = 200;

  private HandlerErrors() {}

  static HandlerError of(Throwable thrown) {
    if (thrown instanceof FunctionCode.Unusable unusable) {
      return unusable.error();
    }
    String message = thrown.getMessage() == null ? "" : thrown.getMessage();
    return new HandlerError(thrown.getClass().getName(), message, frames(thrown));
  }

  /** The handler's frames, without those that lead from the runtime to it. */
  private static List<String> frames(Throwable thrown) {
    List<String> frames = new ArrayList<>();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (isRuntime(frame) || frames.size() == MOST_FRAMES) {
        break;
      }
      frames.add(ErrorText.withoutLoader(frame.toString()));
    }
    while (!frames.isEmpty() && isReflection(frames.get(frames.size() - 1))) {
      frames.remove(frames.size() - 1);
    }
    return frames;
  }

  private static boolean isRuntime(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.startsWith(EntryPoints.class.getName())
        || name.equals(MethodEntryPoint.class.getName());
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
