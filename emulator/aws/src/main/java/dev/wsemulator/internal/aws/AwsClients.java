package dev.wsemulator.internal.aws;

import dev.wsemulator.lambda.AccessKey;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients of one endpoint that sign with one key, made when first asked for. Thread-safe. */
final class AwsClients implements AutoCloseable {
  private final URI endpoint;
  private final Region region;
  private final AccessKey key;
  private @Nullable S3Client s3;
  private @Nullable DynamoDbClient dynamoDb;
  private @Nullable SqsClient sqs;

  AwsClients(URI endpoint, String region, AccessKey key) {
    this.endpoint = endpoint;
    this.region = Region.of(region);
    this.key = key;
  }

  synchronized S3Client s3() {
    if (s3 == null) {
      s3 = configured(S3Client.builder().forcePathStyle(true)).build();
    }
    return s3;
  }

  synchronized DynamoDbClient dynamoDb() {
    if (dynamoDb == null) {
      dynamoDb = configured(DynamoDbClient.builder()).build();
    }
    return dynamoDb;
  }

  synchronized SqsClient sqs() {
    if (sqs == null) {
      sqs = configured(SqsClient.builder()).build();
    }
    return sqs;
  }

  @Override
  public synchronized void close() {
    if (s3 != null) {
      s3.close();
    }
    if (dynamoDb != null) {
      dynamoDb.close();
    }
    if (sqs != null) {
      sqs.close();
    }
  }

  private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(region)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())));
  }
}
