package dev.wsemulator.it.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.it.testing.OwnerClients;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.EventRule;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.EventSourceMapping.Limits;
import dev.wsemulator.stack.EventSourceMapping.Retry;
import dev.wsemulator.stack.EventSourceMapping.Shape;
import dev.wsemulator.stack.EventSourceMapping.StartingPosition;
import dev.wsemulator.stack.EventSourceMapping.StreamSettings;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * An application that saves orders, works on jobs and reports every day, once as one writes it at
 * first, and once as it has to be. Each test has its own, by a virtual clock.
 */
final class EventfulApp {
  static final String ORDERS = "orders";
  static final String CAREFUL_ORDERS = "careful-orders";
  static final String JOBS = "jobs";
  static final String CAREFUL_JOBS = "careful-jobs";
  static final String LOST = "lost";
  private static final String DONE = "done";
  private static final String ACCOUNT = ":us-east-1:123456789012:";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the stream's function has made of the orders. */
  private final List<String> view = new CopyOnWriteArrayList<>();

  private final EmulatorExtension extension;
  private AwsEnvironment aws;

  EventfulApp() {
    extension =
        EmulatorExtension.builder()
            .emulator(
                builder ->
                    builder
                        .stack(stack())
                        .quotas(Quotas.builder().idleTimeout(Duration.ofHours(1)).build())
                        .time(new VirtualTime(Instant.parse("2026-01-31T23:50:00Z"))))
            .backEnd(() -> aws = AwsEnvironment.embedded())
            .build();
  }

  EmulatorExtension extension() {
    return extension;
  }

  static String queueArn(String name) {
    return "arn:aws:sqs" + ACCOUNT + name;
  }

  private Stack stack() {
    WebSocketApi api =
        WebSocketApi.builder("orders")
            .route(Route.of("save", Integration.lambdaProxy("Save")))
            .route(Route.of("count", Integration.lambdaProxy("Count")))
            .route(Route.of("carefulCount", Integration.lambdaProxy("CarefulCount")))
            .build();
    return Stack.builder()
        .apis(List.of(api))
        .tables(List.of(table(ORDERS, true), table(CAREFUL_ORDERS, true), table(DONE, false)))
        .queues(
            List.of(
                new Queue(JOBS, Map.of()),
                new Queue(CAREFUL_JOBS, Map.of()),
                new Queue(LOST, Map.of())))
        .rules(List.of(daily("Report"), daily("CarefulReport")))
        .functions(
            List.of(
                function("Save", this::save),
                function("Count", event -> answer("Count", event, view.size())),
                function("CarefulCount", event -> answer("CarefulCount", event, saved())),
                function("Notify", this::orderIsSaved),
                function("Work", this::work),
                function("CarefulWork", this::workOnce),
                function("Report", event -> report("Report", extension.emulator().time().now())),
                function("CarefulReport", this::reportOfItsTime)))
        .eventSourceMappings(mappings())
        .build();
  }

  private static Table table(String name, boolean hasStream) {
    Table.Builder table =
        Table.builder(name, new Table.Key("id", null))
            .attributeTypes(Map.of("id", Table.AttributeType.S));
    return hasStream ? table.stream(Table.StreamView.NEW_AND_OLD_IMAGES).build() : table.build();
  }

  private static List<EventSourceMapping> mappings() {
    Retry careful = new Retry(new Limits(2, Optional.empty()), true, Optional.of(queueArn(LOST)));
    return List.of(
        EventSourceMapping.builder("m1", stream(ORDERS), "Notify").build(),
        EventSourceMapping.builder("m2", stream(CAREFUL_ORDERS), "Notify").stream(
                new StreamSettings(StartingPosition.LATEST, careful, Shape.DEFAULT))
            .build(),
        EventSourceMapping.builder("m3", queueArn(JOBS), "Work").build(),
        EventSourceMapping.builder("m4", queueArn(CAREFUL_JOBS), "CarefulWork")
            .reportsItemFailures(true)
            .build());
  }

  private static String stream(String table) {
    return "arn:aws:dynamodb" + ACCOUNT + "table/" + table + "/stream/2024-01-01T00:00:00.000";
  }

