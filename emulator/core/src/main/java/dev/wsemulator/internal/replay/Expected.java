package dev.wsemulator.internal.replay;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The messages that a client received when it was recorded. Those whose causes overlapped may come
 * in any order; one that was caused after another had been sent comes after it. Not thread-safe.
 */
final class Expected {
  private final List<Step> messages;
  private final Map<Integer, Integer> places = new HashMap<>();
  private final BitSet met = new BitSet();

  /** Expects the messages of one connection. */
  Expected(List<Step> messages) {
    this.messages = List.copyOf(messages);
    for (Step message : messages) {
      places.put(message.line(), places.size());
    }
  }

  private int index(Step message) {
    return Objects.requireNonNull(places.get(message.line()), "a message of this connection");
  }

  /** Returns the place of a message among all of its connection, from 1. */
  int place(Step message) {
    return index(message) + 1;
  }

  /** Returns whether a message has come, or is not expected any more. */
  boolean isMet(Step message) {
    return met.get(index(message));
  }

  /** Returns whether the first so many messages have come, in whatever order. */
  boolean areMet(int count) {
    return met.cardinality() >= Math.min(count, messages.size());
  }

  void meet(Step message) {
    met.set(index(message));
  }

  /**
   * Returns the messages of which any may come next.
   *
   * @param line up to where the recording is played: what was caused later cannot come yet
   */
  List<Step> next(int line) {
    int first = met.nextClearBit(0);
    List<Step> next = new ArrayList<>();
    for (int i = first; i < messages.size(); i = met.nextClearBit(i + 1)) {
      Step message = messages.get(i);
      boolean isCaused = message.number("since", message.line()) <= line;
      if (isCaused && (i == first || mayOvertake(message, messages.get(first)))) {
        next.add(message);
      }
    }
    return next;
  }

  private boolean mayOvertake(Step message, Step first) {
    if (message.number("since", message.line()) > first.line()) {
      return false;
    }
    Integer before = places.get(message.number("after", 0));
    return before == null || met.get(before);
  }
}
