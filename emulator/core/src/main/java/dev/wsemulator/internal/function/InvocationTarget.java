package dev.wsemulator.internal.function;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultTarget;
import java.time.Duration;
import java.util.function.Consumer;

/** An invocation that a fault strikes before it begins: how often it runs, and how it begins. */
final class InvocationTarget implements FaultTarget {
  private final InvocationStarts starts;
  private final Fault fault;
  private Consumer<TrackedInvocation> start;
  private int runs;
  private boolean cold;

  InvocationTarget(InvocationStarts starts, Fault fault) {
    this.starts = starts;
    this.fault = fault;
    this.start = starts::run;
    fault.strike(this);
  }

  /** Returns whether it is not run at all. */
  boolean isThrottled() {
    return runs < 0;
  }

  /** Returns whether it is run twice. */
  boolean isRepeated() {
    return runs > 1;
  }

  /** Returns whether it gets a new execution environment. */
  boolean isCold() {
    return cold;
  }

  /** Lets it begin as the fault says. */
  void begin(TrackedInvocation invocation) {
    start.accept(invocation);
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
  public void coldStart() {
    cold = true;
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
    start = invocation -> starts.endConnection(invocation, fault);
  }

  @Override
  public void silence() {
    start = TrackedInvocation::hold; // until its timeout
  }

  @Override
  public void delay(Duration by) {
    start = invocation -> starts.runAfter(invocation, by);
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
