package dev.wsemulator.internal.function;

import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.internal.fault.TriggeredFault;
import dev.wsemulator.internal.function.InvocationResult.Failed;
import dev.wsemulator.internal.function.InvocationResult.Success;
import dev.wsemulator.journal.Origin;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One run of a function. It may wait for an environment before it runs. Ends exactly once: by its
 * own thread, at its deadline, by an exit, or when the emulator closes.
 */
final class Invocation {
  /** A cold start may take this long in addition to the timeout. */
  private static final long INIT_NANOS = Duration.ofSeconds(10).toNanos();

  /** How often a handler is looked at that is waited for. */
  private static final long LOOK_MILLIS = 25;

  /** Whose handler a thread runs. */
  private static final ThreadLocal<@Nullable Invocation> CURRENT = new ThreadLocal<>();

  private final DeployedFunction function;
  private final byte[] event;
  private final Origin origin;
  private final String requestId;
  private final @Nullable String qualifier;
  private final String traceHeader;
  private final InvocationLog log;
  private final CompletableFuture<InvocationResult> result = new CompletableFuture<>();
  private final long limit;
  private volatile long deadline;
  private volatile long began;
  private volatile boolean held;
  private volatile @Nullable Duration init;
  private volatile @Nullable ExecutionEnvironment environment;
  private @Nullable Thread thread;
  private volatile boolean begun;
  private boolean ended;
  private boolean delivered;

  Invocation(DeployedFunction function, DeployedFunction.Request request) {
    this.origin = request.origin();
    this.function = function;
    this.event = request.event();
    this.requestId = request.id();
    this.qualifier = request.qualifier();
    this.traceHeader = TraceHeader.next(function.console().now().getEpochSecond());
    this.log = new InvocationLog(function.console(), this);
    this.limit = function.definition().timeout().toNanos();
    this.began = function.nanos();
    this.deadline = began + limit;
  }

  /** Returns the invocation whose handler the calling thread runs, or {@code null}. */
  static @Nullable Invocation current() {
    return CURRENT.get();
  }

  CompletableFuture<InvocationResult> result() {
    return result;
  }

  /** Returns the ARN that the function is called by. */
  String invokedArn() {
    return qualifier == null ? function.arn() : function.arn() + ":" + qualifier;
  }

  /** Returns the version that it runs. */
  String version() {
    return function.version(qualifier).orElse(FunctionDefinition.LATEST);
  }

  /** Returns where it runs, or {@code null} as long as it waits. */
  @Nullable ExecutionEnvironment environment() {
    return environment;
  }

  byte[] event() {
    return event;
  }

  Origin origin() {
    return origin;
  }

  DeployedFunction function() {
    return function;
  }

  long deadline() {
    return deadline;
  }

  @Nullable Duration init() {
    return init;
  }

  Duration took() {
    return Duration.ofNanos(function.nanos() - began);
  }

  int remainingMillis() {
    return (int) Math.max(0, (deadline - function.nanos()) / 1_000_000);
  }

  InvocationLog log() {
    return log;
  }

  String requestId() {
    return requestId;
  }

  /** Returns the header by which X-Ray knows it. */
  String traceHeader() {
    return traceHeader;
  }

  /** Returns whether it waits for an environment, so that the journal does not know it yet. */
  synchronized boolean isWaiting() {
    return !begun && !ended;
  }

  /** It has found an environment; returns whether it may run there. */
  boolean enter(ExecutionEnvironment found) {
    boolean cold = found.isCold();
    synchronized (this) {
      if (ended || environment != null) {
        return !ended && environment == found;
      }
      environment = found;
      began = function.nanos();
      deadline = began + limit + (cold ? INIT_NANOS : 0);
    }
    function.begun(this, cold);
    begun = true;
    return true;
  }

  /** Runs on the thread of an environment. */
  void run(ExecutionEnvironment here) {
    if (!enter(here) || !takes(Thread.currentThread())) {
      if (environment != here) { // it has ended while it waited
        function.environments().release(here);
      }
      return;
    }
    Thread worker = Thread.currentThread();
    ClassLoader before = worker.getContextClassLoader();
    InvocationResult outcome;
    Throwable thrown = null;
    CURRENT.set(this);
    here.runs(this);
    try {
      outcome = here.isCold() ? runCold(here, worker) : runWarm(here, worker);
    } catch (Throwable t) { // Errors too: nothing a handler throws may end a thread of the emulator
      HandlerErrors.trim(t);
      outcome = new Failed(HandlerErrors.of(t));
      thrown =
          t instanceof FunctionCode.Unusable ? null : t; // where it was found out, tells nothing
    }
    worker.setContextClassLoader(before);
    worker.setUncaughtExceptionHandler(null); // the function's own would keep its classes
    function.console().endLines();
    here.runs(null);
    CURRENT.set(null);
    conclude(worker, outcome, thrown);
  }

