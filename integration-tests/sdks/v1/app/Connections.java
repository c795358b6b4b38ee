package app;

import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.apigatewaymanagementapi.AmazonApiGatewayManagementApi;
import com.amazonaws.services.apigatewaymanagementapi.AmazonApiGatewayManagementApiClientBuilder;
import com.amazonaws.services.apigatewaymanagementapi.model.PostToConnectionRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Posts to its client, by each of the addresses that code makes. */
final class Connections implements Call {
  @Override
  public String make(String event) {
    String domain = Handler.member(event, "domainName");
    String stage = Handler.member(event, "stage");
    String region = System.getenv("AWS_REGION");
    String ofApi =
        Handler.member(event, "apiId") + ".execute-api." + region + ".amazonaws.com/" + stage;
    return post(event, domain + "/" + stage, region)
        + post(event, "https://" + domain + "/" + stage, region)
        + post(event, "https://" + ofApi, region)
        + post(event, System.getenv("WS_HOST"), region)
        + post(event, System.getenv("WS_URL").replace("wss://", "https://"), region)
        + post(event, "https://ws.example.com/v1", region)
        + post(event, "https://" + domain + "/" + stage, domain.split("\\.")[2]);
  }

  private static String post(String event, String endpoint, String region) {
    AmazonApiGatewayManagementApi client =
        AmazonApiGatewayManagementApiClientBuilder.standard()
            .withEndpointConfiguration(new EndpointConfiguration(endpoint, region))
            .build();
    try {
      client.postToConnection(
          new PostToConnectionRequest()
              .withConnectionId(Handler.member(event, "connectionId"))
              .withData(ByteBuffer.wrap("posted".getBytes(StandardCharsets.UTF_8))));
      return "+";
    } finally {
      client.shutdown();
    }
  }
}
