package dev.wsemulator.internal.feed;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Wakes readers when the item is there that they wait for. Adding an item reads one number, and
 * takes a lock only to wake a reader. Thread-safe.
 */
public final class ReaderSignal {
  private final LongSupplier end;

  /** The lowest number that a reader waits for. Guarded by {@code this} for writing. */
  private volatile long wanted = Long.MAX_VALUE;

  private volatile boolean ended;

  /**
   * Creates a signal without waiting readers.
   *
   * @param end the number of the next item that is added
   */
  public ReaderSignal(LongSupplier end) {
    this.end = end;
  }

  /** An item was added, and can be read. */
  public void added(long number) {
    if (number >= wanted) {
      wakeAll();
    }
  }

  private synchronized void wakeAll() {
    wanted = Long.MAX_VALUE;
    notifyAll();
  }

  /** No items follow: wakes all readers. */
  public void end() {
    ended = true;
    wakeAll();
  }

  /** Returns whether nothing more is added. */
  public boolean isEnded() {
    return ended;
  }

  /**
   * Waits for an item, or for the end.
   *
   * @param number the item's number
   * @param patience how long to wait at most, of real time
   */
  public synchronized void await(long number, Duration patience) throws InterruptedException {
    long deadline = TimeSource.system().nanos() + patience.toNanos();
    for (long left = patience.toNanos(); left > 0 && !ended; ) {
      wanted = Math.min(wanted, number);
      if (end.getAsLong() > number) {
        return;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - TimeSource.system().nanos();
    }
  }
}
