package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Delivery;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;

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
                faults.timed(
                    ActiveFaults.occasion(connection.facts()).withRoute("$disconnect"),
                    connection));
    if (triggered == null) {
      dispatch.run();
      return;
    }
    triggered.strike(new Target(time, dispatch));
  }

  private record Target(TimeSource time, Runnable dispatch) implements FaultTarget {
    @Override
    public void delay(Duration by, Runnable then) {
      time.after(by, then);
    }

    @Override
    public void pass() {
      dispatch.run();
    }

    @Override
    public void lose() {}
  }
}
