package dev.wsemulator.internal.function.environment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Environments of a function that run something, or deliver the result of what they have run.
 * Guarded by the pool that has them.
 */
final class ActiveEnvironments {
  private final Concurrency account;
  private final Set<ExecutionEnvironment> active = new HashSet<>();
  private int delivering;

  /**
   * @param account counts those of all functions
   */
  ActiveEnvironments(Concurrency account) {
    this.account = account;
  }

  int size() {
    return active.size();
  }

  /** Returns how many are about to be free. */
  int delivering() {
    return delivering;
  }

  boolean contains(ExecutionEnvironment environment) {
    return active.contains(environment);
  }

  void add(ExecutionEnvironment environment) {
    active.add(environment);
    account.begin();
  }

  /** Removes one; returns whether it was here. */
  boolean remove(ExecutionEnvironment environment) {
    boolean wasActive = active.remove(environment);
    if (wasActive) {
      account.end();
    }
    return wasActive;
  }

  /** The invocation of one is over, and its result is delivered from now on. */
  void beginDelivery(ExecutionEnvironment environment, long now) {
    environment.occupancy().delivers = true;
    environment.occupancy().since = now;
    delivering++;
  }

  /** The result of one has been delivered, or somebody else has taken it. */
  void endDelivery(ExecutionEnvironment environment) {
    if (environment.occupancy().delivers) {
      environment.occupancy().delivers = false;
      delivering--;
    }
  }

  /** Returns one that is about to be free, or {@code null}. */
  @Nullable ExecutionEnvironment anyDelivering() {
    return active.stream().filter(one -> one.occupancy().delivers).findFirst().orElse(null);
  }

  /** Returns whether any can be used again. */
  boolean hasCurrent() {
    return active.stream().anyMatch(one -> !one.isOutdated());
  }

  /** Returns whether all are of no use to those who wait for them. */
  boolean areStuck(long now) {
    return active.stream().allMatch(one -> Scaling.isStuck(one, now));
  }

  /** Returns the invocations whose handlers run. */
  List<Invocation> running() {
    return active.stream().flatMap(one -> Stream.ofNullable(one.running())).toList();
  }
}
