package dev.wsemulator.internal.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.internal.aws.TestClients;
import dev.wsemulator.internal.aws.TestStack;
import dev.wsemulator.internal.aws.TestStack.Received;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.EventSourceMapping.StartingPosition;
import dev.wsemulator.stack.EventSourceMapping.StreamSettings;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.stack.Table.AttributeType;
import dev.wsemulator.stack.Table.Key;
import dev.wsemulator.stack.Table.StreamView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Streams of tables at an endpoint; here that is the embedded DynamoDB of another environment. */
class EndpointStreamsTest {
  private static final String STREAM =
      "arn:aws:dynamodb:us-east-1:123456789012:table/rooms/stream/2024-01-01T00:00:00.000";

  private static Stack stack(StartingPosition start) {
    StreamSettings defaults = StreamSettings.DEFAULTS;
    return Stack.builder()
        .tables(
            List.of(
                Table.builder("rooms", new Key("id", null))
                    .attributeTypes(Map.of("id", AttributeType.S))
                    .stream(StreamView.KEYS_ONLY)
                    .build()))
        .eventSourceMappings(
            List.of(
                EventSourceMapping.builder("m", STREAM, "audit").stream(
                        new StreamSettings(start, defaults.retry(), defaults.shape()))
                    .build()))
        .build();
  }

  private static void put(AwsEnvironment aws, String id) {
    TestClients.dynamoDb(aws)
        .putItem(put -> put.tableName("rooms").item(Map.of("id", AttributeValue.fromS(id))));
  }

  @Test
  void recordsOfATableElsewhereReachAFunction() throws InterruptedException {
    TestStack.Functions functions = new TestStack.Functions();
    try (AwsEnvironment elsewhere = AwsEnvironment.embedded()) {
      elsewhere.start(TestStack.context(Stack.of(List.of(), List.of())));
      try (AwsEnvironment aws = AwsEnvironment.external(elsewhere.endpoint("dynamodb"))) {
        aws.start(TestStack.context(stack(StartingPosition.LATEST), functions));
        put(elsewhere, "a");
        Received event = functions.next();
        assertThat(event.functionName()).isEqualTo("audit");
        assertThat(event.record())
            .containsEntry("eventName", "INSERT")
            .containsEntry("eventSourceARN", STREAM)
            .containsEntry("awsRegion", "us-east-1");
        assertThat(event.json()).contains("\"Keys\":{\"id\":{\"S\":\"a\"}}");
      }
      try (AwsEnvironment aws = AwsEnvironment.external(elsewhere.endpoint("dynamodb"))) {
        aws.start(TestStack.context(stack(StartingPosition.TRIM_HORIZON), functions));
        assertThat(functions.next().json()).contains("\"Keys\":{\"id\":{\"S\":\"a\"}}");
        put(elsewhere, "b");
        assertThat(functions.next().json()).contains("\"Keys\":{\"id\":{\"S\":\"b\"}}");
      }
      try (AwsEnvironment aws = AwsEnvironment.external(elsewhere.endpoint("dynamodb"))) {
        aws.start(TestStack.context(stack(StartingPosition.LATEST), functions));
        put(elsewhere, "c");
        assertThat(functions.next().json()).contains("\"Keys\":{\"id\":{\"S\":\"c\"}}");
      }
    }
  }
}
