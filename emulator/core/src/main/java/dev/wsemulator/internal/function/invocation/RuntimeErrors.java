package dev.wsemulator.internal.function.invocation;

import dev.wsemulator.lambda.HandlerError;
import java.util.List;
import java.util.Map;

/** The errors that Lambda itself reports of an invocation, in its words. */
public final class RuntimeErrors {
  static final String REQUEST_TOO_LARGE = "RequestEntityTooLargeException";

  private static final int KILL = 9;

  /** What ends processes, in the words of Linux. */
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1,
          "hangup",
          2,
          "interrupt",
          4,
          "illegal instruction",
          6,
          "aborted",
          7,
          "bus error",
          8,
          "floating point exception",
          KILL,
          "killed",
          11,
          "segmentation fault",
          13,
          "broken pipe",
          15,
          "terminated");

  private RuntimeErrors() {}

  public static HandlerError exit(String requestId, int status) {
    return exit(
        requestId,
        status == 0 ? "without providing a reason" : "with error: exit status " + status);
  }

  public static HandlerError killed(String requestId) {
    return killed(requestId, KILL);
  }

  /**
   * The process was ended by a signal.
   *
   * @param signal its number
   */
  public static HandlerError killed(String requestId, int signal) {
    return exit(
        requestId, "with error: signal: " + SIGNALS.getOrDefault(signal, "signal " + signal));
  }

  private static HandlerError exit(String requestId, String how) {
    return new HandlerError(
        "Runtime.ExitError",
        "RequestId: " + requestId + " Error: Runtime exited " + how,
        List.of());
  }

  /** The outcome of an invocation with a fault, without an exception of the handler. */
  public static HandlerError fault() {
    return new HandlerError(
        RuntimeException.class.getName(), "A fault has made the function fail.", List.of());
  }

  public static HandlerError responseTooLarge(int size, int limit) {
    return new HandlerError(
        "Function.ResponseSizeTooLarge",
        "Response payload size ("
            + size
            + " bytes) exceeded maximum allowed payload size ("
            + limit
            + " bytes).",
        List.of());
  }

  public static HandlerError requestTooLarge(int limit) {
    return new HandlerError(
        REQUEST_TOO_LARGE,
        "Request must be smaller than " + limit + " bytes for the InvokeFunction operation",
        List.of());
  }

  public static HandlerError removed(String functionName) {
    return new HandlerError(
        "ResourceNotFoundException", "Function not found: " + functionName, List.of());
  }

  public static HandlerError closed(String functionName) {
    return new HandlerError(
        "Runtime.Closed",
        "The emulator was closed before function " + functionName + " could answer.",
        List.of());
  }
}
