package dev.wsemulator.internal.function;

import org.jspecify.annotations.Nullable;

/**
 * A place where one invocation at a time runs, with a thread and a handler object of its own: as on
 * Lambda, the initialization and all invocations run on the same thread, so that what one leaves in
 * thread-locals is there for the next. Used by one thread at a time; others may read its code and
 * end it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Execution
 *     environments</a>
 */
final class ExecutionEnvironment {
  private final DeployedFunction function;
  private final @Nullable EnvironmentThread thread;
  private volatile @Nullable LoadedCode code;
  private volatile @Nullable Invocation running;
  private @Nullable EntryPoint entryPoint;
  private boolean over;

  /** Who holds it. Used by the owner only. */
  final Holders holders = new Holders();

  /**
   * Who keeps an environment from being free: the invocation, and the thread that runs it and then
   * delivers the result. Guarded by the owner of the environment.
   */
  static final class Holders {
    /** How many there are. */
    int count;

    /** Whether the invocation is over, and its result is delivered. */
    boolean delivers;

    /** When this began, or the time without an invocation. */
    long since;
  }

  /**
   * Creates an environment that has nothing loaded, and whose thread is not started.
   *
   * @param owner gives it invocations
   * @param workers make its thread
   */
  ExecutionEnvironment(DeployedFunction function, Environments owner, Workers workers) {
    this.function = function;
    this.thread = new EnvironmentThread(this, owner, workers);
  }

  private ExecutionEnvironment(DeployedFunction function, EntryPoint entryPoint) {
    this.function = function;
    this.thread = null;
    this.entryPoint = entryPoint;
  }

  /** Returns an environment that is elsewhere, and warm as far as can be told from here. */
  static ExecutionEnvironment elsewhere(DeployedFunction function) {
    return new ExecutionEnvironment(
        function,
        (event, context) -> {
          throw new IllegalStateException("The function does not run here.");
        });
  }

  DeployedFunction function() {
    return function;
  }

  boolean isCold() {
    return entryPoint == null;
  }

  boolean isElsewhere() {
    return thread == null;
  }

  /**
   * Lets its thread run an invocation.
   *
   * @throws java.util.concurrent.RejectedExecutionException after the end of all functions
   */
  void run(Invocation invocation) {
    if (thread != null) {
      thread.run(invocation);
    }
  }

  /** Returns whether this is its thread. */
  boolean runsOn(Thread candidate) {
    return thread != null && thread.is(candidate);
  }

  /** Returns whether its thread waits for something, or does not run at all. */
  boolean isWaiting() {
    return thread == null || thread.isWaiting();
  }

  /** Returns the invocation whose handler runs here now, or {@code null}. */
  @Nullable Invocation running() {
    return running;
  }

  /** Notes whose handler runs here, or that none does. */
  void runs(@Nullable Invocation invocation) {
    running = invocation;
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
    LoadedCode loaded = function.code().enter();
    loaded.runsIn(Thread.currentThread().getThreadGroup());
    code = loaded;
    return loaded;
  }

  /** Returns whether it runs code that has been replaced. */
  boolean isOutdated() {
    LoadedCode loaded = code;
    return loaded != null && loaded.isOutdated();
  }

  /** Ends it: nothing is run here any more, and its thread ends after what it runs now. */
  void end() {
    if (thread != null) {
      thread.end();
    }
    leaveCode();
  }

  private synchronized void leaveCode() {
    LoadedCode loaded = code;
    if (!over && loaded != null) {
      function.code().leave(loaded);
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
      known = function.code().construct(loaded == null ? load() : loaded);
      entryPoint = known;
    }
    return known;
  }
}
