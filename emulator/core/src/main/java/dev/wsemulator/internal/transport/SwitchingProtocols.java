package dev.wsemulator.internal.transport;

import dev.wsemulator.internal.compression.Agreement;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The 101 as the service sends it (REC-030), and with the subprotocol that {@code $connect} chose
 * even if the client did not offer it (HS-14): it is the client that then fails.
 */
final class SwitchingProtocols extends HttpStream.Wrapper {
  /** Not known to the library as what it is, which would put it behind the others. */
  private static final HttpField UPGRADES = new HttpField(null, "Connection", "upgrade");

  private final Terms terms;

  /**
   * What the client is told of the connection.
   *
   * @param subprotocol what {@code $connect} chose, or {@code null}
   * @param compression what was agreed on, or {@code null}
   */
  record Terms(@Nullable String subprotocol, @Nullable Agreement compression) {}

  private SwitchingProtocols(HttpStream stream, Terms terms) {
    super(stream);
    this.terms = terms;
  }

  /** Gives a request's 101 these headers, just before it is sent. */
  static void with(Terms terms, Request request) {
    request.addHttpStreamWrapper(stream -> new SwitchingProtocols(stream, terms));
  }

  @Override
  public void send(
      MetaData.Request request,
      MetaData.Response response,
      boolean last,
      ByteBuffer content,
      Callback callback) {
    boolean switches = response != null && response.getStatus() == 101;
    super.send(request, switches ? answer(response) : response, last, content, callback);
  }

  private MetaData.Response answer(MetaData.Response response) {
    HttpFields given = response.getHttpFields();
    HttpFields.Mutable headers = HttpFields.build();
    headers.put(HttpHeader.DATE, given.get(HttpHeader.DATE));
    headers.add(UPGRADES);
    headers.put(HttpHeader.UPGRADE, "websocket");
    headers.put(HttpHeader.SEC_WEBSOCKET_ACCEPT, given.get(HttpHeader.SEC_WEBSOCKET_ACCEPT));
    if (terms.subprotocol() != null) {
      headers.put(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, terms.subprotocol());
    }
    if (terms.compression() != null) {
      headers.put(HttpHeader.SEC_WEBSOCKET_EXTENSIONS, terms.compression().header());
    }
    return new MetaData.Response(
        response.getStatus(), response.getReason(), response.getHttpVersion(), headers);
  }
}
