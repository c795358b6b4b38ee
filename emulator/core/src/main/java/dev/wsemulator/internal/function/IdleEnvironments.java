package dev.wsemulator.internal.function;

import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** A function's execution environments that wait for an invocation. Thread-safe. */
final class IdleEnvironments {
  private final Deque<ExecutionEnvironment> idle = new ConcurrentLinkedDeque<>();

  /** Takes the one that was used last, or {@code null}; those whose code was replaced are ended. */
  @Nullable ExecutionEnvironment take() {
    ExecutionEnvironment free = idle.pollFirst();
    while (free != null && free.isOutdated()) {
      free.end();
      free = idle.pollFirst();
    }
    return free;
  }

  /** Keeps an environment for the next invocation, unless its code has been replaced. */
  void keep(ExecutionEnvironment environment) {
    idle.addFirst(environment);
    if (environment.isOutdated() && idle.remove(environment)) {
      environment.end();
    }
  }

  /** Ends those whose code has been replaced. */
  void endOutdated() {
    for (ExecutionEnvironment free : List.copyOf(idle)) {
      if (free.isOutdated() && idle.remove(free)) {
        free.end();
      }
    }
  }

  void clear() {
    idle.clear();
  }
}
