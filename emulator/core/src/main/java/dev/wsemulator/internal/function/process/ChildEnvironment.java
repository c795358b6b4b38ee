package dev.wsemulator.internal.function.process;

import dev.wsemulator.internal.function.environment.EnvironmentPool;
import dev.wsemulator.internal.function.environment.ExecutionEnvironment;
import dev.wsemulator.internal.function.environment.Invocation;
import dev.wsemulator.internal.function.environment.Occupancy;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.InvocationResult.Success;
import dev.wsemulator.internal.function.invocation.RuntimeErrors;
import dev.wsemulator.internal.function.log.PlatformWords;
import dev.wsemulator.internal.function.process.api.RuntimeErrorReport;
import dev.wsemulator.internal.function.process.api.RuntimeRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Runs invocations in a child process, one after the other. A process that has ended by itself is
 * started again for the next invocation. Thread-safe.
 */
final class ChildEnvironment
    implements ExecutionEnvironment, RuntimeProcess.Owner, ChildProcesses.Watched {
  private final ProcessHost host;
  private final EnvironmentPool pool;
  private final Occupancy occupancy = new Occupancy();
  private volatile boolean cold = true;
  private volatile boolean over;
  private volatile @Nullable Invocation running;

  /** The process that is there, or comes; guarded by this, as all below. */
  private volatile @Nullable RuntimeProcess start;

  /** What the process has been given last. */
  private @Nullable Invocation given;

  private int failedStarts;
  private volatile boolean lost;

  ChildEnvironment(ProcessHost host, EnvironmentPool pool) {
    this.host = host;
    this.pool = pool;
  }

  /**
   * Starts the process before there is an invocation; returns what is complete when it is ready.
   */
  CompletableFuture<Void> startAhead() {
    begin(null);
    RuntimeProcess started = start;
    return started == null ? CompletableFuture.completedFuture(null) : started.settled();
  }

  @Override
  public void run(Invocation invocation) {
    if (!invocation.enter(this)) { // it has ended while it waited
      if (invocation.environment() != this) {
        pool.release(this);
      }
      runNext();
      return;
    }
    RuntimeProcess ready;
    synchronized (this) {
      running = invocation;
      ready = start;
    }
    if (ready == null) {
      host.services().workers().execute(() -> begin(invocation));
    } else {
      ready.whenReady(this::handOver);
    }
  }

  /** Starts a process, for an invocation or ahead. */
  private void begin(@Nullable Invocation invocation) {
    RuntimeProcess next;
    synchronized (this) {
      if (over || start != null) {
        return;
      }
      Invocation first = invocation == null ? running : invocation;
      String version = first == null ? host.likelyVersion() : first.version();
      next = new RuntimeProcess(host, this, version, failedStarts == 0);
      start = next;
    }
    if (invocation == null) {
      PlatformWords.Lines words = host.console().words().initStart(host.console().now());
      host.console().write(null, words.count(), words.text());
    } else {
      invocation.initStarted();
    }
    host.children().add(this);
    next.begin();
    next.whenReady(this::handOver);
  }

  /** Gives the process its invocation, if there is one. */
  private void handOver(RuntimeProcess ready) {
    Invocation invocation;
    synchronized (this) {
      invocation = running;
      if (invocation == null) {
        ready.freeze();
        return;
      }
      if (invocation == given) {
        return; // it came at the moment when the process was ready, and was handed over
      }
      given = invocation;
    }
    if (cold) {
      cold = false;
      invocation.initialized(ready.took());
    }
    invocation.handlerStarted();
    ready.give(invocation);
  }

  @Override
  public void responded(RuntimeRequest response, boolean isTooLong) {
    RuntimeErrorReport streamed = RuntimeErrorReport.ofTrailers(response);
    InvocationResult result;
    if (isTooLong) {
      int longest = host.services().settings().answerBytes();
      result = new Failed(RuntimeErrors.responseTooLarge((int) response.size(), longest));
    } else {
      result = streamed == null ? new Success(response.body()) : streamed.result();
    }
    complete(result);
  }

  @Override
  public void failed(RuntimeRequest error) {
    complete(RuntimeErrorReport.of(error).result());
  }

  private void complete(InvocationResult result) {
    Invocation ended = leave();
    if (ended != null) {
      ended.complete(result, null);
      runNext();
    }
  }

  private @Nullable Invocation leave() {
    RuntimeProcess current = start;
    if (current != null) {
      current.takeOutput();
    }
    synchronized (this) {
      Invocation ended = running;
      running = null;
      given = null;
      return ended;
    }
  }

  private void runNext() {
    Invocation next = pool.next(this);
    if (next != null) {
      run(next);
    } else {
      freezeIdle();
    }
  }

  private synchronized void freezeIdle() {
    RuntimeProcess idle = start;
    if (idle != null && running == null) {
      idle.freeze();
    }
  }

  /** The process has ended, or could not be started; it may have been asked to. */
  @Override
  public void exited(RuntimeProcess ended, ProcessExit how) {
    Invocation invocation;
    boolean again;
    synchronized (this) {
      if (start != ended) {
        return;
      }
      start = null;
      given = null;
      invocation = running;
      again =
          !ended.isReady() && invocation != null && ++failedStarts == 1 && how.mayBeTriedAgain();
    }
    ended.close();
    if (over) {
      host.children().remove(this);
    } else if (ended.isReady()) {
      lost(ended, invocation, how);
    } else {
      notStarted(invocation, how, again);
    }
  }

  private void lost(RuntimeProcess ended, @Nullable Invocation invocation, ProcessExit how) {
    cold = true;
    if (invocation == null) {
      host.log().debug("A process of function {} has ended.", host.definition().name());
    } else if (ended.keepsEvent()) { // it ended after its last answer
      begin(invocation);
    } else {
      how.end(invocation);
    }
  }

  /** Lambda tries once more within the invocation, whose time begins then. */
  private void notStarted(@Nullable Invocation invocation, ProcessExit how, boolean again) {
    if (invocation == null) {
      return;
    }
    if (again) {
      invocation.initFailed(how.errorType());
      begin(null);
    } else {
      how.end(invocation);
    }
  }

  @Override
  public boolean look() {
    RuntimeProcess current = start;
    return current != null && current.look(running != null);
  }

  @Override
  public void print(String line) {
    host.print(running, line);
  }

  @Override
  public Occupancy occupancy() {
    return occupancy;
  }

  @Override
  public boolean isCold() {
    return cold;
  }

  @Override
  public boolean isOutdated() {
    RuntimeProcess current = start;
    return current != null && current.version() != host.version();
  }

  @Override
  public boolean isWaiting() {
    RuntimeProcess current = start;
    return current != null && current.isReady() && current.usage().waits();
  }

  @Override
  public @Nullable Invocation running() {
    return running;
  }

  @Override
  public int usedMb() {
    RuntimeProcess current = start;
    return current == null ? 0 : current.usedMb();
  }

  @Override
  public StackTraceElement[] stackTrace(Invocation invocation) {
    RuntimeProcess current = start;
    return current == null ? new StackTraceElement[0] : current.progress();
  }

  @Override
  public String stop(Invocation invocation) {
    RuntimeProcess current;
    synchronized (this) {
      running = null;
      over = true;
      current = start;
    }
    if (current == null) {
      return "its start";
    }
    lost = true;
    current.kill();
    return current.words();
  }

  @Override
  public void spoil() {}

  @Override
  public void end() {
    RuntimeProcess current;
    synchronized (this) {
      over = true;
      current = start;
    }
    if (current == null) {
      host.children().remove(this);
    } else {
      current.end();
    }
    if (lost) {
      lost = false;
      host.replaceLost();
    }
  }

  @Override
  public void awaitEnd() {
    RuntimeProcess current = start;
    if (current != null) {
      current.awaitEnd();
    }
  }
}
