package dev.wsemulator.internal.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.internal.aws.TestClients;
import dev.wsemulator.internal.aws.TestStack;
import dev.wsemulator.internal.aws.TestStack.Received;
import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.EventSourceMapping.StartingPosition;
import dev.wsemulator.stack.EventSourceMapping.StreamSettings;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.stack.Table.AttributeType;
import dev.wsemulator.stack.Table.Key;
import dev.wsemulator.stack.Table.StreamView;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The streams of embedded tables, as functions and as calls see them. */
class TableStreamsTest {
  private static final Instant START = Instant.parse("2025-01-01T12:00:00Z");
  private static final String TABLE = "rooms";
  private static final String STREAM =
      "arn:aws:dynamodb:eu-central-1:123456789012:table/rooms/stream/2024-01-01T00:00:00.000";

  private final VirtualTime time = new VirtualTime(START);
  private final TestStack.Functions functions = new TestStack.Functions();
  private final AwsEnvironment aws = AwsEnvironment.embedded();
  private final Stack stack = stack();
  private DynamoDbClient dynamoDb;
  private DynamoDbStreamsClient streams;

  private static Stack stack() {
    Table table =
        Table.builder(TABLE, new Key("id", null))
            .attributeTypes(Map.of("id", AttributeType.S))
            .timeToLiveAttribute("expiresAt")
            .stream(StreamView.NEW_AND_OLD_IMAGES)
            .build();
    return Stack.builder()
        .region("eu-central-1")
        .tables(List.of(table))
        .eventSourceMappings(List.of(mapping("m", "audit", StartingPosition.LATEST)))
        .build();
  }

  private static EventSourceMapping mapping(String id, String function, StartingPosition start) {
    StreamSettings defaults = StreamSettings.DEFAULTS;
    return EventSourceMapping.builder(id, STREAM, function).stream(
            new StreamSettings(start, defaults.retry(), defaults.shape()))
        .build();
  }

  @BeforeEach
  void start() {
    aws.start(new TestStack.TestContext(stack, functions, time, List.of(AccessKey.OWNER)));
    dynamoDb = TestClients.dynamoDb(aws);
    streams = TestClients.streams(aws);
  }

  @AfterEach
  void close() {
    aws.close();
  }

  private void put(Map<String, AttributeValue> item) {
    dynamoDb.putItem(put -> put.tableName(TABLE).item(item));
  }

  private void put(String id) {
    put(Map.of("id", AttributeValue.fromS(id)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> dynamodb(Received event) {
    return (Map<String, Object>) event.record().get("dynamodb");
  }

  @Test
  void emptyMapsListsAndTextsAreThere() throws InterruptedException {
    put(
        Map.of(
            "id", AttributeValue.fromS("lobby"),
            "map", AttributeValue.fromM(Map.of()),
            "list", AttributeValue.fromL(List.of()),
            "text", AttributeValue.fromS(""),
            "deep", AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of())))));
    assertThat(dynamodb(functions.next()).get("NewImage"))
        .isEqualTo(
            Map.of(
                "id", Map.of("S", "lobby"),
                "map", Map.of("M", Map.of()),
                "list", Map.of("L", List.of()),
                "text", Map.of("S", ""),
                "deep", Map.of("L", List.of(Map.of("M", Map.of())))));
  }

  /** DynamoDB Local takes iterators of an empty shard for trimmed ones then. */
  @Test
  void theFirstRecordArrivesAfterWritesToAnotherTable() throws InterruptedException {
    dynamoDb.createTable(
        create ->
            create
                .tableName("other")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(
                    KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build()));
    for (String id : List.of("1", "2", "3")) {
      dynamoDb.putItem(put -> put.tableName("other").item(Map.of("id", AttributeValue.fromS(id))));
    }
    put("lobby");
    assertThat(dynamodb(functions.next()).get("Keys"))
        .isEqualTo(Map.of("id", Map.of("S", "lobby")));
  }

  @Aws("EM-01")
  @Test
  void aFunctionGetsARecordKeyByKeyAsOnAws() throws InterruptedException {
    put("lobby");
    Received event = functions.next();
    assertThat(event.functionName()).isEqualTo("audit");
    assertThat(event.event()).containsOnlyKeys("Records");
    Map<String, Object> record = event.record();
    assertThat(record.keySet())
        .containsExactly(
            "eventID",
            "eventName",
            "eventVersion",
            "eventSource",
            "awsRegion",
            "dynamodb",
            "eventSourceARN");
    assertThat((String) record.get("eventID")).matches("[0-9a-f]{32}");
    assertThat(record)
        .containsEntry("eventName", "INSERT")
        .containsEntry("eventVersion", "1.1")
        .containsEntry("eventSource", "aws:dynamodb")
        .containsEntry("awsRegion", "eu-central-1")
        .containsEntry("eventSourceARN", STREAM);
  }

