package dev.wsemulator.internal.aws.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.service.TargetMessage.Attribute;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.journal.SourceEntry.EventsSent;
import dev.wsemulator.stack.BackEndContext.EventFilter;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicCallsTest {
  private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:news";
  private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:f";
  private static final String QUEUE = "arn:aws:sqs:eu-west-1:123456789012:q";
  private static final String GONE = "arn:aws:sqs:eu-west-1:123456789012:gone";

  private record Sent(String target, TargetMessage delivery) {}

  private final VirtualTime time = new VirtualTime(Instant.parse("2025-01-01T12:00:00Z"));
  private final Journal journal = new Journal();
  private final List<Sent> sent = new ArrayList<>();
  private final TopicCalls calls =
      new TopicCalls(
          "eu-west-1",
          "123456789012",
          new Publisher(new Fanout(this::deliver, journal, time, EventFilter.NONE, "eu-west-1")));

  private CompletionStage<Void> deliver(String target, TargetMessage delivery) {
    if (target.equals(GONE)) {
      return CompletableFuture.failedFuture(new IllegalStateException("no such queue"));
    }
    sent.add(new Sent(target, delivery));
    return CompletableFuture.completedFuture(null);
  }

  private String call(String action, String... parameters) {
    StringBuilder body = new StringBuilder("Version=2010-03-31&Action=" + action);
    for (int i = 0; i < parameters.length; i += 2) {
      body.append('&').append(parameters[i]).append('=');
      body.append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return new String(calls.answer(TopicRequest.parse(bytes, null)).body(), StandardCharsets.UTF_8);
  }

  private static String element(String xml, String name) {
    Matcher found = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
    assertThat(found.find()).as(xml).isTrue();
    return found.group(1);
  }

  private String subscribe(String protocol, String endpoint, String... attributes) {
    List<String> parameters =
        new ArrayList<>(List.of("TopicArn", TOPIC, "Protocol", protocol, "Endpoint", endpoint));
    for (int i = 0; i < attributes.length; i += 2) {
      String entry = "Attributes.entry.%d.".formatted(i / 2 + 1);
      parameters.addAll(List.of(entry + "key", attributes[i], entry + "value", attributes[i + 1]));
    }
    return element(call("Subscribe", parameters.toArray(String[]::new)), "SubscriptionArn");
  }

  @BeforeEach
  void create() {
    assertThat(element(call("CreateTopic", "Name", "news"), "TopicArn")).isEqualTo(TOPIC);
  }

  @Aws("EP-01")
  @Test
  void aFunctionGetsTheEventThatAwsDocuments() {
    String subscription = subscribe("lambda", FUNCTION);
    String id =
        element(
            call(
                "Publish",
                "TopicArn",
                TOPIC,
                "Message",
                "hi \"you\"",
                "Subject",
                "S",
                "MessageAttributes.entry.1.Name",
                "Test",
                "MessageAttributes.entry.1.Value.DataType",
                "String",
                "MessageAttributes.entry.1.Value.StringValue",
                "TestString"),
            "MessageId");
    assertThat(sent).extracting(Sent::target).containsExactly(FUNCTION);
    assertThat(sent.get(0).delivery().body())
        .isEqualTo(
            """
            {"Records":[{"EventSource":"aws:sns","EventVersion":"1.0",\
            "EventSubscriptionArn":"%s","Sns":{"Type":"Notification","MessageId":"%s",\
            "TopicArn":"arn:aws:sns:eu-west-1:123456789012:news","Subject":"S",\
            "Message":"hi \\"you\\"","Timestamp":"2025-01-01T12:00:00.000Z",\
            "SignatureVersion":"1","Signature":"RVhBTVBMRQ==",\
            "SigningCertUrl":"https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0000000000000000.pem",\
            "UnsubscribeUrl":"https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=%s",\
            "MessageAttributes":{"Test":{"Type":"String","Value":"TestString"}}}}]}"""
                .formatted(subscription, id, subscription));
    assertThat(journal.entries(EventsSent.class))
        .containsExactly(new EventsSent(time.now(), TOPIC, FUNCTION, 1, 1));
  }

  @Aws("EP-02")
  @Test
  void aQueueGetsAnEnvelopeUnlessItWantsTheRawMessage() {
    subscribe("sqs", QUEUE);
    subscribe("sqs", QUEUE + "raw", "RawMessageDelivery", "true");
    call(
        "Publish",
        "TopicArn",
        TOPIC,
        "Message",
        "hello",
        "MessageAttributes.entry.1.Name",
        "n",
        "MessageAttributes.entry.1.Value.DataType",
        "Number",
        "MessageAttributes.entry.1.Value.StringValue",
        "7");
    Map<String, Object> envelope =
        AwsJson.read(sent.get(0).delivery().body().getBytes(StandardCharsets.UTF_8));
    assertThat(envelope)
        .containsOnlyKeys(
            "Type",
            "MessageId",
            "TopicArn",
            "Message",
            "Timestamp",
            "SignatureVersion",
            "Signature",
            "SigningCertURL",
            "UnsubscribeURL",
            "MessageAttributes")
        .containsEntry("Message", "hello")
        .containsEntry("MessageAttributes", Map.of("n", Map.of("Type", "Number", "Value", "7")));
    assertThat(sent.get(0).delivery().attributes()).isEmpty();
    assertThat(sent.get(1).delivery().body()).isEqualTo("hello");
    assertThat(sent.get(1).delivery().attributes())
        .containsExactly(Map.entry("n", new Attribute("Number", "7")));
  }

  @Aws("EP-03")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kind":["a"]}                                | String       | a       | true
          {"kind":["a"]}                                | String       | b       | false
          {"kind":[{"prefix":"a"}]}                     | String       | abc     | true
          {"kind":[{"anything-but":["a"]}]}             | String       | a       | false
          {"kind":[{"numeric":[">",5]}]}                | Number       | 7       | true
          {"kind":[{"numeric":[">",5]}]}                | Number       | 3       | false
          {"kind":["b"]}                                | String.Array | ["a","b"] | true
          {"kind":[{"exists":false}]}                   | String       | a       | false
          {"other":[{"exists":false}]}                  | String       | a       | true
          """)
  void aFilterPolicyIsAboutTheAttributesOfAMessage(
      String policy, String type, String value, boolean wanted) {
    subscribe("lambda", FUNCTION, "FilterPolicy", policy);
    call(
        "Publish",
        "TopicArn",
        TOPIC,
        "Message",
        "m",
        "MessageAttributes.entry.1.Name",
        "kind",
        "MessageAttributes.entry.1.Value.DataType",
        type,
        "MessageAttributes.entry.1.Value.StringValue",
        value);
    assertThat(sent).hasSize(wanted ? 1 : 0);
    assertThat(journal.entries(EventsDropped.class))
        .extracting(entry -> entry.why().code())
        .isEqualTo(wanted ? List.of() : List.of("message-filtered"));
  }

  @Aws("EP-03")
  @Test
  void aFilterPolicyCanBeAboutTheBody() {
    subscribe(
        "lambda",
        FUNCTION,
        "FilterPolicy",
        "{\"a\":{\"b\":[1]}}",
        "FilterPolicyScope",
        "MessageBody");
    call("Publish", "TopicArn", TOPIC, "Message", "{\"a\":{\"b\":1}}");
    call("Publish", "TopicArn", TOPIC, "Message", "{\"a\":{\"b\":2}}");
    call("Publish", "TopicArn", TOPIC, "Message", "no JSON");
    assertThat(sent).hasSize(1);
  }

  @Test
  void aStructuredMessageHasATextForEachProtocol() {
    subscribe("lambda", FUNCTION);
    subscribe("sqs", QUEUE, "RawMessageDelivery", "true");
    call(
        "Publish",
        "TopicArn",
        TOPIC,
        "MessageStructure",
        "json",
        "Message",
        "{\"default\":\"d\",\"sqs\":\"q\"}");
    assertThat(sent.get(0).delivery().body()).contains("\"Message\":\"d\"");
    assertThat(sent.get(1).delivery().body()).isEqualTo("q");
  }

  @Aws("EP-04")
  @Test
  void aFifoTopicDeliversAMessageOnceInFiveMinutes() {
    String topic =
        element(
            call(
                "CreateTopic",
                "Name",
                "o.fifo",
                "Attributes.entry.1.key",
                "FifoTopic",
                "Attributes.entry.1.value",
                "true",
                "Attributes.entry.2.key",
                "ContentBasedDeduplication",
                "Attributes.entry.2.value",
                "true"),
            "TopicArn");
    call("Subscribe", "TopicArn", topic, "Protocol", "sqs", "Endpoint", QUEUE + ".fifo");
    String first = call("Publish", "TopicArn", topic, "Message", "m", "MessageGroupId", "g");
    String again = call("Publish", "TopicArn", topic, "Message", "m", "MessageGroupId", "g");
    assertThat(element(again, "MessageId")).isEqualTo(element(first, "MessageId"));
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).delivery().system())
        .containsEntry("MessageGroupId", "g")
        .containsKey("MessageDeduplicationId");
    assertThat(sent.get(0).delivery().body())
        .contains("\"SequenceNumber\":\"" + element(first, "SequenceNumber") + "\"");
    time.advance(Duration.ofMinutes(5));
    call("Publish", "TopicArn", topic, "Message", "m", "MessageGroupId", "g");
    assertThat(sent).hasSize(2);
    assertRefused("InvalidParameter", "Publish", "TopicArn", topic, "Message", "m");
  }

  @Test
  void aBatchPublishesEachMessageByItself() {
    subscribe("lambda", FUNCTION);
    String answer =
        call(
            "PublishBatch",
            "TopicArn",
            TOPIC,
            "PublishBatchRequestEntries.member.1.Id",
            "1",
            "PublishBatchRequestEntries.member.1.Message",
            "a",
            "PublishBatchRequestEntries.member.2.Id",
            "2",
            "PublishBatchRequestEntries.member.2.Message",
            "");
    assertThat(sent).hasSize(1);
    assertThat(answer).contains("<Successful><member><Id>1</Id>").contains("<Failed><member><Id>2");
    assertRefused("EmptyBatchRequest", "PublishBatch", "TopicArn", TOPIC);
  }

  @Aws("EP-05")
  @Test
  void whatCannotBeDeliveredIsInTheDeadLetterQueueAndInTheJournal() {
    subscribe("sqs", GONE, "RedrivePolicy", "{\"deadLetterTargetArn\":\"" + QUEUE + "\"}");
    subscribe("email", "ann@example.com");
    call("Publish", "TopicArn", TOPIC, "Message", "m");
    assertThat(sent).extracting(Sent::target).containsExactly(QUEUE);
    assertThat(sent.get(0).delivery().body()).contains("\"Message\":\"m\"");
    assertThat(sent.get(0).delivery().attributes()).isEmpty();
    assertThat(journal.entries(EventsDropped.class))
        .extracting(entry -> entry.why().code())
        .containsExactlyInAnyOrder("subscription-unreachable", "subscription-has-no-receiver");
  }

  @Test
  void aSubscriptionCanBeReadChangedAndRemoved() {
    String subscription = subscribe("lambda", FUNCTION);
    assertThat(subscribe("lambda", FUNCTION)).isEqualTo(subscription);
    call(
        "SetSubscriptionAttributes",
        "SubscriptionArn",
        subscription,
        "AttributeName",
        "FilterPolicy",
        "AttributeValue",
        "{\"a\":[\"b\"]}");
    assertThat(call("GetSubscriptionAttributes", "SubscriptionArn", subscription))
        .contains("<key>FilterPolicy</key><value>{\"a\":[\"b\"]}</value>")
        .contains("<key>Endpoint</key><value>" + FUNCTION + "</value>");
    assertThat(element(call("ListSubscriptionsByTopic", "TopicArn", TOPIC), "SubscriptionArn"))
        .isEqualTo(subscription);
    call("Unsubscribe", "SubscriptionArn", subscription);
    assertThat(call("ListSubscriptions")).contains("<Subscriptions></Subscriptions>");
    assertThat(element(call("ListTopics"), "TopicArn")).isEqualTo(TOPIC);
  }

  @Test
  void aTopicHasItsAttributesUntilItIsDeleted() {
    call(
        "SetTopicAttributes",
        "TopicArn",
        TOPIC,
        "AttributeName",
        "DisplayName",
        "AttributeValue",
        "News & <more>");
    assertThat(call("GetTopicAttributes", "TopicArn", TOPIC))
        .contains("<key>DisplayName</key><value>News &amp; &lt;more&gt;</value>");
    call("DeleteTopic", "TopicArn", TOPIC);
    assertRefused("NotFound", "GetTopicAttributes", "TopicArn", TOPIC);
  }

  @Test
  void whatSnsRefusesIsRefusedInItsWords() {
    assertRefused("InvalidParameter", "Publish", "TopicArn", TOPIC, "Message", "");
    assertRefused("InvalidParameter", "Publish", "TopicArn", "news", "Message", "m");
    assertRefused("NotFound", "Publish", "TopicArn", TOPIC + "2", "Message", "m");
    assertRefused("InvalidParameter", "CreateTopic", "Name", "a b");
    assertRefused("InvalidParameter", "CreateTopic", "Name", "a.fifo");
    assertRefused(
        "InvalidParameter", "Subscribe", "TopicArn", TOPIC, "Protocol", "lambda", "Endpoint", "f");
    assertRefused(
        "InvalidParameter", "Subscribe", "TopicArn", TOPIC, "Protocol", "pigeon", "Endpoint", "f");
    assertRefused(
        "InvalidParameter",
        "Publish",
        "TopicArn",
        TOPIC,
        "Message",
        "{}",
        "MessageStructure",
        "json");
    assertRefused("InvalidAction", "OptInPhoneNumber");
  }

  private void assertRefused(String code, String action, String... parameters) {
    assertThatThrownBy(() -> call(action, parameters))
        .isInstanceOfSatisfying(
            ServiceError.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
