package dev.wsemulator.internal.transport;

import dev.wsemulator.internal.compression.NegotiatedDeflate;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The 101 as the service sends it (REC-030), and with the subprotocol that {@code $connect} chose
 * even if the client did not offer it (HS-14): it is the client that then fails.
 *
 * @param subprotocol what {@code $connect} chose, or {@code null}
 * @param compression what was agreed on, or {@code null}
 */
record SwitchingProtocols(@Nullable String subprotocol, @Nullable NegotiatedDeflate compression) {

  /** Not known to the library as what it is, which would put it behind the others. */
  private static final HttpField UPGRADES = new HttpField(null, "Connection", "upgrade");

  /** Lets a request be answered so, if it is. */
  void answer(Request request) {
    ExactHead.with(101, request, this::headers);
  }

  private HttpFields headers(HttpFields given) {
    HttpFields.Mutable headers = HttpFields.build();
    headers.put(HttpHeader.DATE, given.get(HttpHeader.DATE));
    headers.add(UPGRADES);
    headers.put(HttpHeader.UPGRADE, "websocket");
    headers.put(HttpHeader.SEC_WEBSOCKET_ACCEPT, given.get(HttpHeader.SEC_WEBSOCKET_ACCEPT));
    if (subprotocol != null) {
      headers.put(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, subprotocol);
    }
    if (compression != null) {
      headers.put(HttpHeader.SEC_WEBSOCKET_EXTENSIONS, compression.header());
    }
    return headers;
  }
}