  @Aws("EM-01")
  @Test
  void theChangeInARecordIsKeyByKeyAsOnAws() throws InterruptedException {
    put("lobby");
    Map<String, Object> change = dynamodb(functions.next());
    assertThat(change.keySet())
        .containsExactly(
            "ApproximateCreationDateTime",
            "Keys",
            "NewImage",
            "SequenceNumber",
            "SizeBytes",
            "StreamViewType");
    assertThat(change)
        .containsEntry("ApproximateCreationDateTime", (int) START.getEpochSecond())
        .containsEntry("Keys", Map.of("id", Map.of("S", "lobby")))
        .containsEntry("StreamViewType", "NEW_AND_OLD_IMAGES");
    assertThat((String) change.get("SequenceNumber")).matches("[0-9]{21,40}");
    assertThat(change.get("SizeBytes")).isInstanceOf(Integer.class);
  }

  @Test
  void anImageHasTheAttributesOfAllTypes() throws InterruptedException {
    put(
        Map.of(
            "id", AttributeValue.fromS("lobby"),
            "size", AttributeValue.fromN("7"),
            "bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("hi")),
            "tags", AttributeValue.fromSs(List.of("a", "b")),
            "open", AttributeValue.fromBool(true),
            "none", AttributeValue.fromNul(true),
            "list", AttributeValue.fromL(List.of(AttributeValue.fromN("1"))),
            "map", AttributeValue.fromM(Map.of("k", AttributeValue.fromS("v")))));
    String image =
        "{\"bytes\":{\"B\":\"aGk=\"},\"id\":{\"S\":\"lobby\"},\"list\":{\"L\":[{\"N\":\"1\"}]},"
            + "\"map\":{\"M\":{\"k\":{\"S\":\"v\"}}},\"none\":{\"NULL\":true},"
            + "\"open\":{\"BOOL\":true},\"size\":{\"N\":\"7\"},\"tags\":{\"SS\":[\"a\",\"b\"]}}";
    assertThat(dynamodb(functions.next()).get("NewImage"))
        .isEqualTo(AwsJson.read(image.getBytes(StandardCharsets.UTF_8)));
  }

  @Aws("EM-02")
  @Test
  void changesAndRemovalsHaveTheImagesOfBefore() throws InterruptedException {
    put(Map.of("id", AttributeValue.fromS("a"), "n", AttributeValue.fromN("1")));
    time.advance(Duration.ofMillis(61_500));
    put(Map.of("id", AttributeValue.fromS("a"), "n", AttributeValue.fromN("2")));
    dynamoDb.deleteItem(
        delete -> delete.tableName(TABLE).key(Map.of("id", AttributeValue.fromS("a"))));
    assertThat(functions.next().record()).containsEntry("eventName", "INSERT");
    Received changed = functions.next();
    assertThat(changed.record()).containsEntry("eventName", "MODIFY");
    assertThat(dynamodb(changed))
        .containsEntry("OldImage", Map.of("id", Map.of("S", "a"), "n", Map.of("N", "1")))
        .containsEntry("NewImage", Map.of("id", Map.of("S", "a"), "n", Map.of("N", "2")))
        .containsEntry("ApproximateCreationDateTime", (int) START.getEpochSecond() + 61);
    Received removed = functions.next();
    assertThat(removed.record())
        .containsEntry("eventName", "REMOVE")
        .doesNotContainKey("userIdentity");
    assertThat(dynamodb(removed)).containsKey("OldImage").doesNotContainKey("NewImage");
  }

  @Aws("EM-11")
  @Test
  void anItemThatExpiresIsARemovalByDynamoDb() throws InterruptedException {
    String soon = Long.toString(START.plusSeconds(60).getEpochSecond());
    put(Map.of("id", AttributeValue.fromS("a"), "expiresAt", AttributeValue.fromN(soon)));
    functions.next();
    time.advance(Duration.ofMinutes(6));
    Received removed = functions.next();
    assertThat(removed.record())
        .containsEntry("eventName", "REMOVE")
        .containsEntry(
            "userIdentity", Map.of("type", "Service", "principalId", "dynamodb.amazonaws.com"));
    Record called = records(ShardIteratorType.TRIM_HORIZON).get(1);
    assertThat(called.eventName()).isEqualTo(OperationType.REMOVE);
    assertThat(called.userIdentity().type()).isEqualTo("Service");
    assertThat(called.userIdentity().principalId()).isEqualTo("dynamodb.amazonaws.com");
  }

