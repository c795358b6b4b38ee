package dev.wsemulator.it.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.journal.SourceEntry.EventsSent;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.AsyncConfig;
import dev.wsemulator.lambda.AsyncConfig.Destinations;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.EventRule;
import dev.wsemulator.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** An application whose story begins with a schedule, an event, a message or an object. */
class EventSourcesIT {
  private static final UnaryOperator<Stack.Builder> NOTHING_MORE = UnaryOperator.identity();

  private static EventRule.Target post() {
    return new EventRule.Target("post", PostingFunctions.POST, Optional.empty());
  }

  private static UnaryOperator<Stack.Builder> rule(EventRule.Trigger trigger) {
    return stack -> stack.rules(List.of(new EventRule("r", true, trigger, List.of(post()))));
  }

  private static PostingFunctions start(UnaryOperator<Stack.Builder> more) {
    return new PostingFunctions(more, AsyncConfig.DEFAULTS);
  }

  private static PutEventsRequestEntry said(String detail) {
    return PutEventsRequestEntry.builder().source("chat").detailType("Said").detail(detail).build();
  }

  private static Map<String, Object> json(String text) throws IOException {
    return JSON.std.mapFrom(text);
  }

  @Test
  void aSchedulePingsAllClientsAtEachOfItsTimes() throws Exception {
    try (PostingFunctions functions = start(rule(new EventRule.Rate("rate(1 minute)")));
        TestClient one = functions.connect();
        TestClient other = functions.connect()) {
      functions.time.advance(Duration.ofMinutes(3));
      for (TestClient client : List.of(one, other)) {
        assertThat(json(client.next())).containsEntry("time", "2025-01-01T12:01:00Z");
        assertThat(json(client.next())).containsEntry("time", "2025-01-01T12:02:00Z");
        assertThat(json(client.next())).containsEntry("time", "2025-01-01T12:03:00Z");
      }
    }
  }

  @Test
  void anEventThatARuleWantsReachesAClient() throws Exception {
    try (PostingFunctions functions =
            start(rule(new EventRule.Pattern("default", "{\"detail\":{\"room\":[\"a\"]}}")));
        EventBridgeClient events =
            functions.client(EventBridgeClient.builder(), functions.aws.endpoint("events"));
        TestClient client = functions.connect()) {
      assertThat(
              events
                  .putEvents(
                      put ->
                          put.entries(
                              said("{\"room\":\"b\"}"), said("{\"room\":\"a\"}"), said("{")))
                  .failedEntryCount())
          .isEqualTo(1);
      assertThat(json(client.next()))
          .containsEntry("source", "chat")
          .containsEntry("detail-type", "Said")
          .containsEntry("account", "123456789012")
          .containsEntry("detail", Map.of("room", "a"));
      assertThat(functions.emulator.journal().entries(EventsSent.class)).hasSize(1);
    }
  }

  @Test
  void aRuleThatACallMakesIsServed() throws Exception {
    try (PostingFunctions functions = start(NOTHING_MORE);
        EventBridgeClient events =
            functions.client(EventBridgeClient.builder(), functions.aws.endpoint("events"));
        TestClient client = functions.connect()) {
      events.createEventBus(bus -> bus.name("orders"));
      events.putRule(
          rule -> rule.name("r").eventBusName("orders").eventPattern("{\"source\":[\"shop\"]}"));
      events.putTargets(
          put ->
              put.rule("r")
                  .eventBusName("orders")
                  .targets(
                      Target.builder()
                          .id("1")
                          .arn(PostingFunctions.POST)
                          .inputTransformer(
                              input ->
                                  input
                                      .inputPathsMap(Map.of("n", "$.detail.number"))
                                      .inputTemplate("{\"order\": <n>}"))
                          .build()));
      events.putEvents(
          put ->
              put.entries(
                  PutEventsRequestEntry.builder()
                      .eventBusName("orders")
                      .source("shop")
                      .detailType("Ordered")
                      .detail("{\"number\":7}")
                      .build()));
      assertThat(json(client.next())).isEqualTo(Map.of("order", 7));
      assertThat(events.listRules(list -> list.eventBusName("orders")).rules())
          .singleElement()
          .satisfies(rule -> assertThat(rule.arn()).endsWith(":rule/orders/r"));
    }
  }

  @Test
  void aOneTimeScheduleThatACallMakesFiresOnce() throws Exception {
    try (PostingFunctions functions = start(NOTHING_MORE);
        SchedulerClient scheduler =
            functions.client(SchedulerClient.builder(), functions.aws.endpoint("scheduler"));
        TestClient client = functions.connect()) {
      scheduler.createSchedule(
          schedule ->
              schedule
                  .name("reminder")
                  .scheduleExpression("at(2025-01-01T13:05:00)")
                  .scheduleExpressionTimezone("Europe/Berlin")
                  .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                  .actionAfterCompletion(ActionAfterCompletion.DELETE)
                  .target(
                      target ->
                          target
                              .arn(PostingFunctions.POST)
                              .roleArn("arn:aws:iam::123456789012:role/r")
                              .input("{\"remember\":true}")));
      assertThat(scheduler.getSchedule(get -> get.name("reminder")).creationDate())
          .isEqualTo("2025-01-01T12:00:00Z");
      functions.time.advance(Duration.ofMinutes(9)); // before the idle timeout
      assertThat(json(client.next())).isEqualTo(Map.of("remember", true));
      assertThat(scheduler.listSchedules(list -> {}).schedules()).isEmpty();
    }
  }

