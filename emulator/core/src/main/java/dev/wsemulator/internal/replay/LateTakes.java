package dev.wsemulator.internal.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts what a slow client took while a call was answered before or behind the call: before it if
 * the call was accepted, as it may have needed the room, and behind it if it was refused.
 */
final class LateTakes {
  private static final int TOO_MANY_REQUESTS = 429;

  private final List<Step> steps;
  private final Map<String, Integer> answers = new HashMap<>();

  private LateTakes(List<Step> steps) {
    this.steps = steps;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).event().equals("called")) {
        answers.put(steps.get(i).text("call"), i);
      }
    }
  }

  /** Returns the steps in the order in which they are to be played. */
  static List<Step> settled(List<Step> steps) {
    return new LateTakes(steps).settled();
  }

  private List<Step> settled() {
    List<Step> settled = new ArrayList<>(steps);
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step call = steps.get(i);
      Integer end = call.event().equals("call") ? answers.get(call.text("call")) : null;
      if (end != null) {
        settle(settled, call, steps.get(end));
      }
    }
    return List.copyOf(settled);
  }

  private void settle(List<Step> settled, Step call, Step answer) {
    int from = settled.indexOf(call);
    int to = settled.indexOf(answer);
    if (from > to) {
      return;
    }
    boolean refused = answer.number("status") == TOO_MANY_REQUESTS;
    List<Step> between = settled.subList(from, to + 1);
    List<Step> takes =
        between.stream()
            .filter(step -> step.event().equals("taken") && (refused || wasSentBefore(step, call)))
            .toList();
    between.removeAll(takes);
    if (refused) {
      between.addAll(takes);
    } else {
      between.addAll(0, takes);
    }
  }

  /** Returns whether what was taken was sent before a call. */
  private boolean wasSentBefore(Step taken, Step call) {
    return steps.stream()
            .filter(step -> step.event().equals("receive"))
            .filter(step -> step.connection() == taken.connection() && step.line() < call.line())
            .count()
        >= taken.number("messages");
  }
}
