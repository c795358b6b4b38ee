package dev.wsemulator.internal.transport;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Creates HTTP connections that read header names and values verbatim (EV-11), respond with headers
 * in the service's order, and report incomplete requests. Thread-safe.
 */
final class ExactHttp extends HttpConnectionFactory {
  private final UnfinishedRequests unfinished;

  ExactHttp(HttpConfiguration configuration, UnfinishedRequests unfinished) {
    super(configuration);
    this.unfinished = unfinished;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    Reader connection = new Reader(getHttpConfiguration(), connector, endPoint);
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, endPoint);
  }

  /**
   * Returns whether the target of a request is a whole URL, as clients of proxies send it; that of
   * others is a path.
   */
  static boolean isForProxy(Request request) {
    return request.getConnectionMetaData().getConnection() instanceof Reader reader
        && reader.isForProxy;
  }

  private final class Reader extends HttpConnection {
    /** Set while the connection is made, before its own fields are. */
    @SuppressWarnings("NullAway.Init") // the superclass asks for it first
    private RequestHandler handler;

    /** Whether the head of a request is waited for; that of the first one always is. */
    private boolean waiting = true;

    /** Whether the request that is read, or handled, has a whole URL as its target. */
    private boolean isForProxy;

    Reader(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
      super(configuration, connector, endPoint);
    }

    @Override
    protected RequestHandler newRequestHandler() {
      handler = new TargetReader();
      return handler;
    }

    private final class TargetReader extends RequestHandler {
      @Override
      public void startRequest(String method, String target, HttpVersion version) {
        isForProxy = target.regionMatches(true, 0, "http://", 0, 7);
        super.startRequest(method, target, version);
      }
    }

    @Override
    protected HttpParser newHttpParser(HttpCompliance compliance) {
      return new Parser(handler, getHttpConfiguration().getRequestHeaderSize(), compliance);
    }

    @Override
    protected HttpGenerator newHttpGenerator() {
      return new HeaderOrder();
    }

    private void headIs(boolean unfinishedNow) {
      if (unfinishedNow != waiting) {
        waiting = unfinishedNow;
        if (unfinishedNow) {
          unfinished.begin(getEndPoint());
        } else {
          unfinished.end(getEndPoint());
        }
      }
    }

    private final class Parser extends HttpParser {
      Parser(RequestHandler handler, int maxHeaderBytes, HttpCompliance compliance) {
        super(handler, maxHeaderBytes, compliance);
        setHeaderCacheSize(0);
      }

      @Override
      protected String caseInsensitiveHeader(String sent, String usual) {
        return sent;
      }

      @Override
      public boolean parseNext(ByteBuffer buffer) {
        boolean handle = super.parseNext(buffer);
        if (!isStart()) {
          headIs(inHeaderState());
        }
        return handle;
      }

      /**
       * Shows the first letter of each line alone. With more of the line in sight, the library
       * looks up well-known names and values whatever their case, and takes its own spelling.
       */
      @Override
      protected boolean parseFields(ByteBuffer buffer) {
        int end = buffer.limit();
        boolean handle = false;
        try {
          State state = getState();
          for (int next = buffer.position() + 1;
              !handle && next <= end && isState(state) && buffer.position() < next;
              next = afterNextLineFeed(buffer, end)) {
            buffer.limit(next);
            handle = super.parseFields(buffer);
          }
        } finally {
          buffer.limit(end);
        }
        return handle;
      }

      private static int afterNextLineFeed(ByteBuffer buffer, int end) {
        int at = buffer.limit();
        while (at < end && byteAt(buffer, at, end) != '\n') {
          at++;
        }
        return Math.min(end, at + 2);
      }

      private static byte byteAt(ByteBuffer buffer, int at, int end) {
        buffer.limit(end);
        return buffer.get(at);
      }
    }
  }
}
