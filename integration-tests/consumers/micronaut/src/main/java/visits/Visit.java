package visits;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.net.URI;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** Writes a visitor down, leaves a card, and welcomes them: a function of Micronaut. */
public class Visit
    extends MicronautRequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  @Inject private Guestbook guestbook;

  @Override
  public APIGatewayV2WebSocketResponse execute(APIGatewayV2WebSocketEvent event) {
    guestbook.write(event.getBody());
    post(event.getRequestContext(), "Welcome, " + event.getBody() + "!");
    APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
    response.setStatusCode(200);
    return response;
  }

  private static void post(APIGatewayV2WebSocketEvent.RequestContext client, String text) {
    URI endpoint = URI.create("https://" + client.getDomainName() + "/" + client.getStage());
    try (ApiGatewayManagementApiClient connections =
        ApiGatewayManagementApiClient.builder()
            .endpointOverride(endpoint)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      connections.postToConnection(
          post -> post.connectionId(client.getConnectionId()).data(SdkBytes.fromUtf8String(text)));
    }
  }
}
