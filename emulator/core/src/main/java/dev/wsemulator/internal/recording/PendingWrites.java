package dev.wsemulator.internal.recording;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The messages that one client has not taken yet: what TCP accepts only when the client has read
 * what was before. Not thread-safe.
 */
final class PendingWrites {
  /** A client that reads takes a message sooner. */
  private static final long LATE = Duration.ofMillis(50).toNanos();

  /** When each was sent, by the machine's clock. */
  private final Deque<Long> waiting = new ArrayDeque<>();

  private int taken;

  /** How many of those that wait made another message wait, too, or be refused. */
  private int late;

  /** How many were taken when it was last said that some wait; -1 before. */
  private int said = -1;

  /** A message is sent; returns whether it is news that those before it wait. */
  boolean sent(long nanos) {
    Long oldest = waiting.peek();
    boolean isLate = oldest != null && nanos - oldest > LATE;
    if (isLate) {
      late = waiting.size();
    }
    waiting.add(nanos);
    return isLate && isNews();
  }

  /** A message is refused because of those that wait; returns whether it is news that they do. */
  boolean full() {
    late = waiting.size();
    return isNews();
  }

  private boolean isNews() {
    boolean isNews = said != taken;
    said = taken;
    return isNews;
  }

  /** The oldest is taken; returns how many are then, or 0 if no message was sent meanwhile. */
  int take() {
    if (waiting.poll() == null) {
      return 0;
    }
    taken++;
    boolean isLate = late > 0;
    late = Math.max(0, late - 1);
    return isLate ? taken : 0;
  }

  /** Returns how many messages were taken in all. */
  int taken() {
    return taken;
  }

  /** Returns whether any still wait, and kept another message waiting. */
  boolean areLeft() {
    return late > 0;
  }
}
