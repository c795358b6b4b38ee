package dev.wsemulator.feed;

import java.util.List;

/**
 * Items that follow each other. Immutable.
 *
 * @param first the number of the first item, or of the next one if the batch is empty
 * @param missed how many items before it were no longer kept when they were asked for
 * @param items the items
 */
public record Batch<T>(long first, long missed, List<T> items) {
  /** Keeps the items. */
  public Batch {
    items = List.copyOf(items);
  }

  /** Returns the first number of the next batch. */
  public long next() {
    return first + items.size();
  }
}
