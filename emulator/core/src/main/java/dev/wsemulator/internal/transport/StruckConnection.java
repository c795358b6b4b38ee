package dev.wsemulator.internal.transport;

import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.internal.connection.DisconnectMode;
import dev.wsemulator.internal.fault.TriggeredFault;
import dev.wsemulator.internal.transport.socket.Peer;
import dev.wsemulator.internal.transport.tls.ShownCertificate;
import dev.wsemulator.time.TimeSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;

/** A TCP connection that a fault strikes before it is served, if it ever is. */
final class StruckConnection extends AbstractConnection
    implements Connection.UpgradeTo, Connection.UpgradeFrom {
  /** How long a client may take to end its side; of real time, as clients are real. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final TriggeredFault triggered;
  private final TimeSource time;
  private final Function<ShownCertificate, Connection> served;
  private ByteBuffer arrived = BufferUtil.EMPTY_BUFFER;

  /**
   * Creates one.
   *
   * @param triggered what strikes it when it is open
   * @param time the clock
   * @param served returns what serves it
   */
  StruckConnection(
      EndPoint endPoint,
      TriggeredFault triggered,
      TimeSource time,
      Function<ShownCertificate, Connection> served) {
    super(endPoint, (Executor) Runnable::run);
    this.triggered = triggered;
    this.time = time;
    this.served = served;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    triggered.strike(new Target());
  }

  /** Nothing is read here. */
  @Override
  public void onFillable() {}

  @Override
  public void onUpgradeTo(ByteBuffer buffer) {
    arrived = BufferUtil.copy(buffer);
  }

  @Override
  public ByteBuffer onUpgradeFrom() {
    return arrived;
  }

  private final class Target implements FaultTarget {
    @Override
    public void reset() {
      lose(DisconnectMode.RESET);
    }

    @Override
    public void fin() {
      lose(DisconnectMode.FIN);
      TimeSource.system().after(CLOSE_LIMIT, this::reset);
    }

    private void lose(DisconnectMode how) {
      new Peer(Peer.below(getEndPoint())).lose(how);
    }

    @Override
    public void silence() {}

    @Override
    public void delay(Duration by, Runnable then) {
      time.after(by, then);
    }

    @Override
    public void pass() {
      serve(ShownCertificate.VALID);
    }

    @Override
    public void expiredCertificate() {
      serve(ShownCertificate.EXPIRED);
    }

    @Override
    public void foreignCertificate() {
      serve(ShownCertificate.FOREIGN);
    }

    private void serve(ShownCertificate certificate) {
      if (getEndPoint().isOpen()) {
        getEndPoint().upgrade(served.apply(certificate));
      }
    }
  }
}
