package dev.wsemulator.internal.function.environment;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Environments of a function that run nothing; the one that was used last is used next. Guarded by
 * the pool that has them.
 */
final class IdleEnvironments {
  /** How long environments are kept that are not needed; the last one is kept forever. */
  static final Duration UNUSED = Duration.ofMinutes(5);

  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();

  boolean isEmpty() {
    return idle.isEmpty();
  }

  int size() {
    return idle.size();
  }

  /** Returns whether there are more than the one that is kept forever. */
  boolean hasUnneeded() {
    return idle.size() > 1;
  }

  ExecutionEnvironment take() {
    return idle.removeFirst();
  }

  void put(ExecutionEnvironment environment, long now) {
    environment.occupancy().since = now;
    idle.addFirst(environment);
  }

  void remove(ExecutionEnvironment environment) {
    idle.remove(environment);
  }

  /** Removes and returns some. */
  List<ExecutionEnvironment> removeAll(Predicate<ExecutionEnvironment> which) {
    List<ExecutionEnvironment> removed = idle.stream().filter(which).toList();
    idle.removeAll(removed);
    return removed;
  }

  /** Removes and returns those that have not been used for long. */
  List<ExecutionEnvironment> removeUnused(long now) {
    List<ExecutionEnvironment> unused = new ArrayList<>();
    while (hasUnneeded() && now - idle.getLast().occupancy().since >= UNUSED.toNanos()) {
      unused.add(idle.removeLast());
    }
    return unused;
  }
}
