package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.stack.BackEndCall;
import dev.wsemulator.stack.BackEndContext.CallFilter;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/**
 * The calls that functions make of the back end, with the faults of {@link FaultPoint#BACK_END}.
 *
 * @param faults the rules
 * @param time the clock
 * @param functions returns the function that has an access key id or an application id
 */
public record FaultyBackEnd(
    ActiveFaults faults, TimeSource time, Function<String, Optional<String>> functions)
    implements CallFilter {

  /** Lets a call of a service pass, later, never or at once, or fails it. */
  @Override
  public void filter(BackEndCall call) {
    TriggeredFault triggered =
        faults.hasNone(FaultPoint.BACK_END)
            ? null
            : faults.next(
                FaultPoint.BACK_END,
                occasion(call),
                fault -> fault.effect() != Fault.Effect.READS_PAST || call.mayReadPast());
    if (triggered == null) {
      call.proceed();
      return;
    }
    triggered.strike(new BackEndTarget(time, call));
  }

  @Override
  public Duration past() {
    return faults.none()
        ? Duration.ZERO
        : faults.active().stream()
            .map(FaultRule::fault)
            .filter(fault -> fault.effect() == Fault.Effect.READS_PAST)
            .map(fault -> (Duration) fault.arguments().get("by"))
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
  }

  private Matcher occasion(BackEndCall call) {
    return call.facts()
        .withService(call.service())
        .withFunction(
            call.callerIds().stream()
                .flatMap(id -> functions.apply(id).stream())
                .findFirst()
                .orElse(null));
  }
}
