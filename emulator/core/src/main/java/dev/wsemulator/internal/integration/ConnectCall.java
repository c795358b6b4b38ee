package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.routing.TargetRequest;
import java.util.List;
import java.util.Map;

/**
 * What the back end of {@code $connect} may be told.
 *
 * @param request the handshake
 * @param stamp the request's identity
 */
public record ConnectCall(ConnectRequest request, RequestStamp stamp) implements TargetRequest {

  @Override
  public byte[] event() {
    return ProxyEvent.connect(request, stamp);
  }

  @Override
  public String body() {
    return "";
  }

  @Override
  public Map<String, Object> context() {
    Map<String, Object> all = ContextVariables.of(request.facts(), "$connect", stamp);
    all.put("eventType", "CONNECT");
    return all;
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
