package dev.wsemulator.it.example;

import static dev.wsemulator.junit.assertions.WebSocketAssertions.assertThat;

import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.TestJournal;
import dev.wsemulator.lambda.AccessKey;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** With Spring Boot: a service that posts to the connections of an API. */
@SpringBootTest(properties = "spring.main.banner-mode=off")
class SpringBootIT {

  @RegisterExtension
  static final EmulatorExtension EMULATOR =
      EmulatorExtension.builder().api(WebSocketApi.builder("news").build()).build();

  @DynamicPropertySource
  static void leadTheServiceHere(DynamicPropertyRegistry properties) {
    properties.add("news.endpoint", () -> EMULATOR.emulator().connectionsEndpoint());
    properties.add("news.key", AccessKey.OWNER::accessKeyId);
    properties.add("news.secret", AccessKey.OWNER::secretAccessKey);
  }

  @Test
  void theServiceReachesAClient(@Autowired News news, TestClient client, TestJournal journal) {
    String id = journal.next(Handshake.class, Duration.ofSeconds(20)).connectionId();
    news.tell(id, "{\"headline\":\"It works\"}");
    assertThat(client).receivesJson("$.headline", "It works");
  }

  /** The application. */
  @SpringBootConfiguration
  @Import(News.class)
  static class Application {
    @Bean
    ApiGatewayManagementApiClient connections(
        @Value("${news.endpoint}") URI endpoint,
        @Value("${news.key}") String key,
        @Value("${news.secret}") String secret) {
      return ApiGatewayManagementApiClient.builder()
          .endpointOverride(endpoint)
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)))
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .build();
    }
  }

  /** The service. */
  static class News {
    private final ApiGatewayManagementApiClient connections;

    News(ApiGatewayManagementApiClient connections) {
      this.connections = connections;
    }

    void tell(String connectionId, String news) {
      connections.postToConnection(
          post -> post.connectionId(connectionId).data(SdkBytes.fromUtf8String(news)));
    }
  }
}
