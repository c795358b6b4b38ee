package dev.wsemulator.it.source;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.it.testing.OwnerClients;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.stack.Table.AttributeType;
import dev.wsemulator.stack.Table.Key;
import dev.wsemulator.stack.Table.StreamView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An emulator with a table whose stream a function named Audit reads, and a queue for losses. */
final class StreamApp implements AutoCloseable {
  static final String AUDIT = "Audit";
  static final String TABLE = "rooms";
  static final String LOST = "lost";
  static final String STREAM =
      "arn:aws:dynamodb:us-east-1:123456789012:table/rooms/stream/2024-01-01T00:00:00.000";

  private final AwsEnvironment aws = AwsEnvironment.embedded();
  private final WebSocketApiEmulator emulator;

  /**
   * Starts it.
   *
   * @param mapping changes the mapping
   * @param audit the function
   * @param builder changes the emulator
   */
  StreamApp(
      UnaryOperator<EventSourceMapping.Builder> mapping,
      LambdaFunction audit,
      UnaryOperator<EmulatorBuilder> builder) {
    Stack stack =
        Stack.builder()
            .tables(List.of(table()))
            .queues(List.of(new Queue(LOST, Map.of())))
            .functions(List.of(FunctionDefinition.of(AUDIT, audit)))
            .eventSourceMappings(
                List.of(mapping.apply(EventSourceMapping.builder("id", STREAM, AUDIT)).build()))
            .build();
    emulator = builder.apply(WebSocketApiEmulator.builder().stack(stack).backEnd(aws)).start();
  }

  private static Table table() {
    return Table.builder(TABLE, new Key("room", "seat"))
        .attributeTypes(Map.of("room", AttributeType.S, "seat", AttributeType.N))
        .timeToLiveAttribute("expiresAt")
        .stream(StreamView.NEW_AND_OLD_IMAGES)
        .build();
  }

  WebSocketApiEmulator emulator() {
    return emulator;
  }

  AwsEnvironment aws() {
    return aws;
  }

  /** Writes a row. */
  void put(String room, int seat, Map<String, AttributeValue> more) {
    Map<String, AttributeValue> item = new HashMap<>(more);
    item.put("room", AttributeValue.fromS(room));
    item.put("seat", AttributeValue.fromN(Integer.toString(seat)));
    OwnerClients.dynamoDb(aws).putItem(put -> put.tableName(TABLE).item(item));
  }

  /** Returns the entries of a kind that are in the journal. */
  <E extends JournalEntry> List<E> entries(Class<E> kind) {
    return emulator.journal().entries(kind);
  }

  @Override
  public void close() {
    emulator.close();
  }
}
