package dev.wsemulator.internal.function;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.fault.InvocationFaults;
import dev.wsemulator.internal.fault.TriggeredFault;
import dev.wsemulator.internal.function.environment.ExecutionEnvironment;
import dev.wsemulator.internal.function.environment.Invocation;
import dev.wsemulator.internal.function.environment.PendingTimers;
import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.InvocationResult.TimedOut;
import dev.wsemulator.internal.function.invocation.RuntimeErrors;
import dev.wsemulator.internal.function.invocation.TraceHeader;
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
 * Follows one run of a function from the request to the delivery of its result. It may wait for an
 * environment before it runs. Ends exactly once: by its handler, at its deadline, by an exit, or
 * when the emulator closes.
 */
final class TrackedInvocation implements Invocation, Deadlines.Timed {
  /** A cold start may take this long in addition to the timeout. */
  private static final long INIT_NANOS = Duration.ofSeconds(10).toNanos();

  private static final int KILL = 9;

  private static final StackTraceElement[] NOWHERE = {};

  private final FunctionParts function;
  private final InvocationEnds ends;
  private final InvocationRequest request;
  private final String requestId;
  private final String traceHeader;
  private final InvocationLog log;
  private final PendingTimers timers = new PendingTimers();
  private final CompletableFuture<InvocationResult> result = new CompletableFuture<>();
  private final long limit;
  private volatile long deadline;
  private volatile long began;
  private volatile boolean held;
  private volatile long resumed;
  private volatile @Nullable Duration init;

  /** How much longer its cold start lasts. */
  private volatile Duration coldStart = Duration.ZERO;

  private volatile @Nullable ExecutionEnvironment environment;
  private volatile boolean begun;
  private boolean ended;
  private boolean delivered;

  /**
   * @param ends ends the invocation
   */
  TrackedInvocation(FunctionParts function, InvocationRequest request, InvocationEnds ends) {
    this.function = function;
    this.ends = ends;
    this.request = request;
    this.requestId = request.id();
    this.traceHeader = TraceHeader.next(function.console().now().getEpochSecond());
    this.log = new InvocationLog(function.console(), this);
    this.limit = function.definition().timeout().toNanos();
    this.began = function.nanos();
    this.resumed = began;
    this.deadline = began + limit;
  }

  CompletableFuture<InvocationResult> result() {
    return result;
  }

  @Override
  public byte[] event() {
    return request.event();
  }

  @Override
  public String requestId() {
    return requestId;
  }

  @Override
  public Origin origin() {
    return request.origin();
  }

  @Override
  public @Nullable String qualifier() {
    return request.qualifier();
  }

  @Override
  public String invokedArn() {
    return qualifier() == null ? function.arn() : function.arn() + ":" + qualifier();
  }

  @Override
  public String version() {
    return function.version(qualifier()).orElse(FunctionDefinition.LATEST);
  }

  @Override
  public String traceHeader() {
    return traceHeader;
  }

  @Override
  public int remainingMillis() {
    return (int) Math.max(0, (deadline - function.nanos()) / 1_000_000);
  }

  @Override
  public Duration took() {
    return Duration.ofNanos(function.nanos() - began);
  }

  @Override
  public @Nullable Duration init() {
    return init;
  }

  @Override
  public @Nullable ExecutionEnvironment environment() {
    return environment;
  }

  @Override
  public PendingTimers timers() {
    return timers;
  }

  @Override
  public String functionName() {
    return function.name();
  }

  @Override
  public long deadline() {
    return deadline;
  }

  InvocationLog log() {
    return log;
  }

  @Override
  public @Nullable String logId() {
    return log.requestId();
  }

  @Override
  public boolean hasEnvironment() {
    return environment != null;
  }

  @Override
  public synchronized boolean isWaiting() {
    return !begun && !ended;
  }

  @Override
  public boolean enter(ExecutionEnvironment found) {
    boolean cold = found.isCold();
    synchronized (this) {
      if (ended || environment != null) {
        return !ended && environment == found;
      }
      environment = found;
      began = function.nanos();
      deadline = began + limit + (cold ? INIT_NANOS : 0);
    }
    begun(cold);
    begun = true;
    return true;
  }

  /** Records that it has found its environment. */
  void begun(boolean cold) {
    function.runtime().deadlines().ring(deadline);
    function.journal().begun(this, cold);
  }

