package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code $disconnect}: removes the connection's id. Takes the event as a map, because the events
 * library knows neither {@code disconnectStatusCode} nor {@code disconnectReason}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">Manage
 *     connected users and client apps: $connect and $disconnect routes</a>
 */
public final class Disconnect
    implements RequestHandler<Map<String, Object>, APIGatewayV2WebSocketResponse> {
  private final Supplier<ConnectionsTable> connections;

  /** Used by Lambda. */
  public Disconnect() {
    this(() -> new ConnectionsTable(AwsClients.dynamoDb(), Settings.tableName()));
  }

  Disconnect(Supplier<ConnectionsTable> connections) {
    this.connections = new Lazy<>(connections);
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(Map<String, Object> event, Context context) {
    if (!(event.get("requestContext") instanceof Map<?, ?> request)
        || !(request.get("connectionId") instanceof String connectionId)) {
      throw new IllegalArgumentException(
          "The event has no requestContext.connectionId. Invoke this function from $disconnect.");
    }
    connections.get().remove(connectionId);
    context
        .getLogger()
        .log(
            "Connection %s is closed: %s %s%n"
                .formatted(
                    connectionId,
                    request.get("disconnectStatusCode"),
                    request.get("disconnectReason")));
    return Messages.ok();
  }
}
