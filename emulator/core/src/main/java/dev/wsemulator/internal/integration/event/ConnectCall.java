package dev.wsemulator.internal.integration.event;

import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.logging.ExecutionLog;
import dev.wsemulator.journal.Origin;
import java.util.List;
import java.util.Map;

/**
 * The request of a {@code $connect} integration.
 *
 * @param request the handshake
 * @param stamp the request's identity
 * @param log the execution log of the route
 */
public record ConnectCall(ConnectRequest request, RequestStamp stamp, ExecutionLog log)
    implements StampedRequest {

  @Override
  public byte[] event() {
    return ProxyEvent.connect(request, stamp);
  }

  /**
   * Returns the event of a Lambda authorizer, as JSON.
   *
   * @param methodArn what the client wants to call
   */
  public byte[] authorizerEvent(String methodArn) {
    return AuthorizerEvent.of(this, methodArn);
  }

  /** Returns this with what is known of the client. */
  public ConnectCall withFacts(Facts known) {
    return new ConnectCall(request.withFacts(known), stamp, log);
  }

  @Override
  public Map<String, Object> context() {
    Map<String, Object> all = ContextVariables.of(request.facts(), "$connect", stamp);
    all.put("eventType", "CONNECT");
    return all;
  }

  @Override
  public Origin origin() {
    return request.facts().origin("$connect", requestId());
  }

  @Override
  public Facts facts() {
    return request.facts();
  }

  @Override
  public Map<String, List<String>> headers() {
    return request.headers();
  }

  @Override
  public Map<String, List<String>> query() {
    return request.query();
  }
}
