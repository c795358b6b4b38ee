package dev.wsemulator.internal.function.inprocess;

import dev.wsemulator.internal.function.code.FunctionCode;
import dev.wsemulator.internal.function.code.LoadedCode;
import dev.wsemulator.internal.function.environment.EnvironmentPool;
import dev.wsemulator.internal.function.environment.ExecutionEnvironment;
import dev.wsemulator.internal.function.environment.FunctionThreads;
import dev.wsemulator.internal.function.environment.Invocation;
import dev.wsemulator.internal.function.environment.Occupancy;
import dev.wsemulator.internal.function.environment.Workers;
import dev.wsemulator.internal.function.handler.EntryPoint;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.InvocationResult.Success;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Runs handlers in this process, with its own thread and handler object: as on Lambda, the
 * initialization and all invocations run on the same thread, so that thread-locals survive.
 */
final class InProcessEnvironment
    implements ExecutionEnvironment, ThreadHome.Place, FunctionThreads.Catcher {
  private static final StackTraceElement[] NOWHERE = {};
  private static final int MEGABYTE = 1024 * 1024;

  private final InProcessHost function;
  private final EnvironmentPool pool;
  private final EnvironmentThread thread;
  private final Occupancy occupancy = new Occupancy();
  private volatile @Nullable LoadedCode code;

  /** Whose thread is in the handler's hands: written by this thread only. */
  private volatile @Nullable Invocation running;

  private @Nullable Thread worker;
  private boolean stopped;
  private @Nullable EntryPoint entryPoint;
  private boolean over;

  /**
   * Creates an environment that has nothing loaded, and whose thread is not started.
   *
   * @param pool gives it invocations
   * @param workers make its thread
   */
  InProcessEnvironment(InProcessHost function, EnvironmentPool pool, Workers workers) {
    this.function = function;
    this.pool = pool;
    this.thread = new EnvironmentThread(new Threads(workers), this::handle, () -> pool.next(this));
  }

  /** Creates the thread, and lets its child threads inherit the function. */
  private final class Threads implements EnvironmentThread.ThreadMaker {
    private final Workers workers;

    Threads(Workers workers) {
      this.workers = workers;
    }

    @Override
    public Thread make(Runnable task) {
      String name = function.definition().name();
      return workers.newThread(
          new FunctionThreads(name, InProcessEnvironment.this),
          name,
          () -> {
            ThreadHome.set(InProcessEnvironment.this);
            task.run();
          });
    }

    @Override
    public void forget(Thread unstarted) {
      workers.forget(unstarted);
    }
  }

  @Override
  public Occupancy occupancy() {
    return occupancy;
  }

  @Override
  public ThreadHome.CodeOwner owner() {
    return function;
  }

  @Override
  public @Nullable Properties properties() {
    LoadedCode loaded = code;
    return loaded == null ? null : loaded.properties();
  }

  @Override
  public boolean isCold() {
    return entryPoint == null;
  }

  @Override
  public boolean isOutdated() {
    LoadedCode loaded = code;
    return loaded != null && loaded.isOutdated();
  }

  @Override
  public boolean runsOn(Thread candidate) {
    return thread.is(candidate);
  }

  @Override
  public boolean isWaiting() {
    return thread.isWaiting();
  }

  @Override
  public @Nullable Invocation running() {
    return running;
  }

  @Override
  public void run(Invocation invocation) {
    thread.run(invocation);
  }

  /** Runs an invocation, on the thread of the environment. */
  private void handle(Invocation invocation) {
    Thread current = Thread.currentThread();
    begin(invocation, current);
    if (!invocation.enter(this)) { // it has ended while it waited
      leave();
      if (invocation.environment() != this) {
        pool.release(this);
      }
      return;
    }
    ClassLoader before = current.getContextClassLoader();
    InvocationResult outcome;
    Throwable thrown = null;
    try {
      outcome = call(invocation, current);
    } catch (Throwable t) { // Errors too: nothing a handler throws may end a thread of the emulator
      HandlerErrors.trim(t);
      outcome = new Failed(HandlerErrors.of(t));
      thrown =
          t instanceof FunctionCode.Unusable ? null : t; // the place of detection is not useful
    }
    current.setContextClassLoader(before);
    current.setUncaughtExceptionHandler(null); // the function's own would keep its classes
    function.endLines();
    leave();
    invocation.complete(outcome, thrown);
  }

  private InvocationResult call(Invocation invocation, Thread current) throws Throwable {
    EntryPoint handler = entryPoint;
    if (handler == null) {
      invocation.initStarted();
      LoadedCode begun = load();
      current.setContextClassLoader(begun.loader());
      begun.begin();
      handler = construct();
      invocation.initEnded();
    }
    LoadedCode loaded = code;
    if (loaded != null) {
      current.setContextClassLoader(loaded.loader());
      loaded.log4j().put(invocation.requestId());
    }
    invocation.handlerStarted();
    byte[] answer = handler.call(invocation.event(), function.context(invocation));
    return new Success(answer == null ? new byte[] {'n', 'u', 'l', 'l'} : answer);
  }

  private synchronized void begin(Invocation invocation, Thread current) {
    running = invocation;
    worker = current;
    stopped = false;
  }

  /** Leaves the thread to the next invocation. */
  private synchronized void leave() {
    LoadedCode loaded = code;
    if (stopped && loaded != null) {
      loaded.release(Thread.currentThread());
    }
    Thread.interrupted(); // a late interrupt must not hit the next invocation
    running = null;
    worker = null;
  }

  @Override
  public synchronized String stop(Invocation invocation) {
    Thread current = worker;
    if (running != invocation || current == null) {
      return "its start";
    }
    StackTraceElement[] stack = current.getStackTrace();
    stopped = true;
    LoadedCode loaded = code;
    if (loaded != null) {
      loaded.stop(current);
    }
    if (current != Thread.currentThread()) {
      current.interrupt();
    }
    return stack.length == 0 ? "its end" : stack[0].toString();
  }

  /** Of the whole process: a shared JVM has no such figure for one function. */
  @Override
  public int usedMb() {
    Runtime runtime = Runtime.getRuntime();
    return (int) ((runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE) + 1;
  }

  @Override
  public synchronized StackTraceElement[] stackTrace(Invocation invocation) {
    return running == invocation && worker != null ? worker.getStackTrace() : NOWHERE;
  }

  @Override
  public void spoil() {
    function.code().retire(code);
  }

  @Override
  public void end() {
    thread.end();
    synchronized (this) {
      LoadedCode loaded = code;
      if (!over && loaded != null) {
        function.code().leave(loaded);
      }
      over = true;
    }
  }

  /**
   * Loads the code; the first part of a cold start.
   *
   * @throws IllegalStateException if it is over
   */
  private synchronized LoadedCode load() {
    LoadedCode known = code;
    if (known != null) {
      return known;
    }
    if (over) {
      throw new IllegalStateException("The execution environment has been ended.");
    }
    LoadedCode loaded = function.code().enter();
    loaded.runsIn(Thread.currentThread().getThreadGroup());
    code = loaded;
    return loaded;
  }

  /** Constructs the handler; the last part of a cold start. */
  private EntryPoint construct() throws Throwable {
    EntryPoint made = function.code().construct(load());
    entryPoint = made;
    return made;
  }

  /** What a thread of the function has not caught goes to its log, if the function lets it. */
  @Override
  public boolean takes(Thread source, Throwable thrown) {
    if (ThreadHome.starter() != this || hasOwnHandler()) {
      return false;
    }
    function.uncaught(source, thrown);
    return true;
  }

  /** Whether the function has registered a continuation. */
  private boolean hasOwnHandler() {
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    LoadedCode loaded = code;
    return handler != null
        && loaded != null
        && ThreadHome.isOf(handler.getClass().getClassLoader(), loaded.loader());
  }
}