  /** Lets its cold start last longer, which is no part of its timeout. */
  void initializes(Duration lasting) {
    synchronized (this) {
      coldStart = lasting;
      deadline += lasting.toNanos();
    }
    function.runtime().deadlines().ring(deadline);
  }

  @Override
  public void initStarted() {
    log.initStart();
  }

  @Override
  public void initEnded() {
    long now = function.nanos();
    init = Duration.ofNanos(now - began);
    began = now;
    deadline = now + limit;
    function.runtime().deadlines().ring(deadline);
  }

  @Override
  public void initialized(Duration took) {
    initEnded();
    init = took.plus(coldStart);
  }

  @Override
  public void initFailed(String errorType) {
    log.initFailed(errorType);
    initEnded();
    init = null;
  }

  @Override
  public void handlerStarted() {
    log.start();
  }

  @Override
  public void complete(InvocationResult outcome, @Nullable Throwable thrown) {
    TriggeredFault triggered =
        function
            .runtime()
            .faults()
            .next(
                FaultPoint.INVOCATION_RESULT,
                new InvocationFaults.Occasion(
                    functionName(), origin(), () -> function.aliases(qualifier()), null));
    InvocationResult checked = function.runtime().checked(outcome);
    if (triggered == null) {
      end(checked, thrown);
      return;
    }
    hold();
    triggered.strike(new ResultTarget(this, function, checked));
  }

  /** Ends it as its handler has. */
  void end(InvocationResult outcome, @Nullable Throwable thrown) {
    boolean mine;
    synchronized (this) {
      mine = !ended;
      ended = true;
    }
    if (mine) {
      ExecutionEnvironment place = environment;
      ends.returned(this, outcome, thrown, place != null && !place.isCold());
    }
  }

  @Override
  public void timeOut() {
    String where = stop();
    if (where != null) {
      TimedOut outcome = new TimedOut(function.definition().timeout());
      function
          .log()
          .warn("Function {}: {}. It was at {}.", functionName(), outcome.message(), where);
      ends.cutOff(this, outcome);
    }
  }

  /** Ends the invocation as an exception of its handler does. */
  void fail() {
    end(new Failed(RuntimeErrors.fault()), null);
  }

  @Override
  public void exit(int status) {
    if (stop() != null) {
      function.log().warn("Function {} ended its process with status {}.", functionName(), status);
      ends.cutOff(this, new Failed(RuntimeErrors.exit(requestId(), status)));
    }
  }

  /** Ends the invocation because its process was killed. */
  void kill() {
    killed(KILL);
  }

  @Override
  public void killed(int signal) {
    if (stop() != null) {
      function.log().warn("Function {} was killed.", functionName());
      ends.cutOff(this, new Failed(RuntimeErrors.killed(requestId(), signal)));
    }
  }

  @Override
  public void close() {
    if (stop() != null) {
      ends.closed(this, new Failed(RuntimeErrors.closed(functionName())));
    }
  }

  @Override
  public void throttle() {
    if (stop() != null) {
      ends.throttled(this);
    }
  }

  /** Says that it waits for the clock to move on. */
  void hold() {
    held = true;
  }

  /** Holds it, and lets something happen to it later; the clock waits for what follows from it. */
  void after(Duration delay, Runnable then) {
    hold();
    function
        .runtime()
        .time()
        .after(
            delay,
            () -> {
              resumed = function.nanos();
              held = false;
              then.run();
            });
  }

  @Override
  public boolean isAtWorkSince(long nanos) {
    return (began == nanos || resumed == nanos) && !held;
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

  @Override
  public synchronized void awaitDelivery(long nanos) {
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

  @Override
  public boolean hasEnded(long nanos) {
    try {
      result.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true; // who asks is not to wait any longer
    } catch (ExecutionException | TimeoutException e) {
      function.log().trace("Function {} has not ended yet.", functionName(), e);
      return false;
    }
  }

  @Override
  public StackTraceElement[] stack() {
    ExecutionEnvironment place = environment;
    return place == null ? NOWHERE : place.stackTrace(this);
  }

  /** Returns where the handler was, or {@code null} if the invocation had already ended. */
  private @Nullable String stop() {
    synchronized (this) {
      if (ended) {
        return null;
      }
      ended = true;
    }
    ExecutionEnvironment place = environment;
    return place == null ? "its start" : place.stop(this);
  }
}
