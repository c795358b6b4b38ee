package dev.wsemulator.internal.function.environment;

import dev.wsemulator.time.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function's execution environments, and the events that wait for one. The environments share one
 * queue: one that ends an invocation takes the next event without being woken. An event that has
 * waited for a millisecond behind environments that are all busy gets one environment more, as
 * Lambda scales. It is one millisecond of real time; with a virtual clock nothing waits, so that
 * every run of a test is the same. Thread-safe.
 */
public final class EnvironmentPool implements Environments {
  private static final Logger LOG = LoggerFactory.getLogger(EnvironmentPool.class);

  private final TimeSource real;
  private final Function<EnvironmentPool, ExecutionEnvironment> make;
  private final boolean patient;
  private final Room room;
  private final Lock lock = new ReentrantLock();

  /** Guarded by the lock, as all below. */
  private final IdleEnvironments idle = new IdleEnvironments();

  private final ActiveEnvironments active;
  private final Queue<WaitingInvocation> waiting = new ArrayDeque<>();
  private final RepeatedCheck scaling;
  private TimeSource.@Nullable Timer reclaims;
  private boolean closed;

  /** An environment that is about to run an invocation. */
  private record Given(ExecutionEnvironment environment, Invocation invocation) {}

  /**
   * Creates no environment yet.
   *
   * @param make creates one
   * @param real the clock by which events wait
   * @param patient whether they wait for an environment that is busy
   * @param account how many there are of all functions
   */
  public EnvironmentPool(
      Function<EnvironmentPool, ExecutionEnvironment> make,
      TimeSource real,
      boolean patient,
      Concurrency account) {
    this.make = make;
    this.real = real;
    this.patient = patient;
    this.room = new Room(account);
    this.scaling = new RepeatedCheck(real, this::scale);
    this.active = new ActiveEnvironments(account);
  }

  /**
   * Sets how many environments there may be; events wait beyond.
   *
   * @param reached is run when an event waits for that reason
   */
  public void limit(int environments, Runnable reached) {
    locked(() -> room.limit(environments, reached));
  }

  private boolean hasRoom() {
    return room.isFor(active.size() + idle.size());
  }

  /** Adds an environment that runs nothing, if there is none; returns it, or {@code null}. */
  @Nullable
  public ExecutionEnvironment addIdle() {
    lock.lock();
    try {
      if (closed || !idle.isEmpty() || active.hasCurrent() || !hasRoom()) {
        return null;
      }
      ExecutionEnvironment made = make.apply(this);
      idle.put(made, real.nanos());
      return made;
    } finally {
      lock.unlock();
    }
  }

  /** Does something while no other thread does. */
  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private void run(Given given) {
    Invocation invocation = given.invocation();
    try {
      given.environment().run(invocation);
    } catch (RejectedExecutionException e) { // closed
      LOG.debug("An environment for {} could not be started.", invocation.invokedArn(), e);
      drop(given.environment());
      invocation.close();
    } catch (OutOfMemoryError e) { // the system has no thread to give
      LOG.warn("An environment for {} could not be started.", invocation.invokedArn(), e);
      drop(given.environment());
      invocation.throttle();
    }
  }

  /** Lets go of an environment that has never run; those that wait may find another. */
  private void drop(ExecutionEnvironment environment) {
    locked(() -> active.remove(environment));
    environment.end();
  }

  @Override
  public void submit(Invocation invocation) {
    ExecutionEnvironment chosen = null;
    boolean refused;
    lock.lock();
    try {
      refused = closed;
      if (!refused) {
        chosen = patient && !waiting.isEmpty() ? null : choose(waiting.size());
        if (chosen == null) {
          waiting.add(new WaitingInvocation(invocation, real.nanos()));
          scaling.begin();
        }
      }
    } finally {
      lock.unlock();
    }
    if (refused) {
      invocation.close();
    } else if (chosen != null) {
      invocation.enter(chosen);
      run(new Given(chosen, invocation));
    }
  }

  /**
   * Takes an environment for an event that need not wait, or {@code null}.
   *
   * @param before how many others wait
   */
  private @Nullable ExecutionEnvironment choose(int before) {
    if (!idle.isEmpty()) {
      return !patient || active.size() < Scaling.PROCESSORS ? take(2) : null;
    }
    boolean isNeeded = patient ? active.size() == 0 : before >= active.delivering();
    return isNeeded && hasRoom() && !room.isAccountUsedUp() ? take(2) : null;
  }

  private ExecutionEnvironment take(int holders) {
    return begin(idle.isEmpty() ? make.apply(this) : idle.take(), holders);
  }

  private ExecutionEnvironment begin(ExecutionEnvironment taken, int holders) {
    active.add(taken);
    hold(taken, holders);
    return taken;
  }

  private void hold(ExecutionEnvironment taken, int holders) {
    taken.occupancy().holders += holders;
    taken.occupancy().since = real.nanos();
  }