  @Test
  void aMessageOfATopicReachesAClientIfTheFilterPolicyWantsIt() throws Exception {
    try (PostingFunctions functions = start(NOTHING_MORE);
        SnsClient sns = functions.client(SnsClient.builder(), functions.aws.endpoint("sns"));
        TestClient client = functions.connect()) {
      String topic = sns.createTopic(create -> create.name("news")).topicArn();
      String subscription =
          sns.subscribe(
                  subscribe ->
                      subscribe
                          .topicArn(topic)
                          .protocol("lambda")
                          .endpoint(PostingFunctions.POST)
                          .attributes(Map.of("FilterPolicy", "{\"kind\":[\"good\"]}")))
              .subscriptionArn();
      sns.publish(publish -> publish.topicArn(topic).message("bad"));
      String id =
          sns.publish(
                  publish ->
                      publish
                          .topicArn(topic)
                          .message("& good <news>")
                          .messageAttributes(
                              Map.of(
                                  "kind",
                                  MessageAttributeValue.builder()
                                      .dataType("String")
                                      .stringValue("good")
                                      .build())))
              .messageId();
      Map<?, ?> record = (Map<?, ?>) ((List<?>) json(client.next()).get("Records")).get(0);
      Map<?, ?> message = (Map<?, ?>) record.get("Sns");
      assertThat(record.get("EventSubscriptionArn")).isEqualTo(subscription);
      assertThat(message.get("MessageId")).isEqualTo(id);
      assertThat(message.get("Message")).isEqualTo("& good <news>");
      assertThat(message.get("MessageAttributes"))
          .isEqualTo(Map.of("kind", Map.of("Type", "String", "Value", "good")));
    }
  }

  @Test
  void aTopicThatIsDeletedIsGone() {
    try (PostingFunctions functions = start(NOTHING_MORE);
        SnsClient sns = functions.client(SnsClient.builder(), functions.aws.endpoint("sns"))) {
      String topic = sns.createTopic(create -> create.name("news")).topicArn();
      sns.subscribe(
          subscribe ->
              subscribe.topicArn(topic).protocol("lambda").endpoint(PostingFunctions.POST));
      assertThat(sns.listSubscriptionsByTopic(list -> list.topicArn(topic)).subscriptions())
          .hasSize(1);
      sns.deleteTopic(delete -> delete.topicArn(topic));
      assertThatThrownBy(() -> sns.getTopicAttributes(get -> get.topicArn(topic)))
          .isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void anEventThatFailsReachesItsDestinationAfterItsRetries() throws Exception {
    Destinations destinations =
        new Destinations(Optional.empty(), Optional.of(PostingFunctions.POST), Optional.empty());
    try (PostingFunctions functions =
            new PostingFunctions(
                NOTHING_MORE, new AsyncConfig(1, Duration.ofHours(6), destinations));
        LambdaClient lambda =
            functions.client(LambdaClient.builder(), functions.emulator.baseUrl());
        TestClient client = functions.connect()) {
      lambda.invoke(
          invoke ->
              invoke
                  .functionName("Fail")
                  .invocationType(InvocationType.EVENT)
                  .payload(SdkBytes.fromUtf8String("{\"order\":7}")));
      Awaitility.await()
          .until(() -> functions.emulator.journal().entries(Invoked.class).size() == 1);
      functions.time.advance(Duration.ofMinutes(1));
      Map<String, Object> record = json(client.next());
      Map<?, ?> context = (Map<?, ?>) record.get("requestContext");
      assertThat(context.get("condition")).isEqualTo("RetriesExhausted");
      assertThat(context.get("approximateInvokeCount")).isEqualTo(2);
      assertThat(record.get("requestPayload")).isEqualTo(Map.of("order", 7));
      assertThat(functions.emulator.journal().entries(EventsDropped.class))
          .extracting(entry -> entry.why().code())
          .containsExactly("event-retries-exhausted");
    }
  }

  @Test
  void anObjectReachesAClientOverEventBridge() throws Exception {
    Bucket bucket =
        new Bucket(
            "documents",
            List.of(
                new Bucket.Notification(
                    "all",
                    Bucket.Notification.EVENT_BRIDGE,
                    Bucket.Notification.Filter.EVERYTHING)),
            List.of());
    EventRule.Pattern pattern =
        new EventRule.Pattern("default", "{\"detail-type\":[\"Object Created\"]}");
    try (PostingFunctions functions =
            start(stack -> rule(pattern).apply(stack).buckets(List.of(bucket)));
        S3Client s3 =
            functions.client(
                S3Client.builder().forcePathStyle(true), functions.aws.endpoint("s3"));
        TestClient client = functions.connect()) {
      s3.putObject(put -> put.bucket("documents").key("a b"), RequestBody.fromString("hello"));
      Map<String, Object> event = json(client.next());
      Map<?, ?> detail = (Map<?, ?>) event.get("detail");
      assertThat(event.get("source")).isEqualTo("aws.s3");
      assertThat(detail.get("reason")).isEqualTo("PutObject");
      assertThat(((Map<?, ?>) detail.get("object")).get("key")).isEqualTo("a b");
    }
  }
}
