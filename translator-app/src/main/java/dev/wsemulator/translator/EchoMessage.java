package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/** {@code echomessage}: sends the request's {@code data} to every connection. */
public final class EchoMessage
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final Supplier<ConnectionsTable> connections;
  private final Clients clients;

  /** Used by Lambda. */
  public EchoMessage() {
    this(() -> new ConnectionsTable(AwsClients.dynamoDb(), Settings.tableName()), new Clients());
  }

  EchoMessage(Supplier<ConnectionsTable> connections, Clients clients) {
    this.connections = new Lazy<>(connections);
    this.clients = clients;
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    APIGatewayV2WebSocketEvent.RequestContext request = event.getRequestContext();
    URI endpoint = URI.create("https://" + request.getDomainName() + "/" + request.getStage());
    Map<String, Object> message = Json.object(event.getBody()).orElse(Map.of());
    try {
      if (message.get("data") == null) {
        String error = Messages.error("The field data is missing: it is what to send to everyone.");
        clients.post(endpoint, request.getConnectionId(), error);
      } else {
        new Broadcast(connections.get(), clients)
            .send(endpoint, Messages.echo(message.get("data")), context.getLogger());
      }
    } catch (InterruptedException timeout) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The broadcast was interrupted.", timeout);
    }
    return Messages.ok();
  }
}