  @Override
  public ExecutionEnvironment reserve(boolean cold) {
    ExecutionEnvironment used;
    lock.lock();
    try {
      used = idle.isEmpty() ? takeDelivering() : take(1);
      if (!cold) {
        return used == null ? take(1) : used;
      }
    } finally {
      lock.unlock();
    }
    if (used != null) {
      discard(used); // static initializers run again, too
    }
    lock.lock();
    try {
      return begin(make.apply(this), 1);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable ExecutionEnvironment takeDelivering() {
    ExecutionEnvironment found =
        waiting.size() < active.delivering() ? active.anyDelivering() : null;
    if (found != null) {
      active.endDelivery(found);
      hold(found, 1);
    }
    return found;
  }

  @Override
  public void run(ExecutionEnvironment reserved, Invocation invocation) {
    locked(() -> hold(reserved, 1));
    run(new Given(reserved, invocation));
  }

  @Override
  public void release(ExecutionEnvironment environment) {
    Given next = null;
    boolean isOver;
    lock.lock();
    try {
      boolean isActive = active.contains(environment);
      boolean isHeld = isActive && --environment.occupancy().holders > 0;
      isOver = isActive && !isHeld && isOver(environment);
      if (isHeld) {
        active.beginDelivery(environment, real.nanos());
      } else if (isActive && !isOver) {
        next = free(environment);
      }
    } finally {
      lock.unlock();
    }
    if (isOver) {
      remove(environment);
    } else if (next != null) {
      run(next);
    }
  }

  /** The thread of an environment has left an invocation; returns what it is to run now. */
  @Nullable
  public Invocation next(ExecutionEnvironment environment) {
    Given next = null;
    boolean isOver;
    lock.lock();
    try {
      boolean isFree = active.contains(environment) && --environment.occupancy().holders == 0;
      active.endDelivery(environment);
      isOver = isFree && isOver(environment);
      if (isFree && !isOver) {
        next = free(environment);
      }
    } finally {
      lock.unlock();
    }
    if (isOver) {
      remove(environment);
    }
    return next == null ? null : next.invocation();
  }

  private boolean isOver(ExecutionEnvironment environment) {
    return closed || environment.isOutdated();
  }

  private @Nullable Given free(ExecutionEnvironment environment) {
    WaitingInvocation first = waiting.poll();
    if (first != null) {
      hold(environment, 2);
      return new Given(environment, first.invocation());
    }
    active.remove(environment);
    idle.put(environment, real.nanos());
    reclaimLater();
    return null;
  }

  @Override
  public void discard(ExecutionEnvironment environment) {
    environment.spoil();
    remove(environment);
  }

  /** Ends an environment: it is not used again. */
  private void remove(ExecutionEnvironment environment) {
    List<Given> begun = new ArrayList<>();
    lock.lock();
    try {
      if (active.remove(environment)) {
        active.endDelivery(environment);
      } else {
        idle.remove(environment);
      }
      ExecutionEnvironment chosen = waiting.isEmpty() ? null : choose(waiting.size() - 1);
      while (chosen != null) {
        begun.add(new Given(chosen, waiting.remove().invocation()));
        chosen = waiting.isEmpty() ? null : choose(waiting.size() - 1);
      }
    } finally {
      lock.unlock();
    }
    environment.end();
    begun.forEach(this::run);
  }

  @Override
  public void endOutdated() {
    end(ExecutionEnvironment::isOutdated);
  }

  private void end(Predicate<ExecutionEnvironment> which) {
    List<ExecutionEnvironment> ended = new ArrayList<>();
    locked(() -> ended.addAll(idle.removeAll(which)));
    ended.forEach(ExecutionEnvironment::end);
  }

  @Override
  public void close() {
    locked(this::beginEnd);
    end(any -> true);
  }

  private void beginEnd() {
    closed = true;
    waiting.clear(); // who closes these ends all invocations, too
    if (reclaims != null) {
      reclaims.cancel();
    }
  }

  /** Returns the invocations whose handlers run. */
  public List<Invocation> running() {
    List<Invocation> running = new ArrayList<>();
    locked(() -> running.addAll(active.running()));
    return running;
  }

  private void scale() {
    List<Given> begun = new ArrayList<>();
    List<Invocation> refused;
    lock.lock();
    try {
      scaling.made(!waiting.isEmpty(), closed);
      refused = grow(begun);
    } finally {
      lock.unlock();
    }
    begun.forEach(this::run);
    refused.forEach(Invocation::throttle);
  }

  /** Adds environments, and returns what none is left for: Lambda has refused that at once. */
  private List<Invocation> grow(List<Given> begun) {
    List<Invocation> refused = new ArrayList<>();
    long now = real.nanos();
    boolean allStuck = active.areStuck(now);
    WaitingInvocation first = waiting.peek();
    while (first != null && Scaling.isDue(first.since(), now) && (allStuck || canGetOnFaster())) {
      if (idle.isEmpty() && !hasRoom()) {
        room.tellFull();
        return refused;
      }
      if (!idle.isEmpty() || !room.isAccountUsedUp()) {
        begun.add(new Given(take(2), first.invocation()));
      } else if (allStuck) {
        refused.add(first.invocation());
      } else {
        return refused;
      }
      waiting.remove();
      first = waiting.peek();
    }
    return refused;
  }

  /** Returns whether a processor is left, and the first that waits is not about to begin. */
  private boolean canGetOnFaster() {
    return patient && active.size() < Scaling.PROCESSORS && waiting.size() > active.delivering();
  }

  private void reclaimLater() {
    if (reclaims == null && idle.hasUnneeded() && !closed) {
      reclaims = real.after(IdleEnvironments.UNUSED, this::reclaim);
    }
  }

  /** Ends environments that have not been used for long. */
  private void reclaim() {
    List<ExecutionEnvironment> unused = new ArrayList<>();
    locked(
        () -> {
          unused.addAll(idle.removeUnused(real.nanos()));
          reclaims = null;
          reclaimLater();
        });
    unused.forEach(ExecutionEnvironment::end);
  }
}
