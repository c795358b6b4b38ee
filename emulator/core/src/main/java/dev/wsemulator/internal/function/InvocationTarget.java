package dev.wsemulator.internal.function;

import dev.wsemulator.fault.FaultTarget;
import java.time.Duration;

/** An invocation that a fault strikes before it begins. */
final class InvocationTarget implements FaultTarget {

  /** What becomes of it. */
  enum Fate {
    RUNS,
    RUNS_TWICE,
    RUNS_LATER,
    IS_THROTTLED,
    IS_COLD,
    LOSES_CLIENT,
    HANGS,
    FAILS,
    CRASHES,
    IS_KILLED
  }

  private Fate fate = Fate.RUNS;
  private Duration delay = Duration.ZERO;

  Fate fate() {
    return fate;
  }

  Duration delay() {
    return delay;
  }

  @Override
  public void delay(Duration by) {
    fate = Fate.RUNS_LATER;
    delay = by;
  }

  @Override
  public void throttle() {
    fate = Fate.IS_THROTTLED;
  }

  @Override
  public void pass() {
    fate = Fate.RUNS_TWICE;
  }

  @Override
  public void coldStart() {
    fate = Fate.IS_COLD;
  }

  @Override
  public void reset() {
    fate = Fate.LOSES_CLIENT;
  }

  @Override
  public void fin() {
    fate = Fate.LOSES_CLIENT;
  }

  @Override
  public void close(int code, String reason) {
    fate = Fate.LOSES_CLIENT;
  }

  @Override
  public void silence() {
    fate = Fate.HANGS;
  }

  @Override
  public void error() {
    fate = Fate.FAILS;
  }

  @Override
  public void crash() {
    fate = Fate.CRASHES;
  }

  @Override
  public void outOfMemory() {
    fate = Fate.IS_KILLED;
  }
}
