package dev.wsemulator.internal.transport.proxy;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ConnectHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * The answers to {@code CONNECT}: tunnels to other hosts, which hold no thread while they are idle,
 * and tunnels that end here. Closed with the server. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6">RFC 9110: CONNECT</a>
 */
public final class Tunnels extends ConnectHandler {
  private static final Duration CONNECT_TIME = Duration.ofSeconds(10);

  /**
   * As long as a function may run.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Quotas</a>
   */
  private static final Duration IDLE_TIME = Duration.ofMinutes(15);

  private static final int BUFFER_BYTES = 16 * 1024;

  /** Creates it; it starts with the server that it is added to. */
  public Tunnels() {
    setConnectTimeout(CONNECT_TIME.toMillis());
    setIdleTimeout(IDLE_TIME.toMillis());
    setBufferSize(BUFFER_BYTES);
  }

  /** Opens a tunnel to the host that a request names. */
  public void open(Request request, Response response, Callback callback) {
    handleConnect(request, response, callback, request.getHttpURI().getAuthority());
  }

  /**
   * Ends a tunnel here: what follows in the connection, with TLS or without, is served as any other
   * connection of the port.
   */
  public static void end(Request request, Response response, Callback callback) {
    Connector connector = request.getConnectionMetaData().getConnector();
    ConnectionFactory factory = connector.getDefaultConnectionFactory();
    EndPoint endPoint = request.getTunnelSupport().getEndPoint();
    Connection next = factory.newConnection(connector, endPoint);
    request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, next);
    response.setStatus(200);
    callback.succeeded();
  }

  /** Looks names up on another thread than those that read. */
  @Override
  protected void connectToServer(
      Request request, String host, int port, Promise<SocketChannel> promise) {
    getExecutor().execute(() -> super.connectToServer(request, host, port, promise));
  }

  @Override
  protected void onConnectFailure(
      Request request, Response response, Callback callback, Throwable failure) {
    response.setStatus(502);
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    String message =
        "There is no connection to %s (%s)."
            .formatted(request.getHttpURI().getAuthority(), Forwarder.reason(failure));
    Content.Sink.write(response, true, message, callback);
  }
}
