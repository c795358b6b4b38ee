package dev.wsemulator.it.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.it.testing.OwnerClients;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A room with members, who are in a table, and with documents, which are in a bucket. Whatever can
 * be read in two ways is. Its clock is virtual.
 */
final class RoomApp {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MEMBERS = "members";
  private static final String BY_ROOM = "byRoom";
  private static final String DOCUMENTS = "documents";
  private static final AttributeValue BLUE = AttributeValue.fromS("blue");

  private final EmulatorExtension extension;
  private AwsEnvironment aws;

  RoomApp() {
    extension =
        EmulatorExtension.builder()
            .emulator(builder -> builder.stack(stack()).time(new VirtualTime()))
            .backEnd(() -> aws = AwsEnvironment.embedded())
            .build();
  }

  EmulatorExtension extension() {
    return extension;
  }

  /** What a function answers a client. */
  private interface Answer {
    String to(String connectionId) throws IOException;
  }

  private Stack stack() {
    WebSocketApi.Builder api = WebSocketApi.builder("rooms");
    for (String route : List.of("join", "carefulJoin", "members", "carefulMembers", "documents")) {
      api.route(Route.twoWay(route, Integration.lambdaProxy(route)));
    }
    return Stack.builder()
        .apis(List.of(api.build()))
        .tables(
            List.of(
                Table.builder(MEMBERS, new Table.Key("id", null))
                    .attributeTypes(
                        Map.of("id", Table.AttributeType.S, "room", Table.AttributeType.S))
                    .globalIndexes(
                        List.of(
                            new Table.Index(
                                BY_ROOM, new Table.Key("room", null), Table.Projection.ALL)))
                    .build()))
        .buckets(
            List.of(
                new Bucket(
                    DOCUMENTS,
                    List.of(
                        new Bucket.Notification(
                            "uploaded",
                            "uploaded",
                            new Bucket.Notification.Filter(List.of("s3:ObjectCreated:*"), "", ""))),
                    List.of())))
        .functions(
            List.of(
                function("join", id -> join(id, false)),
                function("carefulJoin", id -> join(id, true)),
                function("members", id -> ofIndex().size() + " members"),
                function("carefulMembers", id -> ofIndexAndTable(id).size() + " members"),
                function("documents", id -> String.join(" ", keys())),
                FunctionDefinition.of("uploaded", (LambdaFunction) this::uploaded)))
        .build();
  }

  private static FunctionDefinition function(String name, Answer answer) {
    LambdaFunction handler =
        event -> {
          String id = JSON.readTree(event).at("/requestContext/connectionId").asText();
          return JSON.writeValueAsBytes(Map.of("statusCode", 200, "body", answer.to(id)));
        };
    return FunctionDefinition.of(name, handler);
  }

  /** Writes a member, and says what it has read of it then. */
  private String join(String id, boolean consistent) {
    OwnerClients.dynamoDb(aws)
        .putItem(
            put ->
                put.tableName(MEMBERS).item(Map.of("id", AttributeValue.fromS(id), "room", BLUE)));
    return isMember(id, consistent) ? "welcome" : "who are you?";
  }

  private boolean isMember(String id, boolean consistent) {
    return OwnerClients.dynamoDb(aws)
        .getItem(
            get ->
                get.tableName(MEMBERS)
                    .key(Map.of("id", AttributeValue.fromS(id)))
                    .consistentRead(consistent))
        .hasItem();
  }

  private Set<String> ofIndex() {
    return OwnerClients.dynamoDb(aws)
        .query(
            query ->
                query
                    .tableName(MEMBERS)
                    .indexName(BY_ROOM)
                    .keyConditionExpression("room = :room")
                    .expressionAttributeValues(Map.of(":room", BLUE)))
        .items()
        .stream()
        .map(item -> item.get("id").s())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns those in the index, with who asks if the table has it. */
  private Set<String> ofIndexAndTable(String id) {
    Set<String> ids = ofIndex();
    if (isMember(id, true)) {
      ids.add(id);
    }
    return ids;
  }

  private List<String> keys() {
    return OwnerClients.s3(aws).listObjectsV2(list -> list.bucket(DOCUMENTS)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  /** Puts a document into the bucket. */
  void upload(String key) {
    OwnerClients.s3(aws)
        .putObject(put -> put.bucket(DOCUMENTS).key(key), RequestBody.fromString("A story."));
  }

  private byte[] uploaded(byte[] event) throws IOException {
    for (JsonNode record : JSON.readTree(event).path("Records")) {
      tell("new: " + record.at("/s3/object/key").asText());
    }
    return "null".getBytes(UTF_8);
  }

  private void tell(String text) {
    try (ApiGatewayManagementApiClient connections =
        OwnerClients.connections(
            extension.emulator().connectionsEndpoint(),
            Region.of(extension.emulator().stack().region()))) {
      extension
          .emulator()
          .journal()
          .entries(Handshake.class)
          .forEach(
              client ->
                  connections.postToConnection(
                      post ->
                          post.connectionId(client.connectionId())
                              .data(SdkBytes.fromUtf8String(text))));
    }
  }
}
