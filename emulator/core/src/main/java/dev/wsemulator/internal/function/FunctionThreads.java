package dev.wsemulator.internal.function;

import java.lang.ref.WeakReference;

/**
 * The threads that an execution environment has started, and those they have started. What they do
 * not catch goes to the function's log, where the JVM would write it on Lambda. Thread-safe.
 */
final class FunctionThreads extends ThreadGroup {
  private final WeakReference<ExecutionEnvironment> environment;

  @SuppressWarnings("removal") // before Java 19 a group stays where it is, unless it is a daemon,
  // and one that is a daemon has no threads any more when its last one has ended
  FunctionThreads(ExecutionEnvironment environment) {
    super(root(), "function " + environment.function().definition().name());
    this.environment = new WeakReference<>(environment);
    setDaemon(true);
  }

  /** Lets it have threads again after its last one: pools of the function remember it. */
  @SuppressWarnings("removal") // of no effect since Java 19
  void keep() {
    setDaemon(false);
  }

  /** Takes back {@link #keep}. */
  @SuppressWarnings("removal") // of no effect since Java 19
  void letGo() {
    setDaemon(true);
    try {
      destroy();
    } catch (IllegalThreadStateException e) {
      return; // it ends with its last thread, or has ended
    }
  }

  /** The JVM's own group, as that of the caller may be another function's, or end. */
  static ThreadGroup root() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    ExecutionEnvironment started = environment.get();
    boolean isOfFunction = EnvironmentThread.starter() == started;
    if (started == null || !isOfFunction || hasOwnHandler(started)) {
      super.uncaughtException(thread, thrown);
    } else {
      started.function().console().uncaught(thread, thrown);
    }
  }

  /** Whether the function has said what is to be done. */
  private static boolean hasOwnHandler(ExecutionEnvironment environment) {
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    LoadedCode code = environment.code();
    return handler != null
        && code != null
        && LoaderOwners.isOf(handler.getClass().getClassLoader(), code.loader());
  }
}
