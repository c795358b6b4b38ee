package dev.wsemulator.internal.function;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultTarget;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** An invocation that a fault strikes before it begins: how often it runs, and how it begins. */
final class InvocationTarget implements FaultTarget {
  private final InvocationStarts starts;
  private final Consumer<TrackedInvocation> unchanged;
  private Consumer<TrackedInvocation> start;
  private int runs;
  private boolean cold;
  private Duration lasting = Duration.ZERO;
  private boolean ending;

  /**
   * Strikes an invocation.
   *
   * @param faults what strikes it, delays last
   */
  InvocationTarget(InvocationStarts starts, List<Fault> faults) {
    this.starts = starts;
    this.unchanged = starts::run;
    this.start = unchanged;
    for (Fault fault : faults) {
      fault.strike(this);
      if (ending) {
        start = invocation -> starts.endConnection(invocation, fault);
        ending = false;
      }
    }
  }

  /** Returns whether it is not run at all. */
  boolean isThrottled() {
    return runs < 0;
  }

  /** Returns whether it is run twice. */
  boolean isRepeated() {
    return runs > 1;
  }

  /** Returns whether each run is as without a fault. */
  boolean isUnchanged() {
    return !cold && start == unchanged;
  }

  /** Takes an environment and lets it begin as the faults say. */
  void begin(TrackedInvocation invocation) {
    starts.enter(invocation, cold);
    if (lasting.isZero()) {
      start.accept(invocation);
    } else {
      starts.initialize(invocation, lasting, start);
    }
  }

  @Override
  public void throttle() {
    runs = -1;
  }

  @Override
  public void pass() {
    runs++;
  }

  @Override
  public void coldStart(Duration longer) {
    cold = true;
    lasting = longer;
  }

  @Override
  public void reset() {
    endConnection();
  }

  @Override
  public void fin() {
    endConnection();
  }

  @Override
  public void close(int code, String reason) {
    endConnection();
  }

  private void endConnection() {
    ending = true;
  }

  @Override
  public void silence() {
    start = TrackedInvocation::hold; // until its timeout
  }

  @Override
  public void delay(Duration by) {
    Consumer<TrackedInvocation> late = start;
    start = invocation -> starts.runAfter(invocation, by, late);
  }

  @Override
  public void error() {
    start = starts::fail;
  }

  @Override
  public void crash() {
    start = invocation -> invocation.exit(1);
  }

  @Override
  public void outOfMemory() {
    start = TrackedInvocation::kill;
  }
}
