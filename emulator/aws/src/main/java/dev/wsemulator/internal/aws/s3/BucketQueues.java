package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.internal.aws.service.AwsClients;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.stack.Bucket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Delivers notifications of buckets at an endpoint to functions: one queue per notification, with a
 * new name in each run. Closing deletes the queues and leaves the buckets' notifications as they
 * were found.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ways-to-add-notification-config-to-bucket.html">Notifications
 *     to a queue</a>
 */
final class BucketQueues implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BucketQueues.class);
  private static final String QUEUE_POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
          + "\"s3.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"%s\"}]}";

  private final S3Client s3;
  private final SqsClient sqs;
  private final FunctionInvoker functions;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final List<QueueReader> readers = new ArrayList<>();
  private final Map<String, NotificationConfiguration> before = new LinkedHashMap<>();

  BucketQueues(AwsClients clients, S3Client s3, FunctionInvoker functions) {
    this.s3 = s3;
    this.sqs = clients.open(SqsClient.builder());
    this.functions = functions;
  }

  /** Creates the queues of a bucket, leads its notifications to them and begins to read them. */
  void connect(Bucket bucket) {
    List<Bucket.Notification> notifications =
        bucket.notifications().stream().filter(Bucket.Notification::isToFunction).toList();
    bucket.notifications().stream()
        .filter(one -> !one.isToFunction())
        .forEach(
            one ->
                LOG.warn(
                    "The notification {} of the bucket {} leads to {}, which gets nothing here: beside an endpoint, functions do.",
                    one.id(),
                    bucket.bucketName(),
                    one.target()));
    if (notifications.isEmpty()) {
      return;
    }
    NotificationConfiguration found =
        configuration(
            s3.getBucketNotificationConfiguration(request -> request.bucket(bucket.bucketName())));
    List<QueueConfiguration> queues = new ArrayList<>(found.queueConfigurations());
    for (Bucket.Notification notification : notifications) {
      String url = createQueue();
      readers.add(new QueueReader(sqs, url, notification.target(), functions));
      queues.removeIf(queue -> notification.id().equals(queue.id()));
      queues.add(configuration(notification, queueArn(url)));
    }
    NotificationConfiguration wanted = found.toBuilder().queueConfigurations(queues).build();
    s3.putBucketNotificationConfiguration(
        request -> request.bucket(bucket.bucketName()).notificationConfiguration(wanted));
    before.put(bucket.bucketName(), found);
    readers.forEach(QueueReader::start);
  }

  @Override
  public void close() {
    readers.forEach(QueueReader::stop);
    before.forEach(this::restore);
    readers.forEach(QueueReader::close);
  }

  private String createQueue() {
    String name = "wsemulator-%s-%d".formatted(run, readers.size() + 1);
    String url = sqs.createQueue(request -> request.queueName(name)).queueUrl();
    String policy = QUEUE_POLICY.formatted(queueArn(url));
    sqs.setQueueAttributes(
        request -> request.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, policy)));
    return url;
  }

  private String queueArn(String url) {
    return Objects.requireNonNull(
        sqs.getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN));
  }

  private void restore(String bucketName, NotificationConfiguration found) {
    try {
      s3.putBucketNotificationConfiguration(
          request -> request.bucket(bucketName).notificationConfiguration(found));
    } catch (SdkException e) {
      LOG.warn("The notifications of the bucket {} are left changed: {}", bucketName, e.toString());
    }
  }

  private static QueueConfiguration configuration(Bucket.Notification notification, String arn) {
    QueueConfiguration.Builder queue =
        QueueConfiguration.builder()
            .id(notification.id())
            .queueArn(arn)
            .eventsWithStrings(notification.filter().events());
    List<FilterRule> rules = new ArrayList<>();
    addRule(rules, "prefix", notification.filter().prefix());
    addRule(rules, "suffix", notification.filter().suffix());
    if (!rules.isEmpty()) {
      queue.filter(filter -> filter.key(key -> key.filterRules(rules)));
    }
    return queue.build();
  }

  private static void addRule(List<FilterRule> rules, String name, String value) {
    if (!value.isEmpty()) {
      rules.add(FilterRule.builder().name(name).value(value).build());
    }
  }

  private static NotificationConfiguration configuration(
      GetBucketNotificationConfigurationResponse found) {
    EventBridgeConfiguration eventBridge = found.eventBridgeConfiguration();
    return NotificationConfiguration.builder()
        .topicConfigurations(found.topicConfigurations())
        .queueConfigurations(found.queueConfigurations())
        .lambdaFunctionConfigurations(found.lambdaFunctionConfigurations())
        .eventBridgeConfiguration(eventBridge)
        .build();
  }
}
