package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.internal.connection.CloseCause;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.DisconnectMode;
import java.util.function.Consumer;

/** A connection that a fault ends. */
public class ConnectionTarget implements FaultTarget {
  private final Consumer<DisconnectMode> sever;
  private final Consumer<CloseCause> close;

  /**
   * Creates a target.
   *
   * @param sever lets the connection fail
   * @param close requests that it is closed
   */
  public ConnectionTarget(Consumer<DisconnectMode> sever, Consumer<CloseCause> close) {
    this.sever = sever;
    this.close = close;
  }

  ConnectionTarget(Connection connection) {
    this(connection::sever, connection::close);
  }

  final void sever(DisconnectMode how) {
    sever.accept(how);
  }

  @Override
  public final void reset() {
    sever(DisconnectMode.RESET);
  }

  @Override
  public final void fin() {
    sever(DisconnectMode.FIN);
  }

  @Override
  public final void close(int code, String reason) {
    close.accept(new CloseCause(code, reason));
  }
}
