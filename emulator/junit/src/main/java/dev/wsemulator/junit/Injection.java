package dev.wsemulator.junit;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.junit.EmulatorExtension.Running;
import dev.wsemulator.lambda.AccessKey;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes what a test takes as parameters; what has to be closed is closed after the test. */
final class Injection {
  private static final Set<Class<?>> TYPES =
      Set.of(
          WebSocketApiEmulator.class,
          Journal.class,
          TestClient.class,
          ApiGatewayManagementApiClient.class,
          S3Client.class,
          DynamoDbClient.class);

  private Injection() {}

  static boolean supports(Class<?> type) {
    return TYPES.contains(type);
  }

  static Object of(Class<?> type, Running running, ExtensionContext context) {
    WebSocketApiEmulator emulator = running.emulator();
    if (type == WebSocketApiEmulator.class) {
      return emulator;
    }
    if (type == Journal.class) {
      return emulator.journal();
    }
    if (type == TestClient.class) {
      return closedLater(TestClient.connect(emulator.webSocketUrl()), context);
    }
    if (type == ApiGatewayManagementApiClient.class) {
      return closedLater(management(emulator), context);
    }
    return type == S3Client.class ? aws(running).s3() : aws(running).dynamoDb();
  }

  private static AwsEnvironment aws(Running running) {
    AwsEnvironment aws = running.aws();
    if (aws == null) {
      throw new ParameterResolutionException(
          "There are no AWS services behind this emulator. Add"
              + " .backEnd(AwsEnvironment::embedded) to the extension.");
    }
    return aws;
  }

  /** A client that belongs to one test; JUnit closes it with the test's store. */
  private static Object closedLater(AutoCloseable resource, ExtensionContext context) {
    context
        .getStore(ExtensionContext.Namespace.create(Injection.class, context.getUniqueId()))
        .put(resource, resource);
    return resource;
  }

  private static ApiGatewayManagementApiClient management(WebSocketApiEmulator emulator) {
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
