package dev.wsemulator.internal.integration.event;

import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A client's opening handshake, before anything is decided about it. Immutable.
 *
 * @param facts what is known of the client
 * @param headers the request's headers with all their values, in the client's letter case
 * @param query the decoded query parameters with all their values, in the URL's order; may be empty
 * @param raw the original request, for its signature
 * @param isLost returns whether the client can no longer be answered
 */
public record ConnectRequest(
    Facts facts,
    Map<String, List<String>> headers,
    Map<String, List<String>> query,
    HttpRequest raw,
    BooleanSupplier isLost) {

  /** Creates one of a client that can be answered. */
  public ConnectRequest(
      Facts facts,
      Map<String, List<String>> headers,
      Map<String, List<String>> query,
      HttpRequest raw) {
    this(facts, headers, query, raw, () -> false);
  }

  /** Returns this with what is known of the client. */
  public ConnectRequest withFacts(Facts known) {
    return new ConnectRequest(known, headers, query, raw, isLost);
  }
}
