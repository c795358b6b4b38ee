package dev.wsemulator.internal.function;

import org.jspecify.annotations.Nullable;

/**
 * For whom a thread writes. On Lambda it is the one invocation that the process runs. Here a thread
 * that a function has started writes for what its environment runs, and one of the common pool, or
 * one that only runs the function's code, for what the function runs, unless it runs several.
 *
 * @param function whose log it is
 * @param requestId the invocation; {@code null} if there is none, or it cannot be told
 */
record LogAttribution(DeployedFunction function, @Nullable String requestId) {

  /** Returns for whom the calling thread writes, or {@code null} if for no function. */
  static @Nullable LogAttribution ofThread() {
    Invocation current = Invocation.current();
    if (current != null) {
      return new LogAttribution(current.function(), current.log().requestId());
    }
    ExecutionEnvironment starter = EnvironmentThread.starter();
    DeployedFunction function = starter == null ? LoaderOwners.onStack() : starter.function();
    return function == null ? null : new LogAttribution(function, requestId(function));
  }

  /** Returns the id of the invocation that the calling thread writes for in a function's code. */
  static @Nullable String requestId(DeployedFunction function) {
    Invocation found = invocation(function);
    return found == null ? null : found.log().requestId();
  }

  /** Returns the invocation that the calling thread works for in a function's code. */
  static @Nullable Invocation invocation(DeployedFunction function) {
    Invocation current = Invocation.current();
    if (current != null && current.function() == function) {
      return current;
    }
    ExecutionEnvironment starter = EnvironmentThread.starter();
    Invocation running =
        starter != null && starter.function() == function ? starter.running() : null;
    return running == null ? function.environments().onlyRunning() : running;
  }
}
