package dev.wsemulator.it.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.it.Posts;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.journal.SourceEntry.EventsSent;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Messages of queues reach functions, and come back if these fail. */
@Timeout(120)
class QueueIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void aMessageOfAClientIsQueuedAndAnsweredByTheWorker() {
    AtomicReference<QueueApp> running = new AtomicReference<>();
    LambdaFunction queueing =
        event -> {
          String text = new String(event, UTF_8);
          String id = text.replaceFirst("(?s).*\"connectionId\":\"([^\"]+)\".*", "$1");
          running.get().send("work", id);
          return "{\"statusCode\":200}".getBytes(UTF_8);
        };
    WebSocketApi api =
        WebSocketApi.builder("jobs")
            .route(Route.of("$default", Integration.lambdaProxy("Queueing")))
            .build();
    try (QueueApp app =
        new QueueApp(
            List.of(QueueApp.queue("work")),
            UnaryOperator.identity(),
            answering(running),
            builder -> builder.verifyIdentity(false).api(api).function("Queueing", queueing))) {
      running.set(app);
      try (TestClient client = TestClient.connect(app.emulator().webSocketUrl())) {
        client.send("go");
        assertThat(client.next(PATIENCE)).isEqualTo("done");
      }
      assertThat(app.entries(EventsSent.class))
          .singleElement()
          .satisfies(
              sent -> {
                assertThat(sent.source()).isEqualTo(QueueApp.ARN + "work");
                assertThat(sent.target()).endsWith(":function:Worker");
                assertThat(sent.attempt()).isOne();
              });
    }
  }

  @Aws("EQ-09")
  @Test
  void aMessageThatFailsAgainAndAgainEndsInTheDeadLetterQueue() {
    VirtualTime time = new VirtualTime();
    LambdaFunction failing =
        event -> {
          throw new IllegalStateException("It never works.");
        };
    try (QueueApp app =
        new QueueApp(
            List.of(strict(), QueueApp.queue("dead")),
            UnaryOperator.identity(),
            failing,
            builder -> builder.time(time))) {
      app.send("work", "poison");
      await().atMost(PATIENCE).until(() -> app.entries(Invoked.class).size() == 1);

      time.advance(Duration.ofSeconds(29));
      assertThat(app.entries(Invoked.class)).hasSize(1);
      time.advance(Duration.ofSeconds(1));
      await().atMost(PATIENCE).until(() -> app.entries(Invoked.class).size() == 2);
      time.advance(Duration.ofSeconds(30));

      Message dead = receive(app, "dead").get(0);
      assertThat(dead.body()).isEqualTo("poison");
      assertThat(dead.attributes())
          .containsEntry(
              MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, QueueApp.ARN + "work")
          .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "3");
      assertThat(app.entries(Invoked.class)).hasSize(2);
      assertThat(app.entries(EventsSent.class))
          .extracting(EventsSent::target)
          .last()
          .isEqualTo(QueueApp.ARN + "dead");
    }
  }

  @Aws("EQ-03")
  @Test
  void onlyThePoisonedMessageOfABatchComesBack() {
    VirtualTime time = new VirtualTime();
    List<String> done = new CopyOnWriteArrayList<>();
    LambdaFunction worker =
        event -> {
          List<String> failed = new ArrayList<>();
          for (JsonNode record : QueueApp.records(event)) {
            boolean isPoison = record.path("body").asText().equals("poison");
            if (isPoison) {
              failed.add(
                  "{\"itemIdentifier\":\"%s\"}".formatted(record.path("messageId").asText()));
            }
            done.add(record.path("body").asText());
          }
          return "{\"batchItemFailures\":[%s]}".formatted(String.join(",", failed)).getBytes(UTF_8);
        };
    try (QueueApp app =
        new QueueApp(
            List.of(QueueApp.queue("work")),
            mapping -> mapping.reportsItemFailures(true),
            worker,
            builder -> builder.time(time))) {
      sendBatch(app, "work", List.of("a", "poison", "b"), null);
      await().atMost(PATIENCE).until(() -> app.entries(Invoked.class).size() == 1);
      time.advance(Duration.ofSeconds(30));
      await().atMost(PATIENCE).until(() -> app.entries(Invoked.class).size() == 2);
    }
    assertThat(done).containsExactly("a", "poison", "b", "poison");
  }

  @Aws("EQ-10")
  @Test
  void theMessagesOfAGroupComeInTheirOrder() {
    Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
    LambdaFunction worker =
        event -> {
          for (JsonNode record : QueueApp.records(event)) {
            seen.computeIfAbsent(
                    record.path("attributes").path("MessageGroupId").asText(),
                    group -> Collections.synchronizedList(new ArrayList<>()))
                .add(record.path("body").asInt());
          }
          return QueueApp.nothing();
        };
    Queue fifo = new Queue("work.fifo", Map.of("FifoQueue", "true"));
    List<Integer> all = IntStream.range(0, 200).boxed().toList();
    try (QueueApp app =
        new QueueApp(List.of(fifo), UnaryOperator.identity(), worker, UnaryOperator.identity())) {
      for (int i = 0; i < 200; i += 10) {
        List<String> bodies = all.subList(i, i + 10).stream().map(String::valueOf).toList();
        sendBatch(app, "work.fifo", bodies, "a");
        sendBatch(app, "work.fifo", bodies, "b");
      }
      await()
          .atMost(PATIENCE)
          .until(() -> seen.values().stream().mapToInt(List::size).sum() == 400);
    }
    assertThat(seen).containsOnlyKeys("a", "b");
    assertThat(seen.get("a")).isEqualTo(all);
    assertThat(seen.get("b")).isEqualTo(all);
  }

  @Test
  void noneOfTenThousandMessagesIsLost() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    LambdaFunction worker =
        event -> {
          QueueApp.records(event).forEach(record -> seen.add(record.path("body").asText()));
          return QueueApp.nothing();
        };
    List<String> all = IntStream.range(0, 10_000).mapToObj(String::valueOf).toList();
    try (QueueApp app =
        new QueueApp(
            List.of(QueueApp.queue("work")),
            UnaryOperator.identity(),
            worker,
            UnaryOperator.identity())) {
      for (int i = 0; i < all.size(); i += 10) {
        sendBatch(app, "work", all.subList(i, i + 10), null);
      }
      await().atMost(PATIENCE).until(() -> seen.size() == all.size());
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          app.sqs()
                              .getQueueAttributes(
                                  r -> r.queueUrl(app.url("work")).attributeNamesWithStrings("All"))
                              .attributesAsStrings())
                      .containsEntry("ApproximateNumberOfMessages", "0")
                      .containsEntry("ApproximateNumberOfMessagesNotVisible", "0"));
    }
  }

  @Test
  void anUnwantedMessageIsDeletedAndAnUnusableFilterIsNoted() {
    List<String> seen = new CopyOnWriteArrayList<>();
    LambdaFunction worker =
        event -> {
          QueueApp.records(event).forEach(record -> seen.add(record.path("body").asText()));
          return QueueApp.nothing();
        };
    try (QueueApp app =
        new QueueApp(
            List.of(QueueApp.queue("work")),
            mapping -> mapping.filters(List.of("{\"body\":{\"kind\":[\"wanted\"]}}")),
            worker,
            UnaryOperator.identity())) {
      app.send("work", "{\"kind\":\"other\"}");
      app.send("work", "{\"kind\":\"wanted\"}");
      await().atMost(PATIENCE).until(() -> !seen.isEmpty());
      assertThat(seen).containsExactly("{\"kind\":\"wanted\"}");
      assertThat(app.entries(EventsDropped.class))
          .singleElement()
          .satisfies(one -> assertThat(one.why().code()).isEqualTo("message-filtered"));
    }
    try (QueueApp app =
        new QueueApp(
            List.of(QueueApp.queue("work")),
            mapping -> mapping.filters(List.of("{\"body\":[{\"like\":\"x\"}]}")),
            worker,
            UnaryOperator.identity())) {
      assertThat(app.entries(EventsDropped.class))
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.why().code()).isEqualTo("unusable-filter");
                assertThat(one.why().found())
                    .contains("Unrecognized match type like. (at body[0])");
              });
    }
  }

  @Test
  void aQueueThatIsNotThereIsRefusedInTheWordsOfAws() {
    try (QueueApp app =
        new QueueApp(
            List.of(QueueApp.queue("work")),
            UnaryOperator.identity(),
            event -> QueueApp.nothing(),
            UnaryOperator.identity())) {
      assertThatThrownBy(() -> app.send("no-queue", "x"))
          .isInstanceOf(QueueDoesNotExistException.class)
          .hasMessageContaining("The specified queue does not exist.");
    }
  }

  /** Posts to the connections whose ids are in the messages. */
  private static LambdaFunction answering(AtomicReference<QueueApp> running) {
    return event -> {
      for (JsonNode record : QueueApp.records(event)) {
        Posts.status(
            running.get().emulator().connectionsEndpoint(), record.path("body").asText(), "done");
      }
      return QueueApp.nothing();
    };
  }

  /** A queue whose messages are received twice at most. */
  private static Queue strict() {
    return new Queue(
        "work",
        Map.of(
            "RedrivePolicy",
            "{\"deadLetterTargetArn\":\"%sdead\",\"maxReceiveCount\":2}".formatted(QueueApp.ARN)));
  }

  private static void sendBatch(QueueApp app, String queue, List<String> bodies, String group) {
    List<SendMessageBatchRequestEntry> entries =
        bodies.stream()
            .map(
                body ->
                    SendMessageBatchRequestEntry.builder()
                        .id(body)
                        .messageBody(body)
                        .messageGroupId(group)
                        .messageDeduplicationId(group == null ? null : group + body)
                        .build())
            .toList();
    String url = "https://sqs.us-east-1.amazonaws.com/123456789012/" + queue;
    assertThat(app.sqs().sendMessageBatch(r -> r.queueUrl(url).entries(entries)).failed())
        .isEmpty();
  }

  private static List<Message> receive(QueueApp app, String queue) {
    return app.sqs()
        .receiveMessage(
            r ->
                r.queueUrl(app.url(queue))
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }
}
