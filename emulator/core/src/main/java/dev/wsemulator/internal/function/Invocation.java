package dev.wsemulator.internal.function;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.internal.function.InvocationResult.Failed;
import dev.wsemulator.internal.function.InvocationResult.Success;
import dev.wsemulator.journal.Origin;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One run of a function. Ends exactly once: by its own thread, at its deadline, by an exit, or when
 * the emulator closes.
 */
final class Invocation implements Runnable {
  /** What Lambda accepts as an answer, in bytes. */
  static final int MAX_RESPONSE = 6_291_556;

  /** A cold start may take this long in addition to the timeout. */
  private static final long INIT_NANOS = Duration.ofSeconds(10).toNanos();

  /** How often a handler is looked at that is waited for. */
  private static final long LOOK_MILLIS = 25;

  /** Whose handler a thread runs. */
  private static final ThreadLocal<@Nullable Invocation> CURRENT = new ThreadLocal<>();

  private final DeployedFunction function;
  private final ExecutionEnvironment environment;
  private final byte[] event;
  private final Origin origin;
  private final InvocationLog log;
  private final CompletableFuture<InvocationResult> result = new CompletableFuture<>();
  private final long limit;
  private volatile long deadline;
  private volatile long began;
  private volatile boolean held;
  private volatile @Nullable Duration init;
  private @Nullable String requestId;
  private @Nullable Thread thread;
  private boolean ended;
  private boolean delivered;

  Invocation(
      DeployedFunction function, ExecutionEnvironment environment, byte[] event, Origin origin) {
    this.origin = origin;
    this.function = function;
    this.environment = environment;
    this.event = event;
    this.log = new InvocationLog(function, this);
    this.limit = function.definition().timeout().toNanos();
    this.began = function.nanos();
    this.deadline = began + limit + (environment.isCold() ? INIT_NANOS : 0);
  }

  /** Returns the invocation whose handler the calling thread runs, or {@code null}. */
  static @Nullable Invocation current() {
    return CURRENT.get();
  }

  CompletableFuture<InvocationResult> result() {
    return result;
  }

  ExecutionEnvironment environment() {
    return environment;
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

  /** Gives it the id that its caller knows. */
  synchronized void name(String id) {
    requestId = id;
  }

  synchronized String requestId() {
    if (requestId == null) {
      requestId = InvocationId.next();
    }
    return requestId;
  }

  synchronized boolean runsOn(Thread candidate) {
    return thread == candidate;
  }

  @Override
  public void run() {
    Thread worker = Thread.currentThread();
    synchronized (this) {
      if (ended) {
        return;
      }
      thread = worker;
    }
    ClassLoader before = worker.getContextClassLoader();
    InvocationResult outcome;
    Throwable thrown = null;
    boolean cold = environment.isCold();
    CURRENT.set(this);
    try {
      outcome = cold ? runCold(worker) : runWarm(worker);
    } catch (Throwable t) { // Errors too: nothing a handler throws may end a thread of the emulator
      outcome = new Failed(HandlerErrors.of(t));
      thrown = t;
    }
    worker.setContextClassLoader(before);
    worker.setUncaughtExceptionHandler(null); // the function's own would keep its classes
    function.endLines();
    CURRENT.set(null);
    conclude(worker, outcome, thrown);
  }

  private void conclude(Thread worker, InvocationResult outcome, @Nullable Throwable thrown) {
    Happening happening = function.resultFault(this);
    if (happening == null) {
      end(worker, outcome, thrown);
    } else {
      happening.run(() -> end(worker, outcome, happening.fault()));
    }
  }

  private void end(Thread worker, InvocationResult outcome, @Nullable Throwable thrown) {
    boolean mine = finish(worker);
    Thread.interrupted(); // a late interrupt must not hit the next invocation
    if (mine) {
      function.end(this, outcome, thrown, !environment.isCold());
    }
  }

  /** Ends in another way than the handler did. */
  private void end(Thread worker, InvocationResult outcome, Fault fault) {
    hold();
    leave(worker);
    switch (fault.kind()) {
      case ERROR -> fail();
      case CRASH -> exit(1);
      case OUT_OF_MEMORY -> kill();
      case DELAY -> function.later(fault.delay(), () -> end(worker, outcome, (Throwable) null));
      default -> {
        // It hangs until its timeout.
      }
    }
  }

  /** Leaves the thread to the next invocation, though this one has not ended. */
  private synchronized void leave(Thread worker) {
    LoadedCode code = environment.code();
    if (ended && code != null) {
      code.release(worker);
    }
    thread = null;
    Thread.interrupted();
  }

  private InvocationResult runCold(Thread worker) throws Throwable {
    log.initStart();
    worker.setContextClassLoader(environment.load().loader());
    environment.entryPoint();
    long now = function.nanos();
    init = Duration.ofNanos(now - began);
    began = now;
    deadline = now + limit;
    function.deadlineMoved(this);
    return runWarm(worker);
  }

  private InvocationResult runWarm(Thread worker) throws Throwable {
    LoadedCode code = environment.code();
    if (code != null) {
      worker.setContextClassLoader(code.loader());
    }
    log.start();
    byte[] answer = environment.entryPoint().call(event, new InvocationFacts(this, function));
    if (answer == null) {
      answer = new byte[] {'n', 'u', 'l', 'l'};
    }
    return answer.length > MAX_RESPONSE
        ? new Failed(HandlerErrors.responseTooLarge(answer.length, MAX_RESPONSE))
        : new Success(answer);
  }

  /**
   * Leaves the thread to the next invocation; returns whether this one had not been ended by
   * others.
   */
  private synchronized boolean finish(Thread worker) {
    LoadedCode code = environment.code();
    if (ended && code != null) {
      code.release(worker);
    }
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
    end(Thread.currentThread(), new Failed(HandlerErrors.fault()), (Throwable) null);
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
    CompletableFuture<RemoteFunctions.Answer> call =
        remote.invoke(function.definition(), event, requestId());
    result.whenComplete((outcome, failure) -> call.cancel(true)); // of use if it is too late
    call.whenComplete((answer, failure) -> function.answered(this, answer, failure));
  }

  /** Ends it with what came from elsewhere. */
  void answered(RemoteFunctions.Answer answer) {
    synchronized (this) {
      if (ended) {
        return;
      }
    }
    answer.log().forEach(line -> function.write(requestId(), line));
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
    LoadedCode code = environment.code();
    if (code != null) {
      code.stop(worker);
    }
    if (worker != Thread.currentThread()) {
      worker.interrupt();
    }
    return stack.length == 0 ? "its end" : stack[0].toString();
  }
}
