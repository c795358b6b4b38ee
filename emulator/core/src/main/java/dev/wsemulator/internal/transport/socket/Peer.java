package dev.wsemulator.internal.transport.socket;

import dev.wsemulator.internal.connection.DisconnectMode;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection.SslEndPoint;
import org.eclipse.jetty.server.Request;

/**
 * The other end of a TCP connection, below TLS and WebSocket.
 *
 * @param endPoint this end
 */
public record Peer(EndPoint endPoint) {

  /** Returns the one that sent a request. */
  public static Peer of(Request request) {
    return new Peer(below(request.getConnectionMetaData().getConnection().getEndPoint()));
  }

  /** Returns the end of the TCP connection itself, below TLS, which may be within TLS. */
  public static EndPoint below(EndPoint endPoint) {
    EndPoint below = endPoint;
    while (below instanceof SslEndPoint encrypted) {
      below = encrypted.getSslConnection().getEndPoint();
    }
    return below;
  }

  /** Returns whether nothing can be sent any more. */
  public boolean isLost() {
    return !endPoint.isOpen() || endPoint.isOutputShutdown();
  }

  /** Loses the connection. */
  public void lose(DisconnectMode how) {
    if (how == DisconnectMode.RESET) {
      reset();
    } else {
      end();
    }
  }

  /** Ends the connection by a reset: both sides lose what is on its way. */
  void reset() {
    if (endPoint.getTransport() instanceof SocketChannel channel) {
      try {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        // It is closed already.
        return;
      }
    }
    endPoint.close();
  }

  /** Ends the stream of this side, after what was sent before. */
  void end() {
    endPoint.shutdownOutput();
  }
}