  private synchronized boolean takes(Thread worker) {
    if (!ended) {
      thread = worker;
    }
    return !ended;
  }

  private void conclude(Thread worker, InvocationResult outcome, @Nullable Throwable thrown) {
    TriggeredFault triggered = function.resultFault(this);
    if (triggered == null) {
      end(worker, outcome, thrown);
    } else {
      triggered.run(
          () -> {
            hold();
            leave(worker);
            triggered.fault().strike(new ResultTarget(this, worker, outcome));
          });
    }
  }

  private void end(Thread worker, InvocationResult outcome, @Nullable Throwable thrown) {
    boolean mine = finish(worker);
    Thread.interrupted(); // a late interrupt must not hit the next invocation
    if (mine) {
      ExecutionEnvironment place = environment;
      function.end(this, outcome, thrown, place != null && !place.isCold());
    }
  }

  /** Begins as a fault has it. */
  void begin(InvocationTarget target, Runnable work) {
    Runnable start =
        switch (target.fate()) {
          case RUNS, RUNS_TWICE, IS_THROTTLED, IS_COLD, LOSES_CLIENT -> work;
          case RUNS_LATER ->
              () -> {
                hold();
                function.later(target.delay(), work);
              };
          case HANGS -> this::hold; // until its timeout
          case FAILS -> () -> function.execute(this, this::fail);
          case CRASHES -> () -> exit(1);
          case IS_KILLED -> this::kill;
        };
    start.run();
  }

  /** The result of an invocation whose handler has returned. */
  private record ResultTarget(Invocation invocation, Thread worker, InvocationResult outcome)
      implements FaultTarget {
    @Override
    public void error() {
      invocation.fail();
    }

    @Override
    public void crash() {
      invocation.exit(1);
    }

    @Override
    public void outOfMemory() {
      invocation.kill();
    }

    @Override
    public void delay(Duration by) {
      Runnable end = () -> invocation.end(worker, outcome, null);
      invocation.function.later(by, () -> invocation.function.execute(invocation, end));
    }

    @Override
    public void silence() {} // until its timeout
  }

  /** Leaves the thread to the next invocation, though this one has not ended. */
  private synchronized void leave(Thread worker) {
    release(worker);
    thread = null;
    Thread.interrupted();
  }

  private void release(Thread worker) {
    ExecutionEnvironment place = environment;
    LoadedCode code = place == null ? null : place.code();
    if (ended && code != null) {
      code.release(worker);
    }
  }

  private InvocationResult runCold(ExecutionEnvironment here, Thread worker) throws Throwable {
    log.initStart();
    worker.setContextClassLoader(here.load().loader());
    here.entryPoint();
    long now = function.nanos();
    init = Duration.ofNanos(now - began);
    began = now;
    deadline = now + limit;
    function.deadlineMoved(this);
    return runWarm(here, worker);
  }

  private InvocationResult runWarm(ExecutionEnvironment here, Thread worker) throws Throwable {
    LoadedCode code = here.code();
    if (code != null) {
      worker.setContextClassLoader(code.loader());
      code.log4j().put(requestId);
    }
    log.start();
    byte[] answer = here.entryPoint().call(event, function.context(this));
    if (answer == null) {
      answer = new byte[] {'n', 'u', 'l', 'l'};
    }
    int longest = function.longestAnswer();
    return answer.length > longest
        ? new Failed(HandlerErrors.responseTooLarge(answer.length, longest))
        : new Success(answer);
  }

  /**
   * Leaves the thread to the next invocation; returns whether this one had not been ended by
   * others.
   */
  private synchronized boolean finish(Thread worker) {
    release(worker);
    boolean mine = !ended;
    ended = true;
    thread = null;
    return mine;
  }