  @Test
  void whatACallWritesTogetherComesTogether() throws InterruptedException {
    List<WriteRequest> writes = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("k" + i));
      writes.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
    }
    dynamoDb.batchWriteItem(write -> write.requestItems(Map.of(TABLE, writes)));
    dynamoDb.executeStatement(
        run -> run.statement("INSERT INTO rooms VALUE {'id': 'by statement'}"));
    assertThat((List<?>) functions.next().event().get("Records")).hasSize(25);
    assertThat(dynamodb(functions.next()))
        .containsEntry("Keys", Map.of("id", Map.of("S", "by statement")));
  }

  @Aws("EM-14")
  @Test
  void aMappingThatComesLaterBeginsWhereItSays() throws InterruptedException {
    put("before");
    functions.next();
    Stack now =
        stack.toBuilder()
            .eventSourceMappings(
                List.of(
                    mapping("m", "audit", StartingPosition.LATEST),
                    mapping("late", "late", StartingPosition.LATEST),
                    mapping("all", "all", StartingPosition.TRIM_HORIZON)))
            .build();
    aws.update(stack, now);
    Received first = functions.next();
    assertThat(first.functionName()).isEqualTo("all");
    assertThat(dynamodb(first)).containsEntry("Keys", Map.of("id", Map.of("S", "before")));
    put("after");
    assertThat(List.of(functions.next(), functions.next(), functions.next()))
        .extracting(Received::functionName)
        .containsExactlyInAnyOrder("audit", "late", "all");
    assertThat(functions.rest()).isEmpty();
  }

  private List<Record> records(ShardIteratorType from) {
    String iterator = iterator(from);
    return streams.getRecords(get -> get.shardIterator(iterator)).records();
  }

  private String iterator(ShardIteratorType from) {
    StreamDescription stream =
        streams.describeStream(describe -> describe.streamArn(STREAM)).streamDescription();
    return streams
        .getShardIterator(
            get ->
                get.streamArn(STREAM)
                    .shardId(stream.shards().get(0).shardId())
                    .shardIteratorType(from))
        .shardIterator();
  }

  @Test
  void callsSeeTheStreamByTheArnOfTheTemplate() {
    TableDescription table = dynamoDb.describeTable(describe -> describe.tableName(TABLE)).table();
    assertThat(table.latestStreamArn()).isEqualTo(STREAM);
    assertThat(table.latestStreamLabel()).isEqualTo("2024-01-01T00:00:00.000");
    assertThat(streams.listStreams(list -> list.tableName(TABLE)).streams())
        .containsExactly(
            Stream.builder()
                .streamArn(STREAM)
                .tableName(TABLE)
                .streamLabel("2024-01-01T00:00:00.000")
                .build());
    String latest = iterator(ShardIteratorType.LATEST);
    put("a");
    put("b");
    assertThat(streams.getRecords(get -> get.shardIterator(latest)).records()).hasSize(2);
    Record first = records(ShardIteratorType.TRIM_HORIZON).get(0);
    assertThat(first.awsRegion()).isEqualTo("eu-central-1");
    assertThat(first.dynamodb().approximateCreationDateTime()).isEqualTo(START);
    assertThat(first.dynamodb().keys()).isEqualTo(Map.of("id", AttributeValue.fromS("a")));
    String limited = iterator(ShardIteratorType.TRIM_HORIZON);
    String next =
        streams.getRecords(get -> get.shardIterator(limited).limit(1)).nextShardIterator();
    assertThat(streams.getRecords(get -> get.shardIterator(next)).records())
        .extracting(record -> record.dynamodb().keys().get("id").s())
        .containsExactly("b");
  }

  @Aws("EM-03")
  @Test
  void recordsAndIteratorsExpireByTheEmulatorsClock() {
    put("a");
    String old = iterator(ShardIteratorType.TRIM_HORIZON);
    time.advance(Duration.ofMinutes(16));
    assertThatThrownBy(() -> streams.getRecords(get -> get.shardIterator(old)))
        .isInstanceOf(ExpiredIteratorException.class);
    time.advance(Duration.ofHours(24).minusMinutes(20));
    String kept = iterator(ShardIteratorType.TRIM_HORIZON);
    time.advance(Duration.ofMinutes(10));
    assertThatThrownBy(() -> streams.getRecords(get -> get.shardIterator(kept)))
        .isInstanceOf(TrimmedDataAccessException.class);
    assertThat(records(ShardIteratorType.TRIM_HORIZON)).isEmpty();
    assertThatThrownBy(() -> streams.describeStream(get -> get.streamArn(STREAM + "0")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aStreamThatACallAddsIsThereAsWell() {
    dynamoDb.updateTable(
        update -> update.tableName(TABLE).streamSpecification(one -> one.streamEnabled(false)));
    TableDescription table =
        dynamoDb
            .updateTable(
                update ->
                    update
                        .tableName(TABLE)
                        .streamSpecification(
                            one -> one.streamEnabled(true).streamViewType("KEYS_ONLY")))
            .tableDescription();
    assertThat(table.latestStreamArn())
        .startsWith("arn:aws:dynamodb:eu-central-1:123456789012:table/rooms/stream/20")
        .isNotEqualTo(STREAM);
    put("a");
    assertThat(streams.listStreams(list -> list.tableName(TABLE)).streams()).hasSize(2);
    assertThat(
            streams
                .describeStream(get -> get.streamArn(table.latestStreamArn()))
                .streamDescription()
                .streamViewTypeAsString())
        .isEqualTo("KEYS_ONLY");
  }
}
