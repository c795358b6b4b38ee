package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.internal.aws.service.AwsClients;
import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.lambda.InvocationOutcome;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.EventSourceMapping.StreamSettings;
import dev.wsemulator.stack.Parameter;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Secret;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.stack.Table.AttributeType;
import dev.wsemulator.stack.Table.Key;
import dev.wsemulator.stack.Table.StreamView;
import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What was answered is there again, though the services did not end: the files are copied. */
class KeptServicesTest {
  private static final String GREETING = "/chat/greeting";
  private static final String TABLE = "rooms";
  private static final String STREAM =
      "arn:aws:dynamodb:us-east-1:123456789012:table/rooms/stream/2024-01-01T00:00:00.000";

  @TempDir private Path folder;
  private final VirtualTime time = new VirtualTime();
  private final List<Running> started = new ArrayList<>();
  private Audit functions = new Audit();
  private Running now;

  private record Context(
      Stack stack, FunctionInvoker functions, TimeSource clock, Optional<Path> state)
      implements BackEndContext {}

  private record Running(Path folder, AwsEnvironment aws, AwsClients clients) {
    DynamoDbClient dynamoDb() {
      return clients.open(DynamoDbClient.builder());
    }

    S3Client s3() {
      return clients.open(S3Client.builder().forcePathStyle(true));
    }

    SqsClient sqs() {
      return clients.open(SqsClient.builder());
    }
  }

  @BeforeEach
  void start() {
    now = started(folder.resolve("0"), stack());
  }

  @AfterEach
  void stop() {
    for (Running one : started) {
      one.clients().close();
      one.aws().close();
    }
  }

  private static Stack stack() {
    return stack(table("id").build());
  }

  private static Stack stack(Table table) {
    return Stack.builder()
        .tables(List.of(table))
        .buckets(List.of(new Stack.Bucket("docs", List.of(), List.of())))
        .queues(List.of(new Queue("work", Map.of("VisibilityTimeout", "60"))))
        .parameters(List.of(new Parameter(GREETING, "String", "hello")))
        .secrets(
            List.of(
                new Secret(
                    "chat/key",
                    "arn:aws:secretsmanager:us-east-1:123456789012:secret:chat/key-abcdef",
                    "k")))
        .build();
  }

  private static Table.Builder table(String key) {
    return Table.builder(TABLE, new Key(key, null)).attributeTypes(Map.of(key, AttributeType.S));
  }

  private Running started(Path state, Stack stack) {
    AwsEnvironment aws = AwsEnvironment.embedded();
    aws.start(new Context(stack, functions, time, Optional.of(state)));
    Running running =
        new Running(state, aws, new AwsClients(aws.endpoint("s3"), "us-east-1", aws.accessKey()));
    started.add(running);
    return running;
  }

