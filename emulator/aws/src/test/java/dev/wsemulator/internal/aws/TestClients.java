package dev.wsemulator.internal.aws;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.internal.aws.service.AwsClients;
import dev.wsemulator.lambda.AccessKey;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients with the owner's key, for tests. */
public final class TestClients {
  private TestClients() {}

  public static S3Client s3(AwsEnvironment aws) {
    return clients(aws).open(S3Client.builder().forcePathStyle(true));
  }

  public static DynamoDbClient dynamoDb(AwsEnvironment aws) {
    return clients(aws).open(DynamoDbClient.builder());
  }

  public static DynamoDbStreamsClient streams(AwsEnvironment aws) {
    return clients(aws).open(DynamoDbStreamsClient.builder());
  }

  private static AwsClients clients(AwsEnvironment aws) {
    URI endpoint = aws.endpoint("s3");
    return new AwsClients(endpoint, "us-east-1", aws.accessKey());
  }

  /** Makes a client that signs with a key and tries once. */
  public static <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C once(
      B builder, URI endpoint, AccessKey key) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(credentials(key))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(c -> c.retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }

  public static StaticCredentialsProvider credentials(AccessKey key) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
  }
}
