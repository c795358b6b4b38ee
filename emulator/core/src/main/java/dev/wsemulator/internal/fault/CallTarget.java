package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.function.IntConsumer;

/** A call whose caller waits for an answer, at most as long as it likes. */
public class CallTarget implements FaultTarget {
  private final TimeSource time;
  private final Runnable proceed;
  private final IntConsumer fail;

  /**
   * Creates a target.
   *
   * @param time the clock
   * @param proceed continues the call
   * @param fail answers it with an HTTP status
   */
  public CallTarget(TimeSource time, Runnable proceed, IntConsumer fail) {
    this.time = time;
    this.proceed = proceed;
    this.fail = fail;
  }

  @Override
  public void answer(int status) {
    fail.accept(status);
  }

  @Override
  public void pass() {
    proceed.run();
  }

  @Override
  public void delay(Duration by, Runnable then) {
    time.after(by, then);
  }

  @Override
  public void silence() {}
}
