package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** {@code $connect}: stores the connection's id, so that broadcasts reach it. */
public final class Connect
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  /**
   * No connection lasts longer than two hours; ten minutes more are for clocks that differ.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
   *     for WebSocket APIs</a>
   */
  static final Duration LONGEST_CONNECTION = Duration.ofHours(2).plusMinutes(10);

  private final Supplier<ConnectionsTable> connections;

  /** Used by Lambda. */
  public Connect() {
    this(() -> new ConnectionsTable(AwsClients.dynamoDb(), Settings.tableName()));
  }

  Connect(Supplier<ConnectionsTable> connections) {
    this.connections = new Lazy<>(connections);
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    APIGatewayV2WebSocketEvent.RequestContext request = event.getRequestContext();
    Instant connectedAt = Instant.ofEpochMilli(request.getConnectedAt());
    connections.get().add(request.getConnectionId(), connectedAt.plus(LONGEST_CONNECTION));
    context.getLogger().log("Connection " + request.getConnectionId() + " is open.\n");
    return Messages.ok();
  }
}
