package dev.wsemulator.internal.source.stream;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Runs tasks one after the other on the threads that bring them. A task has run when {@link #run}
 * returns, unless it is brought by another task, which it then follows. Thread-safe.
 */
final class SerialTasks {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean isRunning;

  synchronized void run(Runnable task) {
    waiting.add(task);
    if (isRunning) {
      return;
    }
    isRunning = true;
    try {
      for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
        next.run();
      }
    } finally {
      isRunning = false;
    }
  }
}
