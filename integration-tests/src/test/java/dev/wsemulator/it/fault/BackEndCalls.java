package dev.wsemulator.it.fault;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.it.testing.OwnerClients;
import java.util.Map;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The calls of the back end, by the SDK without retries. */
final class BackEndCalls implements AutoCloseable {
  static final String TABLE = "items";
  static final String QUEUE = "jobs";
  static final String TOPIC = "news";

  private final DynamoDbClient items;
  private final SqsClient jobs;
  private final SnsClient news;

  /**
   * Creates them.
   *
   * @param aws a started environment
   */
  BackEndCalls(AwsEnvironment aws) {
    items = client(DynamoDbClient.builder(), "dynamodb", aws);
    jobs = client(SqsClient.builder(), "sqs", aws);
    news = client(SnsClient.builder(), "sns", aws);
  }

  private static <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C client(
      B builder, String service, AwsEnvironment aws) {
    return builder
        .endpointOverride(aws.endpoint(service))
        .region(Region.US_EAST_1)
        .credentialsProvider(OwnerClients.credentials(aws.accessKey()))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  /** Writes an item and reads it; returns what was read, or the error of the service. */
  String writeAndRead(String value) {
    Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS(value));
    try {
      items.putItem(put -> put.tableName(TABLE).item(key));
      boolean isThere = items.getItem(get -> get.tableName(TABLE).key(key)).hasItem();
      return isThere ? "found" : "not found";
    } catch (AwsServiceException e) {
      return e.statusCode() + " " + e.awsErrorDetails().errorCode();
    }
  }

  /** Sends a message to the queue. */
  void sendJob() {
    String url = jobs.getQueueUrl(get -> get.queueName(QUEUE)).queueUrl();
    jobs.sendMessage(send -> send.queueUrl(url).messageBody("job"));
  }

  /** Publishes to the topic. */
  void publish() {
    String arn = "arn:aws:sns:us-east-1:123456789012:" + TOPIC;
    news.publish(publish -> publish.topicArn(arn).message("news"));
  }

  @Override
  public void close() {
    items.close();
    jobs.close();
    news.close();
  }
}
