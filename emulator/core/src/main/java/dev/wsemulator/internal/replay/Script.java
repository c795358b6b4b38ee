package dev.wsemulator.internal.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All steps of a recording, with what is known of each connection from all of them. Immutable. */
final class Script {
  private final List<Step> steps;
  private final Map<String, Integer> connections = new HashMap<>();

  Script(List<Step> steps) {
    this.steps = LateTakes.settled(steps);
    of("connect").forEach(step -> connections.put(step.text("id"), step.connection()));
  }

  List<Step> steps() {
    return steps;
  }

  private List<Step> of(String event) {
    return steps.stream().filter(step -> step.event().equals(event)).toList();
  }

  private List<Step> ofConnection(int connection) {
    return steps.stream().filter(step -> step.connection() == connection).toList();
  }

  Expected expected(int connection) {
    return new Expected(
        ofConnection(connection).stream().filter(step -> step.event().equals("receive")).toList());
  }

  RecordedPace pace(int connection) {
    return new RecordedPace(ofConnection(connection));
  }

  /** Returns the number of the connection that had an id, or 0. */
  int connection(String recordedId) {
    return connections.getOrDefault(recordedId, 0);
  }

  /** Returns the call that a step is the answer to. */
  Step call(Step answer) {
    String id = answer.text("call");
    return of("call").stream()
        .filter(step -> step.text("call").equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Line %d: there is no call %s before it.".formatted(answer.line(), id)));
  }

  /** Returns the message that led to a step, or else the last one before it; empty if none is. */
  String before(Step step) {
    return step.event().equals("called") ? call(step).words() : lastMessage(step);
  }

  private String lastMessage(Step step) {
    int since = step.number("since", step.line());
    int of = step.number("of", step.connection());
    Step found = null;
    for (Step each : steps) {
      boolean before = each.line() <= since && each.line() < step.line();
      found = before && isMessage(each, of, since) ? each : found;
    }
    return found == null ? "" : found.words();
  }

  private static boolean isMessage(Step step, int of, int since) {
    return step.event().equals("send") && step.connection() == of
        || step.event().equals("call") && step.line() == since;
  }

  /** Returns the first step of a connection after another one that its client did not cause. */
  @Nullable Step nextFromGateway(Step step) {
    return ofConnection(step.connection()).stream()
        .filter(each -> each.line() > step.line() && !each.event().equals("send"))
        .findFirst()
        .orElse(null);
  }
}
