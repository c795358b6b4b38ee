package dev.wsemulator.internal.integration.event;

import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.Identifiers;
import dev.wsemulator.internal.logging.ExecutionLog;
import dev.wsemulator.journal.Origin;
import java.util.Map;

/**
 * The request of an integration for a message.
 *
 * @param facts the connection
 * @param routeKey the route
 * @param message the message
 * @param messageId the message's id
 */
public record MessageCall(Facts facts, String routeKey, Message message, String messageId)
    implements StampedRequest {

  /**
   * A message as received.
   *
   * @param body its exact text
   * @param stamp its request
   * @param log the execution log of its route
   */
  public record Message(String body, RequestStamp stamp, ExecutionLog log) {}

  /** Creates a call with a new message id. */
  public MessageCall(Facts facts, String routeKey, Message message) {
    this(facts, routeKey, message, Identifiers.messageId(facts.connectionId()));
  }

  @Override
  public byte[] event() {
    return ProxyEvent.message(this);
  }

  @Override
  public String body() {
    return message.body();
  }

  @Override
  public Map<String, Object> context() {
    Map<String, Object> all = ContextVariables.of(facts, routeKey, message.stamp());
    all.put("eventType", "MESSAGE");
    all.put("messageId", messageId);
    return all;
  }

  @Override
  public Origin origin() {
    return facts.origin(routeKey, requestId());
  }

  @Override
  public RequestStamp stamp() {
    return message.stamp();
  }

  @Override
  public ExecutionLog log() {
    return message.log();
  }
}
