package dev.wsemulator.internal.function.environment;

import java.lang.ref.WeakReference;

/**
 * The threads that an execution environment has started, and those they have started. What they do
 * not catch goes to the function's log, where the JVM would write it on Lambda. Thread-safe.
 */
public final class FunctionThreads extends ThreadGroup {
  private final WeakReference<Catcher> environment;

  /** Takes what threads have not caught. */
  public interface Catcher {
    /** Returns whether it has handled the task. */
    boolean takes(Thread thread, Throwable thrown);
  }

  @SuppressWarnings("removal")
  public // before Java 19 a group stays where it is, unless it is a daemon,
  // and one that is a daemon has no threads any more when its last one has ended
  FunctionThreads(String functionName, Catcher environment) {
    super(root(), "function " + functionName);
    this.environment = new WeakReference<>(environment);
    setDaemon(true);
  }

  /** Lets it have threads again after its last one: pools of the function remember it. */
  @SuppressWarnings("removal")
  public // of no effect since Java 19
  void keep() {
    setDaemon(false);
  }

  /** Takes back {@link #keep}. */
  @SuppressWarnings("removal")
  public // of no effect since Java 19
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
    Catcher started = environment.get();
    if (started == null || !started.takes(thread, thrown)) {
      super.uncaughtException(thread, thrown);
    }
  }
}
