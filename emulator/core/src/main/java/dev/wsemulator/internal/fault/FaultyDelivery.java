package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Delivery;
import dev.wsemulator.internal.function.TriggeredFault;
import dev.wsemulator.time.TimeSource;

/**
 * The delivery of {@code $disconnect}, with the faults of {@link FaultPoint#DISCONNECT}.
 *
 * @param faults the rules
 * @param time the clock
 */
public record FaultyDelivery(ActiveFaults faults, TimeSource time) implements Delivery {

  @Override
  public void deliver(Connection connection, Runnable dispatch) {
    TriggeredFault triggered =
        faults.none()
            ? null
            : faults.next(
                FaultPoint.DISCONNECT,
                ActiveFaults.occasion(connection.facts()).withRoute("$disconnect"));
    if (triggered == null) {
      dispatch.run();
      return;
    }
    triggered.run(() -> act(triggered.fault(), dispatch));
  }

  private void act(Fault fault, Runnable dispatch) {
    switch (fault.kind()) {
      case DELAY -> time.after(fault.delay(), dispatch);
      case DUPLICATE -> {
        dispatch.run();
        dispatch.run();
      }
      default -> {
        // It is never delivered.
      }
    }
  }
}
