package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.internal.connection.CloseStatus;
import dev.wsemulator.internal.connection.DisconnectMode;
import java.util.function.Consumer;

/** Ends connections as faults say. */
final class Ending {
  private Ending() {}

  /**
   * Ends a connection.
   *
   * @param fault how
   * @param sever lets it fail
   * @param close asks for it to be closed
   */
  static void by(Fault fault, Consumer<DisconnectMode> sever, Consumer<CloseStatus> close) {
    switch (fault.kind()) {
      case RESET -> sever.accept(DisconnectMode.RESET);
      case FIN -> sever.accept(DisconnectMode.FIN);
      default -> close.accept(new CloseStatus(fault.number(), fault.reason()));
    }
  }
}
