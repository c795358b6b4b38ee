package dev.wsemulator.it;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.lambda.AccessKey;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** The real SDK's management client, as the account's owner. */
final class Management {
  private Management() {}

  static ApiGatewayManagementApiClient client(WebSocketApiEmulator emulator) {
    AccessKey owner = AccessKey.OWNER;
    return ApiGatewayManagementApiClient.builder()
        .endpointOverride(emulator.connectionsEndpoint())
        .region(Region.of(emulator.stack().region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(owner.accessKeyId(), owner.secretAccessKey())))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
