package dev.wsemulator.it.testing;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.lambda.AccessKey;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** AWS clients of the account's owner, one of each kind for an environment. Thread-safe. */
public final class OwnerClients {
  private static final Map<AwsEnvironment, S3Client> S3 =
      Collections.synchronizedMap(new WeakHashMap<>());
  private static final Map<AwsEnvironment, DynamoDbClient> DYNAMO_DB =
      Collections.synchronizedMap(new WeakHashMap<>());

  private OwnerClients() {}

  /** Returns the S3 client of a started environment. */
  public static S3Client s3(AwsEnvironment aws) {
    return S3.computeIfAbsent(
        aws,
        each ->
            S3Client.builder()
                .forcePathStyle(true)
                .endpointOverride(each.endpoint("s3"))
                .region(Region.US_EAST_1)
                .credentialsProvider(key(each))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
  }

  /** Returns the DynamoDB client of a started environment. */
  public static DynamoDbClient dynamoDb(AwsEnvironment aws) {
    return DYNAMO_DB.computeIfAbsent(
        aws,
        each ->
            DynamoDbClient.builder()
                .endpointOverride(each.endpoint("dynamodb"))
                .region(Region.US_EAST_1)
                .credentialsProvider(key(each))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
  }

  /** Returns a new client for {@code @connections} at an endpoint, which does not retry. */
  public static ApiGatewayManagementApiClient connections(URI endpoint, Region region) {
    return ApiGatewayManagementApiClient.builder()
        .endpointOverride(endpoint)
        .region(region)
        .credentialsProvider(credentials(AccessKey.OWNER))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  private static StaticCredentialsProvider key(AwsEnvironment aws) {
    return credentials(aws.accessKey());
  }

  /** Returns credentials with this key. */
  public static StaticCredentialsProvider credentials(AccessKey key) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
  }
}
