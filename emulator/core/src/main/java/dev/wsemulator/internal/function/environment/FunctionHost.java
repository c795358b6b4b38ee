package dev.wsemulator.internal.function.environment;

import dev.wsemulator.internal.function.log.FunctionConsole;

/**
 * Runs the code of one function in one way: in this process, or elsewhere. Everything else about an
 * invocation is the same for all. Thread-safe.
 */
public interface FunctionHost {
  /** Returns where the function's invocations run. */
  Environments environments();

  /** Returns where its lines go. */
  FunctionConsole console();

  /**
   * Gets ready what can be before the first invocation. The first invocation reports errors.
   *
   * @throws java.util.concurrent.RejectedExecutionException after the end of all functions
   */
  void preload();

  /** Lets invocations that begin from now on run the code as it is on the disk. */
  void renew();

  /** Does so if the files of the code have changed; returns whether they have. */
  default boolean renewIfChanged() {
    return false;
  }

  /** Releases the function's resources when all its invocations have ended. */
  void retire();

  /**
   * Ends all environments because the emulator closes; reports what the function has left running.
   */
  void stop();

  /** Lets go of the code, after {@link #stop} and the end of all threads. */
  void close();
}
