package app;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiAsyncClient;

/** Posts to its client. */
final class ConnectionsAsync implements Call {
  @Override
  public String make(String event) throws Exception {
    String endpoint =
        "https://" + Handler.member(event, "domainName") + "/" + Handler.member(event, "stage");
    try (ApiGatewayManagementApiAsyncClient client =
        ApiGatewayManagementApiAsyncClient.builder()
            .endpointOverride(URI.create(endpoint))
            .build()) {
      client
          .postToConnection(
              post ->
                  post.connectionId(Handler.member(event, "connectionId"))
                      .data(SdkBytes.fromUtf8String("posted")))
          .get(20, TimeUnit.SECONDS);
      return "+";
    }
  }
}
