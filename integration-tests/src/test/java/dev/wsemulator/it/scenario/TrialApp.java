package dev.wsemulator.it.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.it.testing.OwnerClients;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.EventRule;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An emulator with one of everything that a scenario can strike. Its clock is virtual. */
final class TrialApp implements AutoCloseable {
  private static final String API = "trial";
  private static final String ROWS = "rows";
  private static final String BY_KIND = "byKind";
  private static final String JOBS = "jobs";
  private static final String OBJECTS = "objects";
  private static final String ACCOUNT = ":us-east-1:123456789012:";
  private static final AttributeValue KIND = AttributeValue.fromS("some");

  private final AwsEnvironment aws = AwsEnvironment.embedded();

  /** Closed for functions that were told to wait. */
  private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(1));

  private final AtomicInteger rows = new AtomicInteger();

  private final WebSocketApiEmulator emulator =
      WebSocketApiEmulator.builder()
          .stack(stack())
          .backEnd(aws)
          .time(new VirtualTime())
          .verifyIdentity(false)
          .isolated(false)
          .start();

  private final SqsClient sqs =
      SqsClient.builder()
          .endpointOverride(aws.endpoint("sqs"))
          .region(Region.US_EAST_1)
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .credentialsProvider(OwnerClients.credentials(AccessKey.OWNER))
          .build();

  private Stack stack() {
    WebSocketApi api =
        WebSocketApi.builder(API)
            .apiId(API)
            .route("$connect", "Accept")
            .route("$disconnect", "Accept")
            .route(Route.twoWay("$default", Integration.lambdaProxy("Answer")))
            .route("read", "Read")
            .route("wait", "Wait")
            .build();
    return Stack.builder()
        .apis(List.of(api))
        .tables(List.of(rows()))
        .queues(List.of(new Queue(JOBS, Map.of())))
        .buckets(List.of(objects()))
        .rules(List.of(daily()))
        .functions(
            List.of(
                function("Accept", event -> bytes("{\"statusCode\":200}")),
                function("Answer", event -> bytes("{\"statusCode\":200,\"body\":\"hello\"}")),
                function("Read", event -> read()),
                function("Wait", event -> await()),
                function("Note", event -> bytes("null"))))
        .eventSourceMappings(
            List.of(
                EventSourceMapping.builder(
                        "stream",
                        "arn:aws:dynamodb" + ACCOUNT + "table/rows/stream/2024-01-01T00:00:00.000",
                        "Note")
                    .build(),
                EventSourceMapping.builder("queue", "arn:aws:sqs" + ACCOUNT + JOBS, "Note")
                    .build()))
        .build();
  }

  private static Table rows() {
    return Table.builder(ROWS, new Table.Key("id", null))
        .attributeTypes(Map.of("id", Table.AttributeType.S, "kind", Table.AttributeType.S))
        .globalIndexes(
            List.of(new Table.Index(BY_KIND, new Table.Key("kind", null), Table.Projection.ALL)))
        .stream(Table.StreamView.NEW_AND_OLD_IMAGES)
        .build();
  }

  private static Bucket objects() {
    Bucket.Notification.Filter created =
        new Bucket.Notification.Filter(List.of("s3:ObjectCreated:*"), "", "");
    return new Bucket(
        OBJECTS, List.of(new Bucket.Notification("created", "Note", created)), List.of());
  }

  private static EventRule daily() {
    EventRule.Target target =
        new EventRule.Target("t", "arn:aws:lambda" + ACCOUNT + "function:Note", Optional.empty());
    return new EventRule("Daily", true, new EventRule.Rate("cron(55 23 * * ? *)"), List.of(target));
  }

  private static FunctionDefinition function(String name, LambdaFunction handler) {
    return FunctionDefinition.of(name, handler).toBuilder().timeout(Duration.ofMinutes(5)).build();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** Reads through an index, in a way that may see the past. */
  private byte[] read() {
    OwnerClients.dynamoDb(aws)
        .query(
            query ->
                query
                    .tableName(ROWS)
                    .indexName(BY_KIND)
                    .keyConditionExpression("kind = :kind")
                    .expressionAttributeValues(Map.of(":kind", KIND)));
    return bytes("{\"statusCode\":200}");
  }

  private byte[] await() throws InterruptedException {
    gate.get().await();
    return bytes("{\"statusCode\":200}");
  }

  /** Lets all functions go on that wait, and none that is told to wait from now on. */
  void release() {
    gate.getAndSet(new CountDownLatch(1)).countDown();
  }

  WebSocketApiEmulator emulator() {
    return emulator;
  }

  /** Writes a row that has not been written before. */
  void write() {
    String id = "row-" + rows.incrementAndGet();
    OwnerClients.dynamoDb(aws)
        .putItem(
            put -> put.tableName(ROWS).item(Map.of("id", AttributeValue.fromS(id), "kind", KIND)));
  }

  /** Puts an object. */
  void put() {
    OwnerClients.s3(aws)
        .putObject(put -> put.bucket(OBJECTS).key("key"), RequestBody.fromString("content"));
  }

  private String queueUrl() {
    return sqs.getQueueUrl(request -> request.queueName(JOBS)).queueUrl();
  }

  /** Sends a message to the queue. */
  void send() {
    sqs.sendMessage(message -> message.queueUrl(queueUrl()).messageBody("job"));
  }

  /** Empties the queue. */
  void purge() {
    sqs.purgeQueue(request -> request.queueUrl(queueUrl()));
  }

  @Override
  public void close() {
    release();
    emulator.close();
    sqs.close();
  }
}
