package dev.wsemulator.internal.transport;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.fault.TriggeredFault;
import dev.wsemulator.internal.transport.tls.LocalCertificate;
import dev.wsemulator.internal.transport.tls.ShownCertificate;
import dev.wsemulator.time.TimeSource;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Accepts TCP connections, in plain text or with TLS, with the faults of {@link FaultPoint#ACCEPT}
 * and {@link FaultPoint#TLS_HANDSHAKE}, and begins to wait for their requests. Connections within a
 * tunnel that ends here have no such faults. Thread-safe.
 */
final class ConnectionAcceptor {
  private final UnfinishedRequests unfinished;
  private final TimeSource time;

  /** Set once, when everything is ready. */
  private volatile @Nullable ActiveFaults faults;

  /**
   * Creates it.
   *
   * @param unfinished what waits for requests
   * @param time the clock of the faults
   */
  ConnectionAcceptor(UnfinishedRequests unfinished, TimeSource time) {
    this.unfinished = unfinished;
    this.time = time;
  }

  /** Lets faults strike from now on. */
  void open(ActiveFaults rules) {
    faults = rules;
  }

  /**
   * Returns what accepts connections.
   *
   * @param plain the protocol of what is in plain text, or within TLS
   */
  DetectorConnectionFactory acceptor(String plain) {
    SslContextFactory.Server valid = context(ShownCertificate.VALID);
    DetectorConnectionFactory inTunnel =
        new DetectorConnectionFactory(new SslConnectionFactory(valid, plain));
    DetectorConnectionFactory acceptor = new Acceptor(new StruckTls(valid, plain), inTunnel);
    acceptor.addBean(inTunnel);
    return acceptor;
  }

  private static SslContextFactory.Server context(ShownCertificate certificate) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(LocalCertificate.serverContext(certificate));
    return tls;
  }

  private @Nullable TriggeredFault next(FaultPoint point) {
    ActiveFaults rules = faults;
    return rules == null || rules.none() ? null : rules.next(point, Matcher.ALL);
  }

  private final class Acceptor extends DetectorConnectionFactory {
    private final DetectorConnectionFactory inTunnel;

    Acceptor(StruckTls tls, DetectorConnectionFactory inTunnel) {
      super(tls);
      this.inTunnel = inTunnel;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      if (endPoint.getConnection() != null) {
        unfinished.begin(endPoint);
        return inTunnel.newConnection(connector, endPoint);
      }
      TriggeredFault triggered = next(FaultPoint.ACCEPT);
      return triggered == null
          ? accepted(connector, endPoint)
          : new StruckConnection(
              endPoint, triggered, time, certificate -> accepted(connector, endPoint));
    }

    private Connection accepted(Connector connector, EndPoint endPoint) {
      unfinished.begin(endPoint);
      return super.newConnection(connector, endPoint);
    }
  }

  /** The client's first message of TLS is there when a connection is made. */
  private final class StruckTls extends SslConnectionFactory {
    private final String next;

    /** Guarded by {@code this}: those with other certificates, from when they are needed. */
    private final Map<ShownCertificate, SslConnectionFactory> others =
        new EnumMap<>(ShownCertificate.class);

    StruckTls(SslContextFactory.Server valid, String next) {
      super(valid, next);
      this.next = next;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      TriggeredFault triggered = next(FaultPoint.TLS_HANDSHAKE);
      if (triggered == null) {
        return super.newConnection(connector, endPoint);
      }
      unfinished.end(endPoint);
      return new StruckConnection(
          endPoint,
          triggered,
          time,
          certificate -> {
            unfinished.begin(endPoint);
            return certificate == ShownCertificate.VALID
                ? super.newConnection(connector, endPoint)
                : other(certificate).newConnection(connector, endPoint);
          });
    }

    private synchronized SslConnectionFactory other(ShownCertificate certificate) {
      return others.computeIfAbsent(
          certificate,
          wanted -> {
            SslConnectionFactory made = new SslConnectionFactory(context(wanted), next);
            addManaged(made);
            return made;
          });
    }
  }
}
