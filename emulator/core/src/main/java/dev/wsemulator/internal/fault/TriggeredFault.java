package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.Fault.Effect;
import dev.wsemulator.fault.FaultTarget;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The faults that happen now, at one occasion. Most often it is one; others are delays and a new
 * execution environment, which combine with it. Immutable.
 */
public final class TriggeredFault {
  private final List<Strike> delays;
  private final List<Strike> others;

  /**
   * A fault that happens.
   *
   * @param fault what it is
   * @param note records it
   */
  record Strike(Fault fault, Runnable note) {
    /** Returns whether it is to be recorded after it has taken effect. */
    boolean isLate() {
      return fault.effect() == Effect.HOLDS_UP;
    }
  }

  /**
   * Creates what happens.
   *
   * @param delays the faults that only delay
   * @param others the others, in the order in which they strike
   */
  TriggeredFault(List<Strike> delays, List<Strike> others) {
    this.delays = List.copyOf(delays);
    this.others = List.copyOf(others);
  }

  /** Returns the faults, those that delay last. */
  public List<Fault> faults() {
    return Stream.concat(others.stream(), delays.stream()).map(Strike::fault).toList();
  }

  /** Strikes a target and records it: with all delays first, and then the rest. */
  public void strike(FaultTarget target) {
    if (delays.isEmpty()) {
      others.forEach(each -> run(List.of(each), () -> each.fault().strike(target)));
      return;
    }
    Duration sum = sum(delays);
    if (others.isEmpty()) {
      run(delays, () -> target.delay(sum));
    } else {
      TriggeredFault rest = new TriggeredFault(List.of(), others);
      run(delays, () -> target.delay(sum, () -> rest.strike(target)));
    }
  }

  /**
   * Injects the faults and records them: before they take effect or, if they hold something up,
   * afterwards, so that a reader of the record can let time pass or send the next message.
   */
  public void run(Runnable action) {
    run(Stream.concat(delays.stream(), others.stream()).toList(), action);
  }

  private static void run(List<Strike> strikes, Runnable action) {
    strikes.stream().filter(each -> !each.isLate()).forEach(each -> each.note().run());
    action.run();
    strikes.stream().filter(Strike::isLate).forEach(each -> each.note().run());
  }

  private static Duration sum(List<Strike> delays) {
    SummedDelay sum = new SummedDelay();
    delays.forEach(each -> each.fault().strike(sum));
    return sum.total;
  }

  private static final class SummedDelay implements FaultTarget {
    private Duration total = Duration.ZERO;

    @Override
    public void delay(Duration by) {
      total = total.plus(by);
    }
  }
}
