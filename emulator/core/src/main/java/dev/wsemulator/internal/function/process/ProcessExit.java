package dev.wsemulator.internal.function.process;

import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.RuntimeErrors;
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

  static ProcessExit of(int status, @Nullable RuntimeErrorReport reported) {
    return new ProcessExit(status, reported, null);
  }

  static ProcessExit notStarted(String why) {
    return new ProcessExit(-1, null, why);
  }

  /** Returns the signal that has ended it; 0 if none has. */
  int signal() {
    return status > SIGNALLED && status <= SIGNALLED + MOST_SIGNALS ? status - SIGNALLED : 0;
  }

  boolean mayBeTriedAgain() {
    return notStarted == null;
  }

  /** Returns the result of the invocation that it was started for. */
  Failed result(String requestId) {
    if (reported != null) {
      return reported.result();
    }
    if (notStarted != null) {
      return new Failed(new HandlerError("Runtime.InvalidEntrypoint", notStarted, List.of()));
    }
    return new Failed(
        signal() > 0
            ? RuntimeErrors.killed(requestId, signal())
            : RuntimeErrors.exit(requestId, status));
  }
}
