package dev.wsemulator.internal.function;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that stands until a test moves it. */
final class HandMovedTime implements TimeSource {
  private final List<Task> tasks = new ArrayList<>();
  private long nanos;

  private record Task(long at, Runnable run) {}

  @Override
  public synchronized Instant now() {
    return Instant.EPOCH.plusNanos(nanos);
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable task) {
    Task entry = new Task(nanos + delay.toNanos(), task);
    tasks.add(entry);
    return () -> {
      synchronized (this) {
        tasks.remove(entry);
      }
    };
  }

  synchronized int waiting() {
    return tasks.size();
  }

  void move(Duration by) {
    List<Task> due;
    synchronized (this) {
      nanos += by.toNanos();
      due = tasks.stream().filter(task -> task.at() <= nanos).toList();
      tasks.removeAll(due);
    }
    due.stream().sorted(Comparator.comparingLong(Task::at)).forEach(task -> task.run().run());
  }
}