  /** Ends the invocation at its deadline. Called by the clock. */
  void timeOut() {
    String where = stop();
    if (where != null) {
      InvocationResult.TimedOut outcome =
          new InvocationResult.TimedOut(function.definition().timeout());
      function.log().warn("Function {}: {}. It was at {}.", name(), outcome.message(), where);
      function.cutOff(this, outcome, false);
    }
  }

  /** Ends the invocation as an exception of its handler does. */
  void fail() {
    end(Thread.currentThread(), new Failed(HandlerErrors.fault()), null);
  }

  /** Ends the invocation because its process would have ended. */
  void exit(int status) {
    if (stop() != null) {
      Failed outcome = new Failed(HandlerErrors.exit(requestId(), status));
      function.log().warn("Function {} ended its process with status {}.", name(), status);
      function.cutOff(this, outcome, false);
    }
  }

  /** Ends the invocation because its process was killed. */
  void kill() {
    if (stop() != null) {
      Failed outcome = new Failed(HandlerErrors.killed(requestId()));
      function.log().warn("Function {} was killed.", name());
      function.cutOff(this, outcome, false);
    }
  }

  /** Ends the invocation because the emulator closes. */
  void close() {
    if (stop() != null) {
      function.cutOff(this, new Failed(HandlerErrors.closed(name())), true);
    }
  }

  /** Ends the invocation because there is no environment for it. */
  void throttle() {
    if (stop() != null) {
      function.throttled(this);
    }
  }

  /** Says that it waits for the clock to move on. */
  void hold() {
    held = true;
  }

  /** Returns whether it has begun at this time and does not wait for the clock. */
  boolean isAtWorkSince(long nanos) {
    return began == nanos && !held;
  }

  /** Completes the result, and lets go of those who wait until that has taken effect. */
  void deliver(InvocationResult outcome) {
    try {
      result.complete(outcome);
    } finally {
      synchronized (this) {
        delivered = true;
        notifyAll();
      }
    }
  }

  /** Waits until the result has taken effect if there is one, but not too long. */
  synchronized void awaitDelivery(long nanos) {
    long end = TimeSource.system().nanos() + nanos;
    try {
      for (long left = nanos; ended && !delivered && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - TimeSource.system().nanos();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the end while the handler gets on, but not too long. */
  void awaitEnd(long nanos) {
    TimeSource real = TimeSource.system();
    long end = real.nanos() + nanos;
    HandlerProgress progress = new HandlerProgress(real);
    while (!held && real.nanos() < end && !progress.isStuck(stack())) {
      try {
        result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        awaitDelivery(nanos);
        return;
      } catch (ExecutionException | TimeoutException e) {
        function.log().trace("Function {} has not ended yet.", name(), e);
      }
    }
    function.log().debug("Function {} runs while the clock moves on.", name());
  }

  private synchronized StackTraceElement[] stack() {
    return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
  }

  /** Runs elsewhere; takes no thread meanwhile. */
  void runAt(RemoteFunctions remote) {
    synchronized (this) {
      if (ended) {
        return;
      }
    }
    log.start();
    CompletableFuture<RemoteFunctions.RemoteOutcome> call =
        remote.invoke(function.definition(), event, requestId(), qualifier);
    result.whenComplete((outcome, failure) -> call.cancel(true)); // of use if it is too late
    call.whenComplete((answer, failure) -> function.answered(this, answer, failure));
  }

  /** Ends it with what came from elsewhere. */
  void answered(RemoteFunctions.RemoteOutcome answer) {
    synchronized (this) {
      if (ended) {
        return;
      }
    }
    answer.log().forEach(line -> function.console().write(requestId, line));
    conclude(Thread.currentThread(), answer.result(), null);
  }

  private String name() {
    return function.definition().name();
  }

  /** Returns where the handler was, or {@code null} if the invocation had already ended. */
  private synchronized @Nullable String stop() {
    if (ended) {
      return null;
    }
    ended = true;
    Thread worker = thread;
    if (worker == null) {
      return "its start";
    }
    StackTraceElement[] stack = worker.getStackTrace();
    ExecutionEnvironment place = environment;
    LoadedCode code = place == null ? null : place.code();
    if (code != null) {
      code.stop(worker);
    }
    if (worker != Thread.currentThread()) {
      worker.interrupt();
    }
    return stack.length == 0 ? "its end" : stack[0].toString();
  }
}
