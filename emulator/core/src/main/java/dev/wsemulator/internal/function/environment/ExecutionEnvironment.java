package dev.wsemulator.internal.function.environment;

import org.jspecify.annotations.Nullable;

/**
 * A place where one invocation at a time runs. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Execution
 *     environments</a>
 */
public interface ExecutionEnvironment {
  /** Returns the pool's bookkeeping of this environment. */
  Occupancy occupancy();

  /** Returns whether its next invocation begins with a cold start. */
  boolean isCold();

  /** Returns whether it runs code that has been replaced. */
  boolean isOutdated();

  /** Returns whether what runs here waits for something, or nothing runs. */
  boolean isWaiting();

  /** Returns the invocation whose handler runs here now, or {@code null}. */
  @Nullable Invocation running();

  /** Returns the most memory that it has used, in MB; 0 if that is not known. */
  int usedMb();

  /** Returns where the handler of an invocation is, or nothing if that is not known. */
  StackTraceElement[] stackTrace(Invocation invocation);

  /**
   * Begins an invocation, and reports its outcome to {@link Invocation#complete}.
   *
   * @throws java.util.concurrent.RejectedExecutionException after the end of all functions
   * @throws OutOfMemoryError if the system has no thread or process to give
   */
  void run(Invocation invocation);

  /** Stops the handler of an invocation that has ended; returns where it was, in words. */
  String stop(Invocation invocation);

  /** Lets no later environment use what its code has left behind. */
  void spoil();

  /** Ends it: nothing is run here any more. */
  void end();
}
