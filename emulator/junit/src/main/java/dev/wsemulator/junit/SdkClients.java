package dev.wsemulator.junit;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.lambda.AccessKey;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * AWS clients for tests, of the SDK that the user's project has: it need not have one, nor all of
 * these. Each is in its own class, which is loaded on first use.
 */
final class SdkClients {
  private static final String PACKAGE = "software.amazon.awssdk.services.";
  private static final String MANAGEMENT =
      PACKAGE + "apigatewaymanagementapi.ApiGatewayManagementApiClient";
  private static final String S3 = PACKAGE + "s3.S3Client";
  private static final String DYNAMO_DB = PACKAGE + "dynamodb.DynamoDbClient";

  /** Where the SDK's HTTP clients are, the one that most projects can do with first. */
  private static final List<String> HTTP =
      List.of(
          "software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService",
          "software.amazon.awssdk.http.apache.ApacheSdkHttpService",
          "software.amazon.awssdk.http.apache5.Apache5SdkHttpService",
          "software.amazon.awssdk.http.crt.AwsCrtSdkHttpService");

  private SdkClients() {}

  /** Returns whether this is one of the clients, by its name: the class itself may be missing. */
  static boolean has(Class<?> type) {
    return Set.of(MANAGEMENT, S3, DYNAMO_DB).contains(type.getName());
  }

  /** Returns whether a client of this type calls {@code @connections}, and no service behind. */
  static boolean callsConnections(Class<?> type) {
    return type.getName().equals(MANAGEMENT);
  }

  /** Returns a client that posts to connections, as the account's owner. */
  static AutoCloseable management(WebSocketApiEmulator emulator) {
    return Management.client(
        new Target(emulator.connectionsEndpoint(), emulator.stack().region(), AccessKey.OWNER));
  }

  /** Returns a client of a service behind the emulator, as the account's owner. */
  static AutoCloseable service(Class<?> type, AwsEnvironment aws, String region) {
    return type.getName().equals(S3)
        ? S3Clients.client(new Target(aws.endpoint("s3"), region, aws.accessKey()))
        : DynamoDb.client(new Target(aws.endpoint("dynamodb"), region, aws.accessKey()));
  }

  /**
   * What a client calls.
   *
   * @param endpoint where
   * @param region signed for
   * @param key signed with
   */
  private record Target(URI endpoint, String region, AccessKey key) {
    <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configure(B builder) {
      SdkHttpClient.Builder<?> http = http();
      if (http != null) {
        builder.httpClientBuilder(http);
      }
      return builder
          .endpointOverride(endpoint)
          .region(Region.of(region))
          .credentialsProvider(
              StaticCredentialsProvider.create(
                  AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())));
    }
  }

  /** If a project has several HTTP clients, the SDK requires a choice. */
  private static SdkHttpClient.@Nullable Builder<?> http() {
    for (String service : HTTP) {
      try {
        return ((SdkHttpService)
                Class.forName(service, true, SdkHttpService.class.getClassLoader())
                    .getDeclaredConstructor()
                    .newInstance())
            .createHttpClientBuilder();
      } catch (ReflectiveOperationException | LinkageError e) {
        // This one is not there: the next.
      }
    }
    return null;
  }

  /** Needs the SDK's client of {@code @connections}. */
  private static final class Management {
    static AutoCloseable client(Target target) {
      return target.configure(ApiGatewayManagementApiClient.builder()).build();
    }
  }

  /** Needs the SDK's client of S3. */
  private static final class S3Clients {
    static AutoCloseable client(Target target) {
      return target
          .configure(S3Client.builder())
          .serviceConfiguration(s3 -> s3.pathStyleAccessEnabled(true))
          .build();
    }
  }

  /** Needs the SDK's client of DynamoDB. */
  private static final class DynamoDb {
    static AutoCloseable client(Target target) {
      return target.configure(DynamoDbClient.builder()).build();
    }
  }
}
