package dev.wsemulator.feed;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A sequence of items that grows. Its items are numbered from 0, and only the newest are kept: a
 * reader that is too slow learns how many it has missed, and neither keeps memory nor makes anybody
 * wait. Thread-safe.
 */
public interface Feed<T> {
  /** Returns the number of the next item that is added. */
  long end();

  /**
   * Returns what is kept from a number on.
   *
   * @param sequence the number of the first item that is wanted
   * @param max how many items are wanted at most
   */
  Batch<T> since(long sequence, int max);

  /** Returns everything that is kept from a number on. */
  default Batch<T> since(long sequence) {
    return since(sequence, Integer.MAX_VALUE);
  }

  /**
   * Waits until there is an item of this number, or nothing more is added.
   *
   * @param patience how long to wait at most, of real time
   */
  void await(long sequence, Duration patience) throws InterruptedException;

  /** Returns whether nothing more is added. */
  boolean isEnded();

  /**
   * Hands everything that is added from now on to a reader; see {@link #follow(long, Consumer)}.
   */
  default Subscription follow(Consumer<Batch<T>> reader) {
    return follow(end(), reader);
  }

  /**
   * Hands everything from a number on to a reader: in batches that have an item at least, on a
   * thread of its own, with the context class loader of the caller. A reader may take its time; it
   * is handed nothing more if it throws, and its thread ends by that.
   *
   * @return what ends it; it ends with the feed, too
   */
  default Subscription follow(long sequence, Consumer<Batch<T>> reader) {
    return follow(
        sequence,
        Duration.ofDays(365),
        batch -> {
          if (!batch.items().isEmpty()) {
            reader.accept(batch);
          }
        });
  }

  /**
   * Like {@link #follow(long, Consumer)}, and hands over an empty batch when nothing was added for
   * a while, so that a reader can check whether its own consumers still exist.
   */
  default Subscription follow(long sequence, Duration silence, Consumer<Batch<T>> reader) {
    return FeedReader.start(this, sequence, silence, reader);
  }
}
