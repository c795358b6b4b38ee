package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.lambda.AccessKey;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.translate.TranslateClient;

/** Which calls of services a rule is for, by the caller and by what they are about. */
class BackEndConditionsTest {
  private static final AccessKey KEY = AccessKey.OWNER;
  private static final Map<String, AttributeValue> ONE = item("one", "blue");

  private final AwsEnvironment aws = AwsEnvironment.embedded();
  private final WebSocketApiEmulator emulator =
      WebSocketApiEmulator.builder().stack(TestStack.stack()).backEnd(aws).start();
  private final DynamoDbClient dynamo =
      TestClients.once(DynamoDbClient.builder(), aws.endpoint("dynamodb"), KEY);
  private final S3Client s3 =
      TestClients.once(S3Client.builder().forcePathStyle(true), aws.endpoint("s3"), KEY);

  @AfterEach
  void close() {
    dynamo.close();
    s3.close();
    emulator.close();
  }

  private static Map<String, AttributeValue> item(String id, String room) {
    return Map.of("connectionId", AttributeValue.fromS(id), "room", AttributeValue.fromS(room));
  }

  private static FaultRule failure() {
    return Fault.answer(503).at(FaultPoint.BACK_END);
  }

  private static void assertFails(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            AwsServiceException.class, e -> assertThat(e.statusCode()).isEqualTo(503));
  }

  private void put(DynamoDbClient client, Map<String, AttributeValue> item) {
    client.putItem(put -> put.tableName(TestStack.TABLE).item(item));
  }

  private int strikes() {
    return emulator.journal().entries(Faulted.class).size();
  }

  @Test
  void onlyTheCallsOfOneFunctionFail() {
    emulator.faults().add(failure().forFunction("onUpload"));
    try (DynamoDbClient upload = of(AccessKey.of("onUpload"), "");
        DynamoDbClient text = of(AccessKey.of("onText"), "")) {
      assertFails(() -> put(upload, ONE));
      put(text, ONE);
      put(dynamo, ONE);
    }
    assertThat(strikes()).isEqualTo(1);
  }

  @Test
  void aFunctionThatSignsWithASharedKeyIsKnownByItsApplicationId() {
    emulator.faults().add(failure().forFunction("onUpload"));
    try (DynamoDbClient upload = of(AccessKey.OWNER, AccessKey.of("onUpload").accessKeyId());
        DynamoDbClient text = of(AccessKey.OWNER, AccessKey.of("onText").accessKeyId())) {
      assertFails(() -> put(upload, ONE));
      put(text, ONE);
    }
  }

  private DynamoDbClient of(AccessKey key, String applicationId) {
    return DynamoDbClient.builder()
        .endpointOverride(aws.endpoint("dynamodb"))
        .region(software.amazon.awssdk.regions.Region.EU_CENTRAL_1)
        .credentialsProvider(TestClients.credentials(key))
        .overrideConfiguration(
            c -> c.appId(applicationId).retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }

  @Test
  void onlyOneTableAndOneOperationFail() {
    dynamo.createTable(
        create ->
            create
                .tableName("created-by-a-test")
                .billingMode("PAY_PER_REQUEST")
                .attributeDefinitions(
                    List.of(
                        AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType("S")
                            .build()))
                .keySchema(
                    List.of(
                        KeySchemaElement.builder().attributeName("id").keyType("HASH").build())));
    emulator.faults().add(failure().forTable("created-by-a-test").forOperation("PutItem"));
    put(dynamo, ONE);
    Map<String, AttributeValue> id = Map.of("id", AttributeValue.fromS("1"));
    assertThat(dynamo.getItem(get -> get.tableName("created-by-a-test").key(id)).hasItem())
        .isFalse();
    assertFails(() -> dynamo.putItem(put -> put.tableName("created-by-a-test").item(id)));
  }

  @Test
  void onlyItemsWithOneKeyFailWhateverTheCallIs() {
    emulator.faults().add(failure().forTable(TestStack.TABLE).forKey("one"));
    Map<String, AttributeValue> two = item("two", "one");
    put(dynamo, two);
    dynamo.query(query("connectionId = :id", "two"));
    List<Runnable> calls =
        List.of(
            () -> put(dynamo, ONE),
            () -> dynamo.getItem(get -> get.tableName(TestStack.TABLE).key(ONE)),
            () -> dynamo.updateItem(update -> update.tableName(TestStack.TABLE).key(ONE)),
            () -> dynamo.deleteItem(delete -> delete.tableName(TestStack.TABLE).key(ONE)),
            () -> dynamo.query(query("connectionId = :id", "one")),
            () -> dynamo.batchWriteItem(w -> w.requestItems(Map.of(TestStack.TABLE, puts(two)))),
            () ->
                dynamo.batchGetItem(
                    get ->
                        get.requestItems(
                            Map.of(
                                TestStack.TABLE,
                                KeysAndAttributes.builder().keys(List.of(two, ONE)).build()))),
            () ->
                dynamo.transactWriteItems(
                    write ->
                        write.transactItems(
                            TransactWriteItem.builder()
                                .put(put -> put.tableName(TestStack.TABLE).item(ONE))
                                .build())));
    calls.forEach(BackEndConditionsTest::assertFails);
    assertThat(strikes()).isEqualTo(calls.size());
  }

  private static List<WriteRequest> puts(Map<String, AttributeValue> other) {
    return List.of(put(other), put(ONE));
  }

  private static WriteRequest put(Map<String, AttributeValue> item) {
    return WriteRequest.builder().putRequest(PutRequest.builder().item(item).build()).build();
  }

  private static Consumer<QueryRequest.Builder> query(String condition, String value) {
    return query ->
        query
            .tableName(TestStack.TABLE)
            .keyConditionExpression(condition)
            .expressionAttributeValues(Map.of(":id", AttributeValue.fromS(value)));
  }

  @Test
  void onlyReadsOfOneIndexFailAndTheirKeyIsThatOfTheIndex() {
    emulator.faults().add(failure().forIndex("byRoom").forKey("blue"));
    dynamo.query(query("room = :id", "red").andThen(query -> query.indexName("byRoom")));
    dynamo.query(query("room = :id", "blue").andThen(query -> query.indexName("namesByRoom")));
    assertFails(
        () ->
            dynamo.query(
                query("#r = :id", "blue")
                    .andThen(
                        query ->
                            query
                                .indexName("byRoom")
                                .expressionAttributeNames(Map.of("#r", "room")))));
  }

  @Test
  void onlyOneObjectOfOneBucketFails() {
    emulator.faults().add(failure().forBucket(TestStack.SILENT_BUCKET).forKey("a b/ü+.txt"));
    store(TestStack.BUCKET, "a b/ü+.txt");
    store(TestStack.SILENT_BUCKET, "a");
    assertFails(() -> store(TestStack.SILENT_BUCKET, "a b/ü+.txt"));
    assertFails(
        () -> s3.getObjectAsBytes(get -> get.bucket(TestStack.SILENT_BUCKET).key("a b/ü+.txt")));
  }

  private void store(String bucket, String key) {
    s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("text"));
  }

  @Test
  void anOperationOfS3IsKnownByItsRequest() {
    String bucket = TestStack.SILENT_BUCKET;
    Map<String, Runnable> calls =
        Map.of(
            "ListBuckets", s3::listBuckets,
            "PutObject", () -> store(bucket, "a"),
            "GetObject", () -> s3.getObjectAsBytes(get -> get.bucket(bucket).key("a")),
            "HeadObject", () -> s3.headObject(head -> head.bucket(bucket).key("a")),
            "CopyObject", () -> s3.copyObject(copy(bucket)),
            "DeleteObject", () -> s3.deleteObject(delete -> delete.bucket(bucket).key("a")),
            "DeleteObjects", () -> s3.deleteObjects(all -> all.bucket(bucket).delete(oneObject())),
            "ListObjectsV2", () -> s3.listObjectsV2(list -> list.bucket(bucket)),
            "GetBucketLocation", () -> s3.getBucketLocation(get -> get.bucket(bucket)));
    calls.forEach(this::assertIsKnown);
  }

  private static CopyObjectRequest copy(String bucket) {
    return CopyObjectRequest.builder()
        .sourceBucket(bucket)
        .sourceKey("a")
        .destinationBucket(bucket)
        .destinationKey("b")
        .build();
  }

  private static Delete oneObject() {
    return Delete.builder().objects(List.of(ObjectIdentifier.builder().key("a").build())).build();
  }

  @Test
  void anOperationOfOtherServicesIsKnownByItsRequest() {
    try (SqsClient sqs = TestClients.once(SqsClient.builder(), aws.endpoint("sqs"), KEY);
        TranslateClient translate =
            TestClients.once(TranslateClient.builder(), aws.endpoint("translate"), KEY)) {
      assertIsKnown("ListQueues", sqs::listQueues);
      assertIsKnown(
          "TranslateText",
          () ->
              translate.translateText(
                  text -> text.text("a").sourceLanguageCode("en").targetLanguageCode("de")));
    }
  }

  /** Only the rule for this operation lets the call fail. */
  private void assertIsKnown(String operation, Runnable call) {
    String other = emulator.faults().add(failure().forOperation("PublishBatch"));
    String rule = emulator.faults().add(failure().forOperation(operation));
    assertFails(call);
    assertThat(emulator.faults().rules())
        .extracting(status -> status.struck())
        .as(operation)
        .containsExactly(0, 1);
    emulator.faults().remove(rule);
    emulator.faults().remove(other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          table     | conections  | There is no table conections that a fault could strike. Did you mean connections?
          index     | byRoomm     | There is no index byRoomm that a fault could strike. Did you mean byRoom?
          bucket    | document    | There is no bucket document that a fault could strike. Did you mean documents?
          operation | PutItm      | There is no operation PutItm. Did you mean PutItem?
          """)
  void whatThereIsNotIsRefusedWithTheNearestName(String kind, String name, String message) {
    assertThatThrownBy(
            () -> emulator.faults().add(failure().matching(Matcher.of(Map.of(kind, name)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
