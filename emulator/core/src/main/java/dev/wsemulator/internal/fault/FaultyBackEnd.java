package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.time.TimeSource;
import java.util.function.IntConsumer;

/**
 * The calls that functions make of the back end, with the faults of {@link FaultPoint#BACK_END}.
 *
 * @param faults the rules
 * @param time the clock
 */
public record FaultyBackEnd(ActiveFaults faults, TimeSource time) {

  /**
   * Lets a call of a service pass, later, never or at once, or fails it.
   *
   * @param service the service, for example {@code s3}
   * @param proceed lets it pass
   * @param fail answers it with an HTTP status
   */
  public void pass(String service, Runnable proceed, IntConsumer fail) {
    TriggeredFault triggered =
        faults.none() ? null : faults.next(FaultPoint.BACK_END, Matcher.ALL.withService(service));
    if (triggered == null) {
      proceed.run();
      return;
    }
    triggered.strike(new CallTarget(time, proceed, fail));
  }
}
