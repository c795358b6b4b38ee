package dev.wsemulator.it.conformance.function;

import java.net.URI;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GetConnectionResponse;

/** The {@code @connections} of the stage that an event is from. */
final class Clients implements AutoCloseable {
  private final ApiGatewayManagementApiClient api;

  Clients(Event event) {
    URI endpoint =
        URI.create("https://" + event.context("domainName") + "/" + event.context("stage"));
    this.api =
        ApiGatewayManagementApiClient.builder()
            .endpointOverride(endpoint)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(
                options -> options.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
  }

  /** Posts a text, and returns the status of the answer. */
  int post(String connectionId, String text) {
    try {
      SdkBytes data = SdkBytes.fromUtf8String(text);
      return api.postToConnection(post -> post.connectionId(connectionId).data(data))
          .sdkHttpResponse()
          .statusCode();
    } catch (ApiGatewayManagementApiException e) {
      return e.statusCode();
    }
  }

  /** Closes the connection, and returns the status of the answer. */
  int delete(String connectionId) {
    return api.deleteConnection(delete -> delete.connectionId(connectionId))
        .sdkHttpResponse()
        .statusCode();
  }

  GetConnectionResponse get(String connectionId) {
    return api.getConnection(get -> get.connectionId(connectionId));
  }

  @Override
  public void close() {
    api.close();
  }
}
