package dev.wsemulator.it.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.it.testing.OwnerClients;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.journal.SourceEntry.EventsSent;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.EventSourceMapping.Limits;
import dev.wsemulator.stack.EventSourceMapping.Retry;
import dev.wsemulator.stack.EventSourceMapping.Shape;
import dev.wsemulator.stack.EventSourceMapping.StartingPosition;
import dev.wsemulator.stack.EventSourceMapping.StreamSettings;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Rows of tables reach functions by streams, in their order, and none is lost without a word. */
@Timeout(180)
class StreamIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NOTHING = "null".getBytes(UTF_8);

  private static List<JsonNode> records(byte[] event) {
    return QueueApp.records(event);
  }

  private static String seat(JsonNode record) {
    return record.at("/dynamodb/Keys/seat/N").asText();
  }

  private static StreamSettings settings(Retry retry, int parallelization) {
    return new StreamSettings(
        StartingPosition.TRIM_HORIZON, retry, new Shape(parallelization, Optional.empty()));
  }

  /** Returns an application whose clients write rows, of which its stream tells every client. */
  private static StreamApp rooms() {
    AtomicReference<StreamApp> running = new AtomicReference<>();
    Set<String> clients = ConcurrentHashMap.newKeySet();
    LambdaFunction connecting =
        event -> {
          clients.add(JSON.readTree(event).at("/requestContext/connectionId").asText());
          return "{\"statusCode\":200}".getBytes(UTF_8);
        };
    LambdaFunction writing =
        event -> {
          String text = JSON.readTree(event).path("body").asText();
          running.get().put("lobby", 1, Map.of("text", AttributeValue.fromS(text)));
          return "{\"statusCode\":200}".getBytes(UTF_8);
        };
    LambdaFunction telling =
        event -> {
          tell(running.get(), clients, records(event));
          return NOTHING;
        };
    WebSocketApi api =
        WebSocketApi.builder("rooms")
            .route(Route.of("$connect", Integration.lambdaProxy("Connecting")))
            .route(Route.of("$default", Integration.lambdaProxy("Writing")))
            .build();
    StreamApp app =
        new StreamApp(
            UnaryOperator.identity(),
            telling,
            builder ->
                builder.api(api).function("Connecting", connecting).function("Writing", writing));
    running.set(app);
    return app;
  }

  /** Sends the texts of rows to clients. */
  private static void tell(StreamApp app, Set<String> clients, List<JsonNode> rows) {
    URI endpoint = app.emulator().connectionsEndpoint();
    try (ApiGatewayManagementApiClient connections =
        OwnerClients.connections(endpoint, Region.US_EAST_1)) {
      for (JsonNode row : rows) {
        SdkBytes text = SdkBytes.fromUtf8String(row.at("/dynamodb/NewImage/text/S").asText());
        clients.forEach(
            id -> connections.postToConnection(post -> post.connectionId(id).data(text)));
      }
    }
  }

  @Test
  void aRowThatAClientWritesReachesEveryClient() {
    try (StreamApp app = rooms()) {
      try (TestClient one = TestClient.connect(app.emulator().webSocketUrl());
          TestClient other = TestClient.connect(app.emulator().webSocketUrl())) {
        one.send("hello");
        assertThat(one.next(PATIENCE)).isEqualTo("hello");
        assertThat(other.next(PATIENCE)).isEqualTo("hello");
      }
      assertThat(app.entries(EventsSent.class))
          .singleElement()
          .satisfies(
              sent -> {
                assertThat(sent.source()).isEqualTo(StreamApp.STREAM);
                assertThat(sent.target())
                    .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:Audit");
                assertThat(sent.count()).isOne();
                assertThat(sent.attempt()).isOne();
              });
    }
  }

  @Test
  void noRecordIsLostAndThoseOfAnItemKeepTheirOrder() {
    int count = Integer.getInteger("streams.records", 1_000);
    int writers = 4;
    Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
    LambdaFunction audit =
        event -> {
          for (JsonNode record : records(event)) {
            JsonNode image = record.at("/dynamodb/NewImage");
            seen.computeIfAbsent(image.at("/room/S").asText(), any -> new CopyOnWriteArrayList<>())
                .add(image.at("/n/N").asInt());
          }
          return NOTHING;
        };
    try (StreamApp app =
        new StreamApp(
            mapping -> mapping.stream(settings(Retry.ENDLESSLY, 10)),
            audit,
            UnaryOperator.identity())) {
      IntStream.range(0, writers)
          .parallel()
          .forEach(
              writer -> {
                for (int i = 0; i < count / writers; i++) {
                  AttributeValue number = AttributeValue.fromN(Integer.toString(i));
                  app.put("w" + writer + "-" + i % 5, 1, Map.of("n", number));
                }
              });
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(seen.values().stream().mapToInt(List::size).sum()).isEqualTo(count));
      assertThat(seen).hasSize(writers * 5);
      assertThat(seen.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
      assertThat(app.entries(EventsSent.class).stream().mapToInt(EventsSent::count).sum())
          .isEqualTo(count);
    }
  }

  @Test
  void aPoisonedRecordGoesToTheDestinationAndAllOthersToTheFunction() throws Exception {
    VirtualTime time = new VirtualTime();
    List<String> done = new CopyOnWriteArrayList<>();
    Retry retry =
        new Retry(
            new Limits(1, Optional.empty()), true, Optional.of(QueueApp.ARN + StreamApp.LOST));
    try (StreamApp app =
        new StreamApp(
            mapping ->
                mapping.batchSize(8).batchingWindow(Duration.ofSeconds(5)).stream(
                    settings(retry, 1)),
            withoutSeat6(done),
            builder -> builder.time(time))) {
      for (int seat = 1; seat <= 8; seat++) {
        app.put("lobby", seat, Map.of());
      }
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                time.advance(Duration.ofSeconds(1));
                return done.size() == 7;
              });
      assertThat(done).containsExactly("1", "2", "3", "4", "5", "7", "8");
      JsonNode lost = JSON.readTree(receive(app).body());
      assertThat(lost.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
      assertThat(lost.at("/DDBStreamBatchInfo/batchSize").asInt()).isOne();
      assertThat(lost.at("/DDBStreamBatchInfo/streamArn").asText()).isEqualTo(StreamApp.STREAM);
      assertThat(app.entries(EventsDropped.class))
          .singleElement()
          .satisfies(
              dropped -> {
                assertThat(dropped.count()).isOne();
                assertThat(dropped.why().code()).isEqualTo("record-retries-exhausted");
              });
    }
  }

  /** Returns a function that fails for seat 6, and otherwise notes the seats of its records. */
  private static LambdaFunction withoutSeat6(List<String> done) {
    return event -> {
      List<String> seats = records(event).stream().map(StreamIT::seat).toList();
      if (seats.contains("6")) {
        throw new IllegalStateException("It cannot read seat 6.");
      }
      done.addAll(seats);
      return NOTHING;
    };
  }

  private static Message receive(StreamApp app) {
    try (SqsClient sqs =
        SqsClient.builder()
            .endpointOverride(app.aws().endpoint("sqs"))
            .region(Region.US_EAST_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        app.aws().accessKey().accessKeyId(),
                        app.aws().accessKey().secretAccessKey())))
            .build()) {
      String url = sqs.getQueueUrl(get -> get.queueName(StreamApp.LOST)).queueUrl();
      return sqs.receiveMessage(receive -> receive.queueUrl(url)).messages().get(0);
    }
  }

  @Test
  void aFunctionThatFailsIsTriedAgainByTheClockAndBlocksWhatIsBehind() {
    VirtualTime time = new VirtualTime();
    List<String> tried = new CopyOnWriteArrayList<>();
    LambdaFunction audit =
        event -> {
          String seat = seat(records(event).get(0));
          tried.add(seat);
          if (seat.equals("1") && tried.size() < 4) {
            throw new IllegalStateException("Not yet.");
          }
          return NOTHING;
        };
    try (StreamApp app =
        new StreamApp(mapping -> mapping.batchSize(1), audit, builder -> builder.time(time))) {
      app.put("lobby", 1, Map.of());
      app.put("lobby", 2, Map.of());
      await().atMost(PATIENCE).until(() -> app.entries(Invoked.class).size() == 1);
      time.advance(Duration.ofMillis(999));
      assertThat(tried).containsExactly("1");
      time.advance(Duration.ofMillis(1));
      time.advance(Duration.ofSeconds(2));
      time.advance(Duration.ofSeconds(4));
      await().atMost(PATIENCE).until(() -> tried.size() == 5);
      assertThat(tried).containsExactly("1", "1", "1", "1", "2");
      assertThat(app.entries(EventsSent.class))
          .extracting(EventsSent::attempt)
          .containsExactly(1, 2, 3, 4, 1);
      assertThat(app.entries(EventsDropped.class)).isEmpty();
    }
  }

  @Aws("EM-11")
  @Test
  void aRowThatExpiresIsARecordOfDynamoDbItself() {
    VirtualTime time = new VirtualTime();
    List<JsonNode> seen = new CopyOnWriteArrayList<>();
    LambdaFunction audit =
        event -> {
          seen.addAll(records(event));
          return NOTHING;
        };
    String expiry = "{\"userIdentity\":{\"type\":[\"Service\"]}}";
    try (StreamApp app =
        new StreamApp(
            mapping -> mapping.filters(List.of(expiry)), audit, builder -> builder.time(time))) {
      String soon = Long.toString(time.now().plusSeconds(60).getEpochSecond());
      app.put("lobby", 1, Map.of("expiresAt", AttributeValue.fromN(soon)));
      time.advance(Duration.ofMinutes(6));
      await().atMost(PATIENCE).until(() -> seen.size() == 1);
      assertThat(seen.get(0).path("eventName").asText()).isEqualTo("REMOVE");
      assertThat(seen.get(0).at("/userIdentity/principalId").asText())
          .isEqualTo("dynamodb.amazonaws.com");
      assertThat(app.entries(EventsDropped.class))
          .singleElement()
          .satisfies(dropped -> assertThat(dropped.why().code()).isEqualTo("record-filtered"));
    }
  }
}
