package dev.wsemulator.internal.replay;

import java.util.List;
import java.util.TreeSet;

/**
 * How a client took its messages, as far as the gateway could tell: which ones it let wait, and
 * which it never took. Immutable.
 */
final class RecordedPace {
  private static final long ALL = Long.MAX_VALUE;

  /** The places, from 1, of messages that the client took late. */
  private final TreeSet<Integer> late = new TreeSet<>();

  private final long taken;

  /** Reads it from the steps of one connection. */
  RecordedPace(List<Step> steps) {
    long all = ALL;
    for (Step step : steps) {
      if (step.event().equals("taken")) {
        late.add(step.number("messages"));
        all = step.number("messages") > all ? ALL : all;
      } else if (step.has("taken")) { // it waits, or it has ended
        all = step.number("taken");
      }
    }
    this.taken = all;
  }

  /** Returns whether the client was slow at all. */
  boolean isSlow() {
    return !late.isEmpty() || taken != ALL;
  }

  /** Returns whether the client took a message as soon as it was sent. */
  boolean isTakenAtOnce(int place) {
    return place <= taken && !late.contains(place);
  }

  /** Returns how many messages the client takes until it lets one wait, when it has taken some. */
  long until(int place) {
    Integer next = late.higher(place);
    return next == null ? taken : next - 1L;
  }
}
