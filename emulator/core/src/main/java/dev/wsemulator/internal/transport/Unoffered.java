package dev.wsemulator.internal.transport;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Sends a subprotocol that {@code $connect} chose though the client did not offer it (HS-14): the
 * service passes it on, and it is the client that then fails. The server library would refuse.
 */
final class Unoffered extends HttpStream.Wrapper {
  private final String subprotocol;

  private Unoffered(HttpStream stream, String subprotocol) {
    super(stream);
    this.subprotocol = subprotocol;
  }

  /** Adds the subprotocol to the answer of a request, just before that is sent. */
  static void add(Request request, String subprotocol) {
    request.addHttpStreamWrapper(stream -> new Unoffered(stream, subprotocol));
  }

  @Override
  public void send(
      MetaData.Request request,
      MetaData.Response response,
      boolean last,
      ByteBuffer content,
      Callback callback) {
    MetaData.Response answer = response;
    if (response != null && response.getStatus() == 101) {
      HttpFields.Mutable headers = HttpFields.build(response.getHttpFields());
      headers.put(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, subprotocol);
      answer =
          new MetaData.Response(
              response.getStatus(), response.getReason(), response.getHttpVersion(), headers);
    }
    super.send(request, answer, last, content, callback);
  }
}