  /** Starts with what is on the disk, as after a crash. */
  private void crash(Stack stack) throws IOException {
    Path copy = folder.resolve(String.valueOf(started.size()));
    try (Stream<Path> files = Files.walk(now.folder())) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(now.folder().relativize(file)));
      }
    }
    functions = new Audit();
    now = started(copy, stack);
  }

  private void crash() throws IOException {
    crash(stack());
  }

  @Test
  void itemsAreAsTheLastWriteOfEachOperationHasLeftThem() throws IOException {
    DynamoDbClient client = now.dynamoDb();
    client.putItem(put -> put.tableName(TABLE).item(Map.of("id", fromS("a"), "n", fromN("1.50"))));
    client.updateItem(
        update ->
            update
                .tableName(TABLE)
                .key(Map.of("id", fromS("a")))
                .updateExpression("ADD n :one SET m = :m")
                .expressionAttributeValues(
                    Map.of(
                        ":one",
                        fromN("1"),
                        ":m",
                        AttributeValue.fromM(
                            Map.of(
                                "empty",
                                AttributeValue.fromM(Map.of()),
                                "list",
                                AttributeValue.fromL(
                                    List.of(
                                        AttributeValue.fromBool(true),
                                        AttributeValue.fromNul(true))))))));
    client.batchWriteItem(
        batch -> batch.requestItems(Map.of(TABLE, List.of(put("b"), put("c"), put("d")))));
    client.deleteItem(delete -> delete.tableName(TABLE).key(Map.of("id", fromS("b"))));
    client.transactWriteItems(
        transaction ->
            transaction.transactItems(
                TransactWriteItem.builder()
                    .delete(delete -> delete.tableName(TABLE).key(Map.of("id", fromS("c"))))
                    .build(),
                TransactWriteItem.builder()
                    .put(put -> put.tableName(TABLE).item(Map.of("id", fromS("ü/\n\""))))
                    .build()));
    client.executeStatement(
        one -> one.statement("INSERT INTO \"rooms\" VALUE {'id': 'p', 'x': 1}"));
    client.executeStatement(one -> one.statement("DELETE FROM rooms WHERE id = 'd'"));
    List<Map<String, AttributeValue>> before = items();

    crash();

    assertThat(items()).hasSize(3).containsExactlyInAnyOrderElementsOf(before);
    now.dynamoDb().deleteItem(delete -> delete.tableName(TABLE).key(Map.of("id", fromS("a"))));
    crash();
    assertThat(items()).hasSize(2);
  }

  private static WriteRequest put(String id) {
    return WriteRequest.builder().putRequest(put -> put.item(Map.of("id", fromS(id)))).build();
  }

  private List<Map<String, AttributeValue>> items() {
    return now.dynamoDb().scan(scan -> scan.tableName(TABLE)).items();
  }

  @Test
  void aTableOfCallsIsThereWithItsIndexesItsStreamAndItsExpiry() throws IOException {
    DynamoDbClient client = now.dynamoDb();
    client.createTable(
        table ->
            table
                .tableName("mine")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    attribute("k", ScalarAttributeType.N), attribute("g", ScalarAttributeType.S))
                .keySchema(key("k"))
                .globalSecondaryIndexes(
                    GlobalSecondaryIndex.builder()
                        .indexName("byG")
                        .keySchema(key("g"))
                        .projection(one -> one.projectionType(ProjectionType.ALL))
                        .build())
                .streamSpecification(
                    one -> one.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE)));
    client.updateTimeToLive(
        ttl ->
            ttl.tableName("mine")
                .timeToLiveSpecification(one -> one.attributeName("until").enabled(true)));
    client.putItem(put -> put.tableName("mine").item(Map.of("k", fromN("1"), "g", fromS("x"))));
    TableDescription before = client.describeTable(one -> one.tableName("mine")).table();

    crash();

    DynamoDbClient again = now.dynamoDb();
    TableDescription after = again.describeTable(one -> one.tableName("mine")).table();
    assertThat(after.latestStreamArn()).isEqualTo(before.latestStreamArn());
    assertThat(after.keySchema()).isEqualTo(before.keySchema());
    assertThat(
            again
                .describeTimeToLive(one -> one.tableName("mine"))
                .timeToLiveDescription()
                .attributeName())
        .isEqualTo("until");
    assertThat(
            again
                .query(
                    query ->
                        query
                            .tableName("mine")
                            .indexName("byG")
                            .keyConditionExpression("g = :g")
                            .expressionAttributeValues(Map.of(":g", fromS("x"))))
                .items())
        .hasSize(1);
    again.deleteTable(one -> one.tableName("mine"));
    crash();
    assertThatThrownBy(() -> now.dynamoDb().describeTable(one -> one.tableName("mine")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name) {
    return KeySchemaElement.builder().attributeName(name).keyType(KeyType.HASH).build();
  }

  @Test
  void aTableWithAnotherKeyInTheTemplateBeginsEmpty() throws IOException {
    now.dynamoDb().putItem(put -> put.tableName(TABLE).item(Map.of("id", fromS("a"))));
    crash(stack(table("other").build()));
    assertThat(items()).isEmpty();
    now.dynamoDb().putItem(put -> put.tableName(TABLE).item(Map.of("other", fromS("b"))));
    crash(stack(table("other").build()));
    assertThat(items()).containsExactly(Map.of("other", fromS("b")));
  }

  @Test
  void aFunctionGetsTheRecordsThatItHasNotHandled() throws Exception {
    Stack stack = withStream();
    now = started(folder.resolve("s"), stack);
    DynamoDbClient client = now.dynamoDb();
    client.putItem(put -> put.tableName(TABLE).item(Map.of("id", fromS("a"))));
    functions.next();
    functions.isStuck = true;
    client.putItem(put -> put.tableName(TABLE).item(Map.of("id", fromS("b"))));
    functions.next();
    client.putItem(put -> put.tableName(TABLE).item(Map.of("id", fromS("c"))));

    crash(stack);

    String events = functions.next();
    assertThat(events).contains("\"b\"").contains("\"c\"").doesNotContain("\"a\"");
    now.dynamoDb().putItem(put -> put.tableName(TABLE).item(Map.of("id", fromS("d"))));
    assertThat(functions.next()).contains("\"d\"").doesNotContain("\"c\"");
  }

  private static Stack withStream() {
    StreamSettings defaults = StreamSettings.DEFAULTS;
    return stack(table("id").stream(StreamView.NEW_IMAGE).build()).toBuilder()
        .eventSourceMappings(
            List.of(EventSourceMapping.builder("m", STREAM, "audit").stream(defaults).build()))
        .build();
  }

  @Test
  void messagesAreThereWithTheirAttributesTheirCountsAndTheirTimes() throws IOException {
    SqsClient sqs = now.sqs();
    String url = url("work");
    sqs.sendMessage(
        send ->
            send.queueUrl(url)
                .messageBody("grüße\n€")
                .messageAttributes(
                    Map.of(
                        "room",
                        MessageAttributeValue.builder()
                            .dataType("String")
                            .stringValue("lobby")
                            .build())));
    sqs.sendMessage(send -> send.queueUrl(url).messageBody("late").delaySeconds(90));
    sqs.sendMessage(send -> send.queueUrl(url).messageBody("done"));
    List<Message> received =
        sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages();
    received.stream()
        .filter(one -> one.body().equals("done"))
        .forEach(one -> sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(one.receiptHandle())));

    crash();

    assertThat(now.sqs().receiveMessage(r -> r.queueUrl(url("work"))).messages()).isEmpty();
    time.advance(Duration.ofSeconds(61));
    Message message =
        now.sqs()
            .receiveMessage(
                r ->
                    r.queueUrl(url("work"))
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages()
            .get(0);
    assertThat(message.body()).isEqualTo("grüße\n€");
    assertThat(message.messageAttributes().get("room").stringValue()).isEqualTo("lobby");
    assertThat(message.attributes())
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2");
    time.advance(Duration.ofSeconds(30));
    assertThat(now.sqs().receiveMessage(r -> r.queueUrl(url("work"))).messages())
        .extracting(Message::body)
        .containsExactly("late");
  }

  @Test
  void aQueueOfCallsIsThereUntilItIsDeletedAndFifoQueuesKeepTheirOrder() throws IOException {
    now.sqs()
        .createQueue(
            queue ->
                queue
                    .queueName("mine.fifo")
                    .attributes(
                        Map.of(
                            QueueAttributeName.FIFO_QUEUE,
                            "true",
                            QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
                            "true"))
                    .tags(Map.of("team", "chat")));
    for (String body : List.of("1", "2", "1", "3")) {
      send("mine.fifo", body);
    }
    now.sqs().receiveMessage(r -> r.queueUrl(url("mine.fifo")));

    crash();

    send("mine.fifo", "3");
    assertThat(now.sqs().listQueueTags(r -> r.queueUrl(url("mine.fifo"))).tags())
        .containsEntry("team", "chat");
    assertThat(now.sqs().receiveMessage(r -> r.queueUrl(url("mine.fifo"))).messages()).isEmpty();
    time.advance(Duration.ofSeconds(31));
    assertThat(
            now.sqs()
                .receiveMessage(r -> r.queueUrl(url("mine.fifo")).maxNumberOfMessages(10))
                .messages())
        .extracting(Message::body)
        .containsExactly("1", "2", "3");
    now.sqs().deleteQueue(r -> r.queueUrl(url("mine.fifo")));
    crash();
    assertThat(now.sqs().listQueues().queueUrls()).hasSize(1);
  }

  private void send(String queue, String body) {
    now.sqs().sendMessage(send -> send.queueUrl(url(queue)).messageBody(body).messageGroupId("g"));
  }

  private String url(String queue) {
    return now.sqs().getQueueUrl(r -> r.queueName(queue)).queueUrl();
  }

  @Test
  void objectsAreThereWithTheirTagsAndTypes() throws IOException {
    S3Client s3 = now.s3();
    byte[] large = new byte[100_000];
    Arrays.fill(large, (byte) 7);
    s3.putObject(
        put ->
            put.bucket("docs")
                .key("a/b ü.txt")
                .contentType("text/plain; charset=utf-8")
                .metadata(Map.of("who", "me")),
        RequestBody.fromString("hello"));
    s3.putObject(put -> put.bucket("docs").key("large"), RequestBody.fromBytes(large));
    s3.putObject(put -> put.bucket("docs").key("gone"), RequestBody.fromBytes(large));
    s3.deleteObject(delete -> delete.bucket("docs").key("gone"));
    s3.putObject(put -> put.bucket("docs").key("folder/"), RequestBody.empty());
    s3.createBucket(bucket -> bucket.bucket("mine"));
    s3.copyObject(
        copy ->
            copy.sourceBucket("docs")
                .sourceKey("large")
                .destinationBucket("mine")
                .destinationKey("copy"));
    multipart(s3);
    List<S3Object> before = s3.listObjectsV2(list -> list.bucket("docs")).contents();
    HeadObjectResponse head = s3.headObject(h -> h.bucket("docs").key("a/b ü.txt"));

    crash();

    S3Client again = now.s3();
    assertThat(again.listObjectsV2(list -> list.bucket("docs")).contents()).isEqualTo(before);
    HeadObjectResponse after = again.headObject(h -> h.bucket("docs").key("a/b ü.txt"));
    assertThat(after.contentType()).isEqualTo(head.contentType()).startsWith("text/plain");
    assertThat(after.metadata()).isEqualTo(Map.of("who", "me"));
    assertThat(after.lastModified()).isEqualTo(head.lastModified());
    assertThat(again.getObjectAsBytes(get -> get.bucket("mine").key("copy")).asByteArray())
        .isEqualTo(large);
    assertThatThrownBy(() -> again.headObject(h -> h.bucket("docs").key("gone")))
        .isInstanceOf(NoSuchKeyException.class);
    try (Stream<Path> files = Files.list(now.folder().resolve("objects"))) {
      assertThat(files).hasSize(3);
    }
  }

  private static void multipart(S3Client s3) {
    byte[] part = new byte[5 << 20];
    String id = s3.createMultipartUpload(one -> one.bucket("docs").key("parts")).uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      int number = i;
      String tag =
          s3.uploadPart(
                  one -> one.bucket("docs").key("parts").uploadId(id).partNumber(number),
                  RequestBody.fromBytes(part))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    s3.completeMultipartUpload(
        one ->
            one.bucket("docs").key("parts").uploadId(id).multipartUpload(all -> all.parts(parts)));
  }

  @Test
  void parametersAndSecretsAreWhatCallsHaveMadeThemUntilTheTemplateChanges() throws IOException {
    call("AmazonSSM.PutParameter", Map.of("Name", GREETING, "Value", "moin", "Overwrite", true));
    call("AmazonSSM.PutParameter", Map.of("Name", "/mine", "Value", "1", "Type", "String"));
    call("secretsmanager.PutSecretValue", Map.of("SecretId", "chat/key", "SecretString", "new"));
    call("secretsmanager.CreateSecret", Map.of("Name", "mine", "SecretString", "s"));

    crash();

    assertThat(parameter(GREETING)).isEqualTo("moin");
    assertThat(parameter("/mine")).isEqualTo("1");
    assertThat(secret("chat/key")).isEqualTo("new");
    assertThat(secret("mine")).isEqualTo("s");
    crash(stack().toBuilder().parameters(List.of(new Parameter(GREETING, "String", "hi"))).build());
    assertThat(parameter(GREETING)).isEqualTo("hi");
    assertThat(secret("chat/key")).isEqualTo("new");
  }

  private Object parameter(String name) throws IOException {
    Map<?, ?> answer = call("AmazonSSM.GetParameter", Map.of("Name", name));
    return ((Map<?, ?>) answer.get("Parameter")).get("Value");
  }

  private Object secret(String id) throws IOException {
    return call("secretsmanager.GetSecretValue", Map.of("SecretId", id)).get("SecretString");
  }

  /** Calls a service that has no SDK here. */
  private Map<String, Object> call(String target, Map<String, ?> request) throws IOException {
    URLConnection connection = now.aws().endpoint("s3").toURL().openConnection();
    connection.setRequestProperty("X-Amz-Target", target);
    connection.setDoOutput(true);
    connection.getOutputStream().write(AwsJson.write(request));
    return AwsJson.read(connection.getInputStream().readAllBytes());
  }

  /** A function that does not end until it is let. */
  private static final class Audit implements FunctionInvoker {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private volatile boolean isStuck;

    @Override
    public CompletionStage<InvocationOutcome> invokeAsync(String functionName, byte[] event) {
      events.add(new String(event, StandardCharsets.UTF_8));
      return isStuck
          ? new CompletableFuture<>()
          : CompletableFuture.completedFuture(
              new InvocationOutcome(InvocationOutcome.Condition.SUCCESS, 1, ""));
    }

    String next() throws InterruptedException {
      return Objects.requireNonNull(events.poll(20, TimeUnit.SECONDS), "no event came");
    }
  }
}
