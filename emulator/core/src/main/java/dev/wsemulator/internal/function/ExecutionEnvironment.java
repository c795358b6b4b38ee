package dev.wsemulator.internal.function;

import org.jspecify.annotations.Nullable;

/**
 * A place where one invocation at a time runs, with a handler object of its own. Used by one thread
 * at a time; others may read its code and end it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Execution
 *     environments</a>
 */
final class ExecutionEnvironment {
  private final FunctionCode functionCode;
  private volatile @Nullable LoadedCode code;
  private @Nullable EntryPoint entryPoint;
  private boolean over;

  ExecutionEnvironment(FunctionCode functionCode) {
    this.functionCode = functionCode;
  }

  /** Returns an environment that is elsewhere, and warm as far as can be told from here. */
  static ExecutionEnvironment elsewhere(FunctionCode functionCode) {
    ExecutionEnvironment environment = new ExecutionEnvironment(functionCode);
    environment.entryPoint =
        (event, context) -> {
          throw new IllegalStateException("The function does not run here.");
        };
    return environment;
  }

  boolean isCold() {
    return entryPoint == null;
  }

  /** Returns the code that runs here, or {@code null} if it is not loaded yet. */
  @Nullable LoadedCode code() {
    return code;
  }

  /**
   * Loads the code; the first part of a cold start.
   *
   * @throws IllegalStateException if it is over
   */
  synchronized LoadedCode load() {
    if (over) {
      throw new IllegalStateException("The execution environment has been ended.");
    }
    LoadedCode loaded = functionCode.enter();
    code = loaded;
    return loaded;
  }

  /** Returns whether it runs code that has been replaced. */
  boolean isOutdated() {
    LoadedCode loaded = code;
    return loaded != null && loaded.isOutdated();
  }

  /** Ends it: nothing is run here any more. */
  synchronized void end() {
    LoadedCode loaded = code;
    if (!over && loaded != null) {
      functionCode.leave(loaded);
    }
    over = true;
  }

  /**
   * Returns the handler, constructing it in a cold start.
   *
   * @throws Throwable what construction threw
   */
  EntryPoint entryPoint() throws Throwable {
    EntryPoint known = entryPoint;
    if (known == null) {
      LoadedCode loaded = code;
      known = functionCode.construct(loaded == null ? load() : loaded);
      entryPoint = known;
    }
    return known;
  }
}
