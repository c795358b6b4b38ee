package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules that strike one occasion together, as {@link Fault#combines} has it. Not thread-safe.
 */
final class Combination {
  /** Where there is one fault at a time. */
  private static final Set<FaultPoint> SINGLE = Set.of(FaultPoint.BATCH, FaultPoint.DEPLOYMENT);

  private final boolean isSingle;
  private final List<RuleInForce> delays = new ArrayList<>();
  private @Nullable RuleInForce newEnvironment;
  private @Nullable RuleInForce main;

  /** Begins with none. */
  Combination(FaultPoint point) {
    this.isSingle = SINGLE.contains(point);
  }

  /** Adds a rule, in the order in which the rules were added, if it can strike with the others. */
  void offer(RuleInForce rule) {
    if (isSingle && !isEmpty()) {
      return;
    }
    if (!rule.fault().combines()) {
      main = main == null ? rule : main;
    } else if (rule.fault().startsCold()) {
      newEnvironment = newEnvironment == null ? rule : newEnvironment;
    } else {
      delays.add(rule);
    }
  }

  private boolean isEmpty() {
    return delays.isEmpty() && newEnvironment == null && main == null;
  }

  /** Returns the rules that delay. */
  List<RuleInForce> delays() {
    return isRefusal() ? List.of() : delays;
  }

  /** Returns the others, in the order in which they strike. */
  List<RuleInForce> others() {
    List<RuleInForce> others = new ArrayList<>();
    if (newEnvironment != null && !isRefusal()) {
      others.add(newEnvironment);
    }
    if (main != null) {
      others.add(main);
    }
    return others;
  }

  /** Returns whether nothing runs that could be late or have a new environment. */
  private boolean isRefusal() {
    return main != null && main.fault().equals(Fault.throttle());
  }
}
