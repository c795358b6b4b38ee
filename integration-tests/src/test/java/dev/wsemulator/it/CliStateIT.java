package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.Api;

/** The command line without a template: everything comes by calls. */
class CliStateIT {
  @TempDir private Path folder;

  @Test
  void whatCallsDefineIsThereAfterARestart() throws Exception {
    String[] options = {"--state", folder.toString()};
    String id;
    try (RunningCli cli = RunningCli.start(options);
        ApiGatewayV2Client gateway = client(cli.address("AWS CLI"))) {
      id =
          gateway
              .createApi(
                  api ->
                      api.name("chat")
                          .protocolType("WEBSOCKET")
                          .routeSelectionExpression("$request.body.action"))
              .apiId();
      assertThat(cli.terminate(20)).isTrue();
    }
    try (RunningCli cli = RunningCli.start(options);
        ApiGatewayV2Client gateway = client(cli.address("AWS CLI"))) {
      assertThat(gateway.getApis(get -> {}).items()).extracting(Api::apiId).containsExactly(id);
    }
  }

  private static ApiGatewayV2Client client(URI endpoint) {
    return ApiGatewayV2Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
