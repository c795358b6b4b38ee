package dev.wsemulator.it;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.wsemulator.it.testing.OwnerClients;
import dev.wsemulator.lambda.AccessKey;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Rows, objects and messages of an emulator, each by its name, whose begin says what it is: {@code
 * row-}, {@code object-}, {@code message-}, {@code job-} or {@code audited-}.
 */
final class WrittenData implements AutoCloseable {
  private static final int WRITERS = 8;

  private final DynamoDbClient dynamoDb;
  private final S3Client s3;
  private final SqsClient sqs;

  /** Makes clients that do not try again what has failed. */
  WrittenData(RunningCli cli) {
    dynamoDb = client(cli, "DYNAMODB", DynamoDbClient.builder());
    s3 = client(cli, "S3", S3Client.builder().forcePathStyle(true));
    sqs = client(cli, "SQS", SqsClient.builder());
  }

  private static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
      RunningCli cli, String label, B builder) {
    return builder
        .endpointOverride(cli.address(label))
        .region(Region.US_EAST_1)
        .credentialsProvider(OwnerClients.credentials(AccessKey.OWNER))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(one -> one.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  /**
   * Writes all of these from several threads, and does something when enough has been answered.
   *
   * @return what was answered
   */
  @SafeVarargs
  final Set<String> putUntil(int enough, Runnable action, Collection<String>... names)
      throws InterruptedException {
    Queue<String> all = new ConcurrentLinkedQueue<>();
    for (Collection<String> some : names) {
      all.addAll(some);
    }
    List<String> mixed = new ArrayList<>(all);
    Collections.shuffle(mixed, new Random(7));
    Queue<String> left = new ConcurrentLinkedQueue<>(mixed);
    Set<String> answered = ConcurrentHashMap.newKeySet();
    CountDownLatch latch = new CountDownLatch(enough);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Thread writer = new Thread(() -> putAll(left, answered, latch));
      writer.start();
      writers.add(writer);
    }
    if (!latch.await(4, TimeUnit.MINUTES)) {
      throw new AssertionError("Only " + answered.size() + " writes were answered.");
    }
    action.run();
    for (Thread writer : writers) {
      writer.join();
    }
    return answered;
  }

  private void putAll(Queue<String> left, Set<String> answered, CountDownLatch latch) {
    String jobs = sqs.getQueueUrl(get -> get.queueName("jobs")).queueUrl();
    String work = sqs.getQueueUrl(get -> get.queueName("work")).queueUrl();
    try {
      for (String name = left.poll(); name != null; name = left.poll()) {
        String one = name;
        switch (one.substring(0, one.indexOf('-'))) {
          case "row" -> put("rooms", one);
          case "audited" -> put("audited", one);
          case "object" ->
              s3.putObject(put -> put.bucket("docs").key(one), RequestBody.fromString(one));
          case "job" -> sqs.sendMessage(send -> send.queueUrl(jobs).messageBody(one));
          default -> sqs.sendMessage(send -> send.queueUrl(work).messageBody(one));
        }
        answered.add(one);
        latch.countDown();
      }
    } catch (SdkException | UncheckedIOException e) {
      return; // the emulator is gone
    }
  }

  private void put(String table, String id) {
    dynamoDb.putItem(put -> put.tableName(table).item(Map.of("id", fromS(id))));
  }

  /** Returns the rows of the first table, the objects, and the messages, which stay visible. */
  Set<String> all() {
    Set<String> all = new HashSet<>();
    dynamoDb
        .scanPaginator(scan -> scan.tableName("rooms"))
        .items()
        .forEach(item -> all.add(item.get("id").s()));
    s3.listObjectsV2Paginator(list -> list.bucket("docs")).contents().stream()
        .map(S3Object::key)
        .forEach(all::add);
    String work = sqs.getQueueUrl(get -> get.queueName("work")).queueUrl();
    List<List<Message>> received = new ArrayList<>();
    for (List<Message> some = receive(work); !some.isEmpty(); some = receive(work)) {
      some.stream().map(Message::body).forEach(all::add);
      received.add(some);
    }
    received.forEach(some -> release(work, some));
    return all;
  }

  private void release(String url, List<Message> messages) {
    sqs.changeMessageVisibilityBatch(
        change ->
            change
                .queueUrl(url)
                .entries(
                    messages.stream()
                        .map(
                            one ->
                                ChangeMessageVisibilityBatchRequestEntry.builder()
                                    .id(one.messageId())
                                    .receiptHandle(one.receiptHandle())
                                    .visibilityTimeout(0)
                                    .build())
                        .toList()));
  }

  private List<Message> receive(String url) {
    return sqs.receiveMessage(
            receive -> receive.queueUrl(url).maxNumberOfMessages(10).visibilityTimeout(600))
        .messages();
  }

  @Override
  public void close() {
    dynamoDb.close();
    s3.close();
    sqs.close();
  }
}
