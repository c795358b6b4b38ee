package dev.wsemulator.junit;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.time.TimeSource;
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
          Faults.class,
          TimeSource.class,
          TestClient.class,
          RawClient.class,
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
    if (type == Faults.class) {
      return emulator.faults();
    }
    if (type == TimeSource.class) {
      return emulator.time();
    }
    if (type == TestClient.class) {
      TestClient client = TestClient.connect(emulator.webSocketUrl());
      running.watch().here().handOut(client.watched());
      return client;
    }
    if (type == RawClient.class) {
      RawClient client = TestClient.raw(emulator.webSocketUrl());
      running.watch().here().handOut(client.watched());
      return client;
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

  /** An SDK client that belongs to one test; JUnit closes it with the test's store. */
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