  private static EventRule daily(String function) {
    EventRule.Target target =
        new EventRule.Target(
            "t", "arn:aws:lambda" + ACCOUNT + "function:" + function, Optional.empty());
    return new EventRule(
        function + "Rule", true, new EventRule.Rate("cron(55 23 * * ? *)"), List.of(target));
  }

  private static FunctionDefinition function(String name, LambdaFunction handler) {
    return FunctionDefinition.of(name, handler);
  }

  /** Writes an order. */
  void put(String table, String id) {
    OwnerClients.dynamoDb(aws)
        .putItem(put -> put.tableName(table).item(Map.of("id", AttributeValue.fromS(id))));
  }

  /** Sends a job. */
  void send(String queue, String job) {
    try (SqsClient sqs =
        SqsClient.builder()
            .endpointOverride(aws.endpoint("sqs"))
            .region(Region.US_EAST_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(OwnerClients.credentials(aws.accessKey()))
            .build()) {
      String url = sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
      sqs.sendMessage(message -> message.queueUrl(url).messageBody(job));
    }
  }

  private byte[] save(byte[] event) throws Exception {
    JsonNode message = JSON.readTree(JSON.readTree(event).path("body").asText());
    put(ORDERS, message.path("id").asText());
    return "{\"statusCode\":200}".getBytes(UTF_8);
  }

  private int saved() {
    return OwnerClients.dynamoDb(aws)
        .scan(scan -> scan.tableName(ORDERS).consistentRead(true))
        .count();
  }

  private byte[] answer(String function, byte[] event, int count) throws Exception {
    String id = JSON.readTree(event).at("/requestContext/connectionId").asText();
    post(function, id, count + " orders");
    return "{\"statusCode\":200}".getBytes(UTF_8);
  }

  private byte[] orderIsSaved(byte[] event) throws Exception {
    for (JsonNode record : JSON.readTree(event).path("Records")) {
      String id = record.at("/dynamodb/Keys/id/S").asText();
      view.add(id);
      tell("Notify", "saved " + id);
    }
    return nothing();
  }

  private byte[] work(byte[] event) throws Exception {
    for (JsonNode record : JSON.readTree(event).path("Records")) {
      tell("Work", "done " + record.path("body").asText());
    }
    return nothing();
  }

  private byte[] workOnce(byte[] event) throws Exception {
    for (JsonNode record : JSON.readTree(event).path("Records")) {
      if (isNew(record.path("messageId").asText())) {
        tell("CarefulWork", "done " + record.path("body").asText());
      }
    }
    return "{\"batchItemFailures\":[]}".getBytes(UTF_8);
  }

  /** Takes note of a message; returns whether it has not come before. */
  private boolean isNew(String messageId) {
    try {
      OwnerClients.dynamoDb(aws)
          .putItem(
              put ->
                  put.tableName(DONE)
                      .item(Map.of("id", AttributeValue.fromS(messageId)))
                      .conditionExpression("attribute_not_exists(id)"));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private byte[] reportOfItsTime(byte[] event) throws Exception {
    return report("CarefulReport", Instant.parse(JSON.readTree(event).path("time").asText()));
  }

  private byte[] report(String function, Instant time) {
    tell(function, function + " of " + time.atZone(ZoneOffset.UTC).toLocalDate());
    return nothing();
  }

  private static byte[] nothing() {
    return "null".getBytes(UTF_8);
  }

  private void tell(String function, String text) {
    WebSocketApiEmulator emulator = extension.emulator();
    emulator
        .journal()
        .entries(Handshake.class)
        .forEach(handshake -> post(function, handshake.connectionId(), text));
  }

  private void post(String function, String connectionId, String text) {
    AwsCredentialsProvider key = OwnerClients.credentials(AccessKey.of(function));
    try (ApiGatewayManagementApiClient connections =
        ApiGatewayManagementApiClient.builder()
            .endpointOverride(extension.emulator().connectionsEndpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(key)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      connections.postToConnection(
          post -> post.connectionId(connectionId).data(SdkBytes.fromUtf8String(text)));
    }
  }
}
