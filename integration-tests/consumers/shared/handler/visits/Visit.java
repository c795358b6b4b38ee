package visits;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** Writes a visitor down, leaves a card, and welcomes them, as a handler does on AWS. */
public class Visit
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final DynamoDbClient table =
      DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  private final S3Client bucket =
      S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    String visitor = event.getBody();
    table.putItem(
        put ->
            put.tableName(System.getenv("TABLE"))
                .item(Map.of("visitor", AttributeValue.builder().s(visitor).build())));
    bucket.putObject(
        put -> put.bucket(System.getenv("BUCKET")).key("cards/" + visitor),
        RequestBody.fromString("It was nice here."));
    post(event.getRequestContext(), "Welcome, " + visitor + "!");
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
