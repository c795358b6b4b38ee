package dev.wsemulator.internal.throttling;

import dev.wsemulator.journal.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    return refusal() == null;
  }

  /** Returns why a request may not pass, or {@code null} if it may. */
  public @Nullable Reason refusal() {
    for (int i = 0; i < buckets.size(); i++) {
      if (!buckets.get(i).take()) {
        return buckets.get(i).exhausted();
      }
    }
    return null;
  }
}
