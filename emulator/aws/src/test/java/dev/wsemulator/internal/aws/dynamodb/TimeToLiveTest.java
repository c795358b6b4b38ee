package dev.wsemulator.internal.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.internal.aws.TestClients;
import dev.wsemulator.internal.aws.TestStack;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class TimeToLiveTest {
  private static final Instant START = Instant.parse("2025-01-01T12:00:00Z");
  private static final String ATTRIBUTE = "expiresAt";

  private final VirtualTime time = new VirtualTime(START);
  private final AwsEnvironment aws = AwsEnvironment.embedded();

  @BeforeEach
  void start() {
    aws.start(
        new TestStack.TestContext(
            TestStack.stack(), new TestStack.Functions(), time, List.of(AccessKey.OWNER)));
  }

  @AfterEach
  void close() {
    aws.close();
  }

  private void put(String table, String id, Duration until) {
    String seconds = Long.toString(START.plus(until).getEpochSecond());
    TestClients.dynamoDb(aws)
        .putItem(
            put ->
                put.tableName(table)
                    .item(
                        Map.of(
                            "connectionId",
                            AttributeValue.fromS(id),
                            "room",
                            AttributeValue.fromS("lobby"),
                            ATTRIBUTE,
                            AttributeValue.fromN(seconds))));
  }

  private List<String> ids(String table) {
    return TestClients.dynamoDb(aws).scan(scan -> scan.tableName(table)).items().stream()
        .map(item -> item.get("connectionId").s())
        .sorted()
        .toList();
  }

  private void create(String table) {
    TestClients.dynamoDb(aws)
        .createTable(
            create ->
                create
                    .tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(
                        KeySchemaElement.builder()
                            .attributeName("connectionId")
                            .keyType(KeyType.HASH)
                            .build())
                    .attributeDefinitions(
                        AttributeDefinition.builder()
                            .attributeName("connectionId")
                            .attributeType(ScalarAttributeType.S)
                            .build()));
  }

  private void change(String table, String attribute, boolean enabled) {
    TestClients.dynamoDb(aws)
        .updateTimeToLive(
            update ->
                update
                    .tableName(table)
                    .timeToLiveSpecification(ttl -> ttl.attributeName(attribute).enabled(enabled)));
  }

  private String status(String table) {
    return TestClients.dynamoDb(aws)
        .describeTimeToLive(describe -> describe.tableName(table))
        .timeToLiveDescription()
        .timeToLiveStatusAsString();
  }

  @Test
  void itemsExpireByTheEmulatorsClock() {
    put(TestStack.TABLE, "soon", Duration.ofHours(1));
    put(TestStack.TABLE, "later", Duration.ofHours(2));
    put(TestStack.TABLE, "ancient", Duration.ofDays(-6 * 365));
    time.advance(Duration.ofMinutes(59));
    assertThat(ids(TestStack.TABLE)).containsExactly("ancient", "later", "soon");
    time.advance(Duration.ofMinutes(6));
    assertThat(ids(TestStack.TABLE)).containsExactly("ancient", "later");
    time.advance(Duration.ofHours(1));
    assertThat(ids(TestStack.TABLE)).containsExactly("ancient");
  }

  @Test
  void moreItemsThanAScanReadsAtOnceExpireTogether() {
    String ballast = "x".repeat(300_000);
    for (int i = 0; i < 8; i++) {
      Map<String, AttributeValue> item =
          Map.of(
              "connectionId",
              AttributeValue.fromS("c" + i),
              "room",
              AttributeValue.fromS("lobby"),
              "ballast",
              AttributeValue.fromS(ballast),
              ATTRIBUTE,
              AttributeValue.fromN(Long.toString(START.getEpochSecond())));
      TestClients.dynamoDb(aws).putItem(put -> put.tableName(TestStack.TABLE).item(item));
    }
    time.advance(Duration.ofMinutes(5));
    assertThat(ids(TestStack.TABLE)).isEmpty();
  }

  @Test
  void itemsWithoutATimeStay() {
    TestClients.dynamoDb(aws)
        .putItem(
            put ->
                put.tableName(TestStack.TABLE)
                    .item(
                        Map.of(
                            "connectionId",
                            AttributeValue.fromS("text"),
                            "room",
                            AttributeValue.fromS("lobby"),
                            ATTRIBUTE,
                            AttributeValue.fromS("1"))));
    time.advance(Duration.ofDays(1));
    assertThat(ids(TestStack.TABLE)).containsExactly("text");
  }

  @Test
  void itIsSwitchedOnAndOff() {
    create("own");
    assertThat(status("own")).isEqualTo("DISABLED");
    change("own", ATTRIBUTE, true);
    assertThat(status("own")).isEqualTo("ENABLED");
    put("own", "c1", Duration.ofHours(1));
    change("own", ATTRIBUTE, false);
    time.advance(Duration.ofHours(2));
    assertThat(ids("own")).containsExactly("c1");
  }

  @Test
  void aTableMadeAnewHasNone() {
    create("own");
    change("own", ATTRIBUTE, true);
    TestClients.dynamoDb(aws).deleteTable(delete -> delete.tableName("own"));
    create("own");
    put("own", "c1", Duration.ofHours(1));
    assertThat(status("own")).isEqualTo("DISABLED");
    time.advance(Duration.ofHours(2));
    assertThat(ids("own")).containsExactly("c1");
  }

  @Test
  void whatCannotBeIsRefusedInAwsWords() {
    assertThatThrownBy(() -> change("none", ATTRIBUTE, true))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Requested resource not found: Table: none not found");
    assertThatThrownBy(() -> change(TestStack.TABLE, ATTRIBUTE, true))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining("TimeToLive is already enabled");
    assertThatThrownBy(() -> change(TestStack.TABLE, "other", true))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining("current AttributeName is " + ATTRIBUTE);
  }
}
