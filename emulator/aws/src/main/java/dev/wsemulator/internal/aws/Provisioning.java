package dev.wsemulator.internal.aws;

import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/**
 * Creates a stack's tables and buckets at an endpoint; those that exist already are used as they
 * are.
 */
final class Provisioning {
  private final AwsClients clients;
  private final URI endpoint;

  Provisioning(AwsClients clients, URI endpoint) {
    this.clients = clients;
    this.endpoint = endpoint;
  }

  void create(Stack stack) {
    try {
      stack.tables().forEach(table -> create(table, clients.dynamoDb()));
      stack.buckets().forEach(bucket -> create(bucket, stack.region(), clients.s3()));
    } catch (SdkClientException e) {
      throw new IllegalStateException(
          "The AWS endpoint %s does not answer: %s. Check that it runs and offers S3 and DynamoDB."
              .formatted(endpoint, e.getMessage()),
          e);
    }
  }

  /** Returns which tables of a stack that has changed stay as they were. */
  static List<String> unchanged(Stack before, Stack now) {
    return now.tables().stream()
        .filter(table -> !before.tables().contains(table))
        .filter(
            table ->
                before.tables().stream().anyMatch(b -> b.tableName().equals(table.tableName())))
        .map(
            table ->
                "The table %s exists, so its keys and indexes stay as they are. Start again, or give it another name."
                    .formatted(table.tableName()))
        .toList();
  }

  private void create(Table table, DynamoDbClient dynamoDb) {
    try {
      dynamoDb.createTable(TableRequests.create(table));
    } catch (ResourceInUseException e) {
      // It exists, which is all that is wanted.
    }
    dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(table.tableName()));
    UpdateTimeToLiveRequest timeToLive = TableRequests.timeToLive(table);
    if (timeToLive != null && !hasTimeToLive(table, dynamoDb)) {
      dynamoDb.updateTimeToLive(timeToLive);
    }
  }

  private boolean hasTimeToLive(Table table, DynamoDbClient dynamoDb) {
    TimeToLiveDescription description =
        dynamoDb
            .describeTimeToLive(request -> request.tableName(table.tableName()))
            .timeToLiveDescription();
    if (description == null) {
      throw new IllegalStateException(
          "The AWS endpoint %s answers DescribeTimeToLive of the table %s without a TimeToLiveDescription. Take TimeToLiveSpecification out of the template for this endpoint, or choose another with --backend."
              .formatted(endpoint, table.tableName()));
    }
    TimeToLiveStatus status = description.timeToLiveStatus();
    return status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING;
  }

  private static void create(Stack.Bucket bucket, String region, S3Client s3) {
    CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(bucket.bucketName());
    if (!region.equals("us-east-1")) {
      request.createBucketConfiguration(place -> place.locationConstraint(region));
    }
    try {
      s3.createBucket(request.build());
    } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
      // It exists, which is all that is wanted.
    }
    if (!bucket.cors().isEmpty()) {
      List<CORSRule> rules = bucket.cors().stream().map(Provisioning::rule).toList();
      s3.putBucketCors(
          cors -> cors.bucket(bucket.bucketName()).corsConfiguration(c -> c.corsRules(rules)));
    }
  }

  private static CORSRule rule(Stack.CorsRule rule) {
    return CORSRule.builder()
        .allowedOrigins(rule.allowedOrigins())
        .allowedMethods(rule.allowedMethods())
        .allowedHeaders(rule.headers().allowed())
        .exposeHeaders(rule.headers().exposed())
        .build();
  }
}
