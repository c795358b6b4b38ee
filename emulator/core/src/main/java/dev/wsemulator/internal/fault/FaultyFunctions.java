package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.internal.function.InvocationFaults;
import dev.wsemulator.internal.function.TriggeredFault;
import dev.wsemulator.journal.Origin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The faults of {@link FaultPoint#INVOCATION} and {@link FaultPoint#INVOCATION_RESULT}. What
 * happens to a client is done here, the rest is left to the function runtime.
 *
 * @param faults the rules
 */
public record FaultyFunctions(ActiveFaults faults) implements InvocationFaults {

  @Override
  public @Nullable TriggeredFault before(String functionName, Origin origin) {
    return next(FaultPoint.INVOCATION, functionName, origin);
  }

  @Override
  public void strike(Fault fault, Origin origin) {
    Optional.ofNullable(origin.connectionId())
        .flatMap(faults::connection)
        .ifPresent(client -> fault.strike(new ConnectionTarget(client)));
  }

  @Override
  public @Nullable TriggeredFault after(String functionName, Origin origin) {
    return next(FaultPoint.INVOCATION_RESULT, functionName, origin);
  }

  private @Nullable TriggeredFault next(FaultPoint point, String functionName, Origin origin) {
    return faults.none()
        ? null
        : faults.next(
            point,
            new Matcher(
                origin.apiId(),
                origin.stage(),
                origin.connectionId(),
                origin.routeKey(),
                functionName,
                null));
  }
}
