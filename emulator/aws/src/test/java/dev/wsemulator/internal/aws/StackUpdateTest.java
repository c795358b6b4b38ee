package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** A stack changes while its services run. */
class StackUpdateTest {
  private static final Bucket KEPT = new Bucket("kept", List.of(), List.of());

  @Test
  void newTablesAndBucketsAreCreatedAndNotificationsFollow() throws InterruptedException {
    TestStack.Functions functions = new TestStack.Functions();
    Stack before = stack(List.of(table("names", "name")), List.of(KEPT));
    Stack now =
        stack(
            List.of(table("names", "name"), table("words", "word")),
            List.of(notifying("kept"), notifying("added")));
    try (AwsEnvironment aws = AwsEnvironment.embedded()) {
      aws.start(TestStack.context(before, functions));
      put(aws, "kept");
      assertThat(aws.update(before, now)).isEmpty();
      assertThat(TestClients.dynamoDb(aws).listTables().tableNames())
          .containsExactly("names", "words");
      put(aws, "kept");
      assertThat(functions.next().functionName()).isEqualTo("hear");
      put(aws, "added");
      assertThat(functions.next().functionName()).isEqualTo("hear");
      assertThat(functions.rest()).isEmpty();
    }
  }

  @Test
  void servicesThatTheStackHadNoNeedOfServeItWhenItHas() {
    Stack before = stack(List.of(), List.of());
    Stack now = stack(List.of(table("words", "word")), List.of(KEPT));
    try (AwsEnvironment aws = AwsEnvironment.embedded()) {
      aws.start(TestStack.context(before));
      assertThat(aws.update(before, now)).isEmpty();
      assertThat(TestClients.dynamoDb(aws).listTables().tableNames()).containsExactly("words");
      put(aws, "kept");
    }
  }

  @Test
  void aTableThatExistsKeepsItsKeysAndSaysSo() {
    Stack before = stack(List.of(table("names", "name")), List.of());
    Stack now = stack(List.of(table("names", "other")), List.of());
    try (AwsEnvironment aws = AwsEnvironment.embedded()) {
      aws.start(TestStack.context(before));
      assertThat(aws.update(before, now))
          .singleElement()
          .asString()
          .startsWith("The table names exists, so its keys and indexes stay as they are.");
      var keys =
          TestClients.dynamoDb(aws).describeTable(t -> t.tableName("names")).table().keySchema();
      assertThat(keys).extracting("attributeName").containsExactly("name");
    }
  }

  private static void put(AwsEnvironment aws, String bucket) {
    TestClients.s3(aws)
        .putObject(put -> put.bucket(bucket).key("a"), RequestBody.fromString("hello"));
  }

  private static Bucket notifying(String name) {
    return new Bucket(
        name,
        List.of(
            new Bucket.Notification(
                "id",
                "hear",
                new Bucket.Notification.Filter(List.of("s3:ObjectCreated:*"), "", ""))),
        List.of());
  }

  private static Table table(String name, String key) {
    return Table.builder(name, new Table.Key(key, null))
        .attributeTypes(Map.of(key, Table.AttributeType.S))
        .build();
  }

  private static Stack stack(List<Table> tables, List<Bucket> buckets) {
    LambdaFunction hear = event -> event;
    return Stack.builder()
        .name("changing")
        .functions(List.of(FunctionDefinition.of("hear", hear)))
        .tables(tables)
        .buckets(buckets)
        .build();
  }
}
