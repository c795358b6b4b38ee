package app;

import java.net.URI;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** Posts to its client, by each of the addresses that code makes. */
final class Connections implements Call {
  @Override
  public String make(String event) {
    String domain = Handler.member(event, "domainName");
    String stage = Handler.member(event, "stage");
    String ofApi =
        Handler.member(event, "apiId")
            + ".execute-api."
            + System.getenv("AWS_REGION")
            + ".amazonaws.com/";
    String cutOut = domain.split("\\.")[2];
    return post(event, "https://" + domain + "/" + stage, System.getenv("AWS_REGION"))
        + post(event, "https://" + ofApi + stage, System.getenv("AWS_REGION"))
        + post(event, "https://" + System.getenv("WS_HOST"), System.getenv("AWS_REGION"))
        + post(
            event,
            System.getenv("WS_URL").replace("wss://", "https://"),
            System.getenv("AWS_REGION"))
        + post(event, "https://ws.example.com/v1", System.getenv("AWS_REGION"))
        + post(event, "https://" + domain + "/" + stage, cutOut);
  }

  private static String post(String event, String endpoint, String region) {
    try (ApiGatewayManagementApiClient client =
        ApiGatewayManagementApiClient.builder()
            .endpointOverride(URI.create(endpoint))
            .region(Region.of(region))
            .build()) {
      client.postToConnection(
          post ->
              post.connectionId(Handler.member(event, "connectionId"))
                  .data(SdkBytes.fromUtf8String("posted")));
      return "+";
    }
  }
}
