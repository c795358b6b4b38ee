package dev.wsemulator.internal.integration.event;

import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.http.HttpRequest;
import java.util.List;
import java.util.Map;

/**
 * A client's opening handshake, before anything is decided about it. Immutable.
 *
 * @param facts what is known of the client
 * @param headers the request's headers with all their values, in the client's letter case
 * @param query the decoded query parameters with all their values, in the URL's order; may be empty
 * @param raw the original request, for its signature
 */
public record ConnectRequest(
    Facts facts,
    Map<String, List<String>> headers,
    Map<String, List<String>> query,
    HttpRequest raw) {

  /** Returns this with what is known of the client. */
  public ConnectRequest withFacts(Facts known) {
    return new ConnectRequest(known, headers, query, raw);
  }
}
