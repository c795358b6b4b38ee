package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Severance;
import java.util.function.BiConsumer;

/**
 * The way of a client's messages, with the faults of {@link FaultPoint#FROM_CLIENT}.
 *
 * @param messages where they go without faults
 * @param faults the rules
 */
public record FaultyMessages(BiConsumer<Connection, String> messages, ActiveFaults faults)
    implements BiConsumer<Connection, String> {

  @Override
  public void accept(Connection connection, String message) {
    Fault fault = faults.next(FaultPoint.FROM_CLIENT, connection.facts());
    if (fault == null) {
      messages.accept(connection, message);
      return;
    }
    switch (fault.kind()) {
      case LOSE -> {
        // It is gone, and nobody notices.
      }
      case DUPLICATE -> {
        messages.accept(connection, message);
        messages.accept(connection, message);
      }
      case SILENCE -> connection.sever(Severance.DEAF);
      default -> Ending.by(fault, connection::sever, connection::close);
    }
  }
}
