package dev.wsemulator.internal.function;

import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import java.time.Duration;

/** The result of an invocation whose handler has returned. */
final class ResultTarget implements FaultTarget {
  private final TrackedInvocation invocation;
  private final FunctionParts function;
  private final InvocationResult outcome;

  ResultTarget(TrackedInvocation invocation, FunctionParts function, InvocationResult outcome) {
    this.invocation = invocation;
    this.function = function;
    this.outcome = outcome;
  }

  @Override
  public void error() {
    invocation.fail();
  }

  @Override
  public void crash() {
    invocation.exit(1);
  }

  @Override
  public void outOfMemory() {
    invocation.kill();
  }

  @Override
  public void pass() {
    invocation.end(outcome, null);
  }

  @Override
  public void delay(Duration by, Runnable then) {
    invocation.after(by, () -> function.runtime().workers().execute(then));
  }

  @Override
  public void silence() {} // until its timeout
}
