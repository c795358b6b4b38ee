package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Reads of DynamoDB that see the past, as eventually consistent ones may. */
class StaleReadsTest {
  private static final Duration LAG = Duration.ofSeconds(10);

  private final AwsEnvironment aws = AwsEnvironment.embedded();
  private final WebSocketApiEmulator emulator =
      WebSocketApiEmulator.builder()
          .stack(TestStack.stack())
          .backEnd(aws)
          .time(new VirtualTime())
          .start();
  private final DynamoDbClient dynamo =
      TestClients.once(DynamoDbClient.builder(), aws.endpoint("dynamodb"), AccessKey.OWNER);

  @AfterEach
  void close() {
    dynamo.close();
    emulator.close();
  }

  private static FaultRule stale() {
    return Fault.stale(LAG).at(FaultPoint.BACK_END).forTable(TestStack.TABLE);
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("connectionId", AttributeValue.fromS(id), "room", AttributeValue.fromS("blue"));
  }

  private static Map<String, AttributeValue> item(String id, int joinedAt) {
    return Map.of(
        "connectionId", AttributeValue.fromS(id),
        "room", AttributeValue.fromS("blue"),
        "joinedAt", AttributeValue.fromN(String.valueOf(joinedAt)));
  }

  private void put(String id, int joinedAt) {
    dynamo.putItem(put -> put.tableName(TestStack.TABLE).item(item(id, joinedAt)));
  }

  /** Returns the item's time; {@code null} if it is not there. */
  private String read(String id, boolean consistent) {
    AttributeValue joinedAt =
        dynamo
            .getItem(get -> get.tableName(TestStack.TABLE).key(key(id)).consistentRead(consistent))
            .item()
            .get("joinedAt");
    return joinedAt == null ? null : joinedAt.n();
  }

  private List<String> room(QueryRequest.Builder query) {
    return dynamo
        .query(
            query
                .tableName(TestStack.TABLE)
                .keyConditionExpression("room = :room")
                .expressionAttributeValues(Map.of(":room", AttributeValue.fromS("blue")))
                .build())
        .items()
        .stream()
        .map(item -> item.get("connectionId").s())
        .toList();
  }

  private List<String> byRoom() {
    return room(QueryRequest.builder().indexName("byRoom"));
  }

  @Test
  void aReadSeesAWriteOnlyLaterUnlessItIsConsistent() {
    put("one", 1);
    emulator.faults().add(stale());
    assertThat(read("one", false)).isEqualTo("1");
    put("one", 2);
    put("two", 7);
    assertThat(read("one", false)).isEqualTo("1");
    assertThat(read("one", true)).isEqualTo("2");
    assertThat(read("two", false)).isNull();
    emulator.time().advance(Duration.ofSeconds(6));
    put("one", 3);
    emulator.time().advance(Duration.ofSeconds(4));
    assertThat(read("one", false)).isEqualTo("2");
    assertThat(read("two", false)).isEqualTo("7");
    emulator.time().advance(Duration.ofSeconds(6));
    assertThat(read("one", false)).isEqualTo("3");
  }

  @Test
  void aDeletedItemIsStillThere() {
    put("one", 1);
    emulator.faults().add(stale());
    dynamo.deleteItem(delete -> delete.tableName(TestStack.TABLE).key(key("one")));
    assertThat(read("one", true)).isNull();
    assertThat(read("one", false)).isEqualTo("1");
    emulator.time().advance(LAG);
    assertThat(read("one", false)).isNull();
  }

  @Test
  void queriesScansAndBatchesSeeThePastToo() {
    put("one", 1);
    emulator.faults().add(stale());
    dynamo.batchWriteItem(
        write ->
            write.requestItems(
                Map.of(
                    TestStack.TABLE,
                    List.of(
                        WriteRequest.builder()
                            .putRequest(PutRequest.builder().item(item("two", 2)).build())
                            .build()))));
    dynamo.transactWriteItems(
        write ->
            write.transactItems(
                List.of(
                    TransactWriteItem.builder()
                        .put(put -> put.tableName(TestStack.TABLE).item(item("one", 5)))
                        .build())));
    assertThat(byRoom()).containsExactly("one");
    assertThat(dynamo.scan(scan -> scan.tableName(TestStack.TABLE)).items())
        .containsExactly(item("one", 1));
    assertThat(dynamo.scan(scan -> scan.tableName(TestStack.TABLE).consistentRead(true)).items())
        .containsExactlyInAnyOrder(item("one", 5), item("two", 2));
    Map<String, KeysAndAttributes> keys =
        Map.of(
            TestStack.TABLE,
            KeysAndAttributes.builder().keys(List.of(key("one"), key("two"))).build());
    assertThat(dynamo.batchGetItem(get -> get.requestItems(keys)).responses())
        .containsExactly(Map.entry(TestStack.TABLE, List.of(item("one", 1))));
    emulator.time().advance(LAG);
    assertThat(byRoom()).containsExactly("two", "one");
  }

  @Test
  void onlyAnIndexLags() {
    emulator.faults().add(stale().forIndex("byRoom"));
    put("one", 1);
    assertThat(read("one", false)).isEqualTo("1");
    assertThat(room(QueryRequest.builder().indexName("namesByRoom"))).containsExactly("one");
    assertThat(byRoom()).isEmpty();
    emulator.time().advance(LAG);
    assertThat(byRoom()).containsExactly("one");
  }

  @Test
  void allIndexesLagAndTheTableDoesNot() {
    emulator.begin(Scenario.LAGGING_INDEX);
    put("one", 1);
    assertThat(read("one", false)).isEqualTo("1");
    assertThat(room(QueryRequest.builder().indexName("namesByRoom"))).isEmpty();
    assertThat(byRoom()).isEmpty();
    emulator.time().advance(Duration.ofSeconds(5));
    assertThat(byRoom()).containsExactly("one");
    assertThatThrownBy(() -> emulator.faults().add(stale().forIndex("byroom")))
        .hasMessageContaining("There is no index byroom");
  }

  @Test
  void whatIsNotAnEventuallyConsistentReadIsNoOccasion() {
    emulator.faults().add(stale().once());
    put("one", 1);
    assertThat(read("one", true)).isEqualTo("1");
    assertThat(emulator.faults().rules().get(0).met()).isZero();
    assertThat(read("one", false)).isNull();
    assertThat(read("one", false)).isEqualTo("1");
  }

  @Test
  void whatWasWrittenBeforeTheRuleIsSeen() {
    put("one", 1);
    emulator.faults().add(stale());
    assertThat(read("one", false)).isEqualTo("1");
  }

  @Test
  void aPageOfThePastHasTheProjectionAndTheFilterOfTheRead() {
    put("one", 1);
    put("two", 2);
    emulator.faults().add(stale());
    put("two", 0);
    assertThat(
            dynamo
                .scan(
                    scan ->
                        scan.tableName(TestStack.TABLE)
                            .filterExpression("joinedAt > :least")
                            .projectionExpression("joinedAt")
                            .expressionAttributeValues(Map.of(":least", AttributeValue.fromN("1"))))
                .items())
        .containsExactly(Map.of("joinedAt", AttributeValue.fromN("2")));
  }

  @Test
  void onlyDynamoDbCanBeStale() {
    assertThatThrownBy(() -> Fault.stale(LAG).at(FaultPoint.BACK_END).forService("s3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Only reads of DynamoDB can see the past, as the fault stale by PT10S has it. Choose a"
                + " table or an index.");
    assertThatThrownBy(() -> Fault.stale(Duration.ofSeconds(-1)))
        .hasMessage("Invalid duration: PT-1S. A stale read sees the past.");
  }
}
