package dev.wsemulator.internal.function.environment;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
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

  /** How long an event waits for an environment that is busy; also how often it is looked for. */
  private static final Duration PATIENCE = Duration.ofMillis(1);

  /** Code that has worked this long may never end. */
  private static final long LONG_WORK = Duration.ofMillis(20).toNanos();

  /** A result is delivered by the emulator, which is not slow unless the machine is. */
  private static final long SLOW_DELIVERY = Duration.ofMillis(100).toNanos();

  /** How long unused environments are kept; the last one is kept forever. */
  private static final Duration UNUSED = Duration.ofMinutes(5);

  /** How many checks in a row find no waiting event before the checks stop. */
  private static final int CALM = 50;

  /** More environments than these get on only if some of them wait for something. */
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final TimeSource real;
  private final Function<EnvironmentPool, ExecutionEnvironment> make;
  private final boolean patient;
  private final Concurrency account;
  private final Lock lock = new ReentrantLock();

  /** Guarded by the lock, as all below; the one that was used last comes first. */
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();

  private final Set<ExecutionEnvironment> active = new HashSet<>();
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int delivering;
  private boolean looks;
  private int calm;
  private TimeSource.@Nullable Timer reclaims;
  private boolean closed;

  private record Waiting(Invocation invocation, long since) {}

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
    this.account = account;
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
    lock.lock();
    try {
      deactivate(environment);
    } finally {
      lock.unlock();
    }
    environment.end();
  }

  private void activate(ExecutionEnvironment environment) {
    active.add(environment);
    account.begin();
  }

  private boolean deactivate(ExecutionEnvironment environment) {
    boolean wasActive = active.remove(environment);
    if (wasActive) {
      account.end();
    }
    return wasActive;
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
          waiting.add(new Waiting(invocation, real.nanos()));
          look();
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
      return !patient || active.size() < PROCESSORS ? take(2) : null;
    }
    boolean isNeeded = patient ? active.isEmpty() : before >= delivering;
    return isNeeded && !account.isUsedUp() ? take(2) : null;
  }

  /** Takes one that is idle, or a new one. */
  private ExecutionEnvironment take(int holders) {
    ExecutionEnvironment taken = idle.isEmpty() ? make.apply(this) : idle.removeFirst();
    activate(taken);
    hold(taken, holders);
    return taken;
  }

  private void hold(ExecutionEnvironment taken, int holders) {
    taken.occupancy().holders += holders;
    taken.occupancy().since = real.nanos();
  }

  @Override
  public ExecutionEnvironment reserve(boolean cold) {
    if (!cold) {
      return reserve();
    }
    ExecutionEnvironment used = reserveUsed();
    if (used != null) {
      discard(used); // static initializers run again, too
    }
    return reserveNew();
  }

  private ExecutionEnvironment reserve() {
    lock.lock();
    try {
      ExecutionEnvironment delivers = idle.isEmpty() ? takeDelivering() : null;
      return delivers == null ? take(1) : delivers;
    } finally {
      lock.unlock();
    }
  }

  /** Takes one that is free or about to be; {@code null} if there is none. */
  private @Nullable ExecutionEnvironment reserveUsed() {
    lock.lock();
    try {
      return idle.isEmpty() ? takeDelivering() : take(1);
    } finally {
      lock.unlock();
    }
  }

  private ExecutionEnvironment reserveNew() {
    lock.lock();
    try {
      ExecutionEnvironment made = make.apply(this);
      activate(made);
      hold(made, 1);
      return made;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable ExecutionEnvironment takeDelivering() {
    for (ExecutionEnvironment environment : active) {
      if (environment.occupancy().delivers && waiting.size() < delivering) {
        delivered(environment);
        hold(environment, 1);
        return environment;
      }
    }
    return null;
  }

  private void delivered(ExecutionEnvironment environment) {
    if (environment.occupancy().delivers) {
      environment.occupancy().delivers = false;
      delivering--;
    }
  }

  @Override
  public void run(ExecutionEnvironment reserved, Invocation invocation) {
    lock.lock();
    try {
      hold(reserved, 1);
    } finally {
      lock.unlock();
    }
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
        environment.occupancy().delivers = true;
        environment.occupancy().since = real.nanos();
        delivering++;
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
      delivered(environment);
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
    Waiting first = waiting.poll();
    if (first != null) {
      hold(environment, 2);
      return new Given(environment, first.invocation());
    }
    deactivate(environment);
    idle.addFirst(environment);
    environment.occupancy().since = real.nanos();
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
      if (deactivate(environment)) {
        delivered(environment);
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
    List<ExecutionEnvironment> ended;
    lock.lock();
    try {
      ended = idle.stream().filter(which).toList();
      idle.removeAll(ended);
    } finally {
      lock.unlock();
    }
    ended.forEach(ExecutionEnvironment::end);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear(); // who closes these ends all invocations, too
      if (reclaims != null) {
        reclaims.cancel();
      }
    } finally {
      lock.unlock();
    }
    end(any -> true);
  }

  /** Returns the invocations whose handlers run. */
  public List<Invocation> running() {
    lock.lock();
    try {
      return active.stream().flatMap(one -> Stream.ofNullable(one.running())).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Looks after those that wait, as long as there are some now and then. */
  private void look() {
    if (!looks) {
      looks = true;
      calm = 0;
      real.after(PATIENCE, this::scale);
    }
  }

  private void scale() {
    List<Given> begun = new ArrayList<>();
    List<Invocation> refused;
    lock.lock();
    try {
      calm = waiting.isEmpty() ? calm + 1 : 0;
      looks = calm <= CALM && !closed;
      if (looks) {
        real.after(PATIENCE, this::scale);
      }
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
    boolean allStuck = active.stream().allMatch(environment -> isStuck(environment, now));
    Waiting first = waiting.peek();
    while (first != null
        && now - first.since() >= PATIENCE.toNanos()
        && (allStuck || canGetOnFaster())) {
      if (!idle.isEmpty() || !account.isUsedUp()) {
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

  /**
   * Returns whether an environment is of no use to those who wait for it. Running code makes
   * progress, even if other threads have its processor for a while: more environments would make
   * that worse.
   */
  private static boolean isStuck(ExecutionEnvironment environment, long now) {
    long busy = now - environment.occupancy().since;
    if (environment.occupancy().delivers) {
      return busy >= SLOW_DELIVERY;
    }
    return busy >= LONG_WORK || busy >= PATIENCE.toNanos() && environment.isWaiting();
  }

  /** Returns whether a processor is left, and the first that waits is not about to begin. */
  private boolean canGetOnFaster() {
    return patient && active.size() < PROCESSORS && waiting.size() > delivering;
  }

  private void reclaimLater() {
    if (reclaims == null && idle.size() > 1 && !closed) {
      reclaims = real.after(UNUSED, this::reclaim);
    }
  }

  /** Ends environments that have not been used for long. */
  private void reclaim() {
    List<ExecutionEnvironment> unused = new ArrayList<>();
    lock.lock();
    try {
      long now = real.nanos();
      while (idle.size() > 1 && now - idle.getLast().occupancy().since >= UNUSED.toNanos()) {
        unused.add(idle.removeLast());
      }
      reclaims = null;
      reclaimLater();
    } finally {
      lock.unlock();
    }
    unused.forEach(ExecutionEnvironment::end);
  }
}
