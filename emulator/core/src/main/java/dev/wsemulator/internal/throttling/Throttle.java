package dev.wsemulator.internal.throttling;

import java.util.List;

/**
 * The buckets that a request takes a token of: of its route or stage, and of the account. The
 * narrower come first, so that what a route refuses costs the others nothing.
 *
 * @param buckets the buckets; none for no limit
 */
public record Throttle(List<TokenBucket> buckets) {
  /** Lets everything through. */
  public static final Throttle NONE = new Throttle(List.of());

  /** Copies the list. */
  public Throttle {
    buckets = List.copyOf(buckets);
  }

  /** Returns whether a request may pass. */
  public boolean admits() {
    for (int i = 0; i < buckets.size(); i++) {
      if (!buckets.get(i).take()) {
        return false;
      }
    }
    return true;
  }
}
