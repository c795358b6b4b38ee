package dev.wsemulator.feed;

import java.time.Duration;
import java.util.function.Consumer;

/** Reads new items from a feed on its own thread, with a short pause between batches. */
final class FeedReader<T> implements Subscription, Runnable {
  /** Few, because a stalled reader keeps a batch in memory. */
  private static final int MOST_AT_ONCE = 100;

  /** How many items wake a reader that pauses, so that adding items seldom wakes it. */
  private static final int WAKING = 1000;

  private static final Duration REST = Duration.ofMillis(10);

  private static final long PATIENCE_MILLIS = 5000;

  private final Feed<T> feed;
  private final Duration silence;
  private final Consumer<Batch<T>> reader;
  private final Thread thread;

  /** The number of the next item to hand over. Only the thread uses it. */
  private long next;

  /** The number to end at. Written once, guarded by {@code this}. */
  private volatile long end = Long.MAX_VALUE;

  /** Whether the thread waits for something new. Guarded by {@code this}. */
  private boolean resting;

  private FeedReader(Feed<T> feed, long first, Duration silence, Consumer<Batch<T>> reader) {
    this.feed = feed;
    this.next = first;
    this.silence = silence;
    this.reader = reader;
    this.thread = new Thread(null, this, "wsemulator-reader", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
  }

  static <T> Subscription start(
      Feed<T> feed, long first, Duration silence, Consumer<Batch<T>> reader) {
    FeedReader<T> started = new FeedReader<>(feed, first, silence, reader);
    started.thread.start();
    return started;
  }

  @Override
  public void run() {
    while (next < end) {
      boolean isLast = feed.isEnded();
      Batch<T> batch = feed.since(next, (int) Math.min(MOST_AT_ONCE, end - next));
      next = batch.next();
      if (!batch.items().isEmpty()) {
        reader.accept(batch);
        if (feed.end() - next < MOST_AT_ONCE) {
          rest(next + WAKING - 1, REST);
        }
      } else if (isLast) {
        return;
      } else {
        rest(next, silence);
        if (feed.end() <= next) {
          reader.accept(batch);
        }
      }
    }
  }

  /** Waits for an item, and is interrupted only meanwhile. */
  private void rest(long sequence, Duration patience) {
    synchronized (this) {
      if (end != Long.MAX_VALUE) {
        return;
      }
      resting = true;
    }
    try {
      feed.await(sequence, patience);
    } catch (InterruptedException e) {
      // It is being closed.
    }
    synchronized (this) {
      resting = false;
      Thread.interrupted(); // does not concern the reader
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (end == Long.MAX_VALUE) {
        end = feed.end();
        if (resting) {
          thread.interrupt();
        }
      }
    }
    if (Thread.currentThread() != thread) {
      try {
        thread.join(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
