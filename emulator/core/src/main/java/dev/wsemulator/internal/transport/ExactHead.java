package dev.wsemulator.internal.transport;

import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/** An answer whose headers are replaced just before it is sent, when the library adds no more. */
final class ExactHead extends HttpStream.Wrapper {
  private final int status;
  private final UnaryOperator<HttpFields> headers;

  private ExactHead(HttpStream stream, int status, UnaryOperator<HttpFields> headers) {
    super(stream);
    this.status = status;
    this.headers = headers;
  }

  /**
   * Replaces the headers of a request's answer if it has this status.
   *
   * @param headers returns what to send, of what would have been sent
   */
  static void with(int status, Request request, UnaryOperator<HttpFields> headers) {
    request.addHttpStreamWrapper(stream -> new ExactHead(stream, status, headers));
  }

  @Override
  public void send(
      MetaData.Request request,
      MetaData.Response response,
      boolean last,
      ByteBuffer content,
      Callback callback) {
    boolean replaced = response != null && response.getStatus() == status;
    super.send(request, replaced ? answer(response) : response, last, content, callback);
  }

  private MetaData.Response answer(MetaData.Response response) {
    return new MetaData.Response(
        response.getStatus(),
        response.getReason(),
        response.getHttpVersion(),
        headers.apply(response.getHttpFields()),
        response.getContentLength());
  }
}
