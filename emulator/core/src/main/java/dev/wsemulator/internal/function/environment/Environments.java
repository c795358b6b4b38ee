package dev.wsemulator.internal.function.environment;

/** The execution environments of a function. Thread-safe. */
public interface Environments {
  /** Lets an invocation run as soon as there is an environment for it. */
  void submit(Invocation invocation);

  /**
   * Takes an environment for an invocation that does not run there yet.
   *
   * @param cold whether it has to be a new one, whose code has not run before
   */
  ExecutionEnvironment reserve(boolean cold);

  /** Runs an invocation in an environment that has been reserved for it. */
  void run(ExecutionEnvironment reserved, Invocation invocation);

  /** An invocation is over, and its environment can be used again. */
  void release(ExecutionEnvironment environment);

  /** An invocation is over, and its environment is not used again, nor what its code has left. */
  void discard(ExecutionEnvironment environment);

  /** Ends those whose code has been replaced; the ones that run end with what they run. */
  void endOutdated();

  /** Ends all; the ones that run end with what they run. */
  void close();
}
