package dev.wsemulator.internal.gateway;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what clients have sent and no thread has handed on yet: neither to a function nor to what
 * waits for one. Thread-safe.
 */
public final class FramesInFlight {
  private final LongAdder begun = new LongAdder();
  private final LongAdder handedOn = new LongAdder();

  FramesInFlight() {}

  /** Reads a frame, or hears of its client's end, and hands on what follows from it. */
  public void during(Runnable reading) {
    begun.increment();
    try {
      reading.run();
    } finally {
      handedOn.increment();
    }
  }

  /** Returns threads whose tasks count from when they are given until they have run. */
  public Executor counting(Executor threads) {
    return task -> {
      begun.increment();
      boolean accepted = false;
      try {
        threads.execute(() -> run(task));
        accepted = true;
      } finally {
        if (!accepted) {
          handedOn.increment();
        }
      }
    };
  }

  private void run(Runnable task) {
    try {
      task.run();
    } finally {
      handedOn.increment();
    }
  }

  /** Returns how many there are; while it counts, others may come and go. */
  int count() {
    long ended = handedOn.sum(); // first, so that none is missed that is there all the time
    return (int) (begun.sum() - ended);
  }
}
