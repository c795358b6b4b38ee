package dev.wsemulator.internal.function.process;

import dev.wsemulator.internal.function.environment.Invocation;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.process.api.RuntimeErrorReport;
import dev.wsemulator.lambda.HandlerError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a process has ended, or why there is none. Immutable.
 *
 * @param status its status
 * @param reported what the runtime has said of its start, or {@code null}
 * @param notStarted why there is no process, or {@code null}
 */
record ProcessExit(int status, @Nullable RuntimeErrorReport reported, @Nullable String notStarted) {
  /** Shells and the JVM add this to the number of the signal that has ended a process. */
  private static final int SIGNALLED = 128;

  private static final int MOST_SIGNALS = 31;

  /** What Lambda's runtime for Node.js ends with itself; nothing hangs a process of it up. */
  private static final int NODE_INIT = SIGNALLED + 1;

  static ProcessExit of(int status, @Nullable RuntimeErrorReport reported) {
    return new ProcessExit(status, reported, null);
  }

  static ProcessExit notStarted(String why) {
    return new ProcessExit(-1, null, why);
  }

  /** Returns the signal that has ended it; 0 if none has. */
  int signal() {
    return status > NODE_INIT && status <= SIGNALLED + MOST_SIGNALS ? status - SIGNALLED : 0;
  }

  /** Returns why there is no runtime, in Lambda's words. */
  String errorType() {
    return reported == null ? "Runtime.ExitError" : reported.result().error().errorType();
  }

  boolean mayBeTriedAgain() {
    return notStarted == null;
  }

  /** Ends an invocation whose process has ended so. */
  void end(Invocation invocation) {
    if (reported != null) {
      invocation.complete(reported.result(), null);
    } else if (notStarted != null) {
      HandlerError error = new HandlerError("Runtime.InvalidEntrypoint", notStarted, List.of());
      invocation.complete(new Failed(error, new byte[0]), null);
    } else if (signal() > 0) {
      invocation.killed(signal());
    } else {
      invocation.exit(status);
    }
  }
}
