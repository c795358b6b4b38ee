package dev.wsemulator.internal.integration.event;

import dev.wsemulator.internal.connection.CloseCause;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.logging.ExecutionLog;
import dev.wsemulator.journal.Origin;
import java.util.Map;

/**
 * The request of a {@code $disconnect} integration.
 *
 * @param facts the connection that has ended
 * @param status why
 * @param stamp the request's identity
 * @param log the execution log of the route
 */
public record DisconnectCall(Facts facts, CloseCause status, RequestStamp stamp, ExecutionLog log)
    implements StampedRequest {

  @Override
  public byte[] event() {
    return ProxyEvent.disconnect(facts, status, stamp);
  }

  @Override
  public Map<String, Object> context() {
    Map<String, Object> all = ContextVariables.of(facts, "$disconnect", stamp);
    all.put("eventType", "DISCONNECT");
    return all;
  }

  @Override
  public Origin origin() {
    return facts.origin("$disconnect", requestId());
  }
}
