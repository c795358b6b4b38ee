package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.internal.aws.service.AwsClients;
import dev.wsemulator.stack.EventRule;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Topic;
import dev.wsemulator.stack.Topic.Subscription;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Topics and buses in this process reach queues at an endpoint, for which the embedded services
 * stand in here.
 */
class EndpointQueuesTest {
  private static final String ARN = "arn:aws:sqs:us-east-1:123456789012:";

  private final AwsEnvironment endpoint = AwsEnvironment.embedded();
  private AwsEnvironment external;

  @BeforeEach
  void start() {
    endpoint.start(TestStack.context(Stack.of(List.of(), List.of())));
    external = AwsEnvironment.external(endpoint.endpoint("sqs"));
    Stack stack =
        Stack.builder()
            .queues(
                List.of(
                    new Queue("news", Map.of()),
                    new Queue("raw.fifo", Map.of("FifoQueue", "true")),
                    new Queue("events", Map.of())))
            .topics(
                List.of(
                    new Topic(
                        "news", Map.of(), List.of(new Subscription("sqs", ARN + "news", Map.of()))),
                    new Topic(
                        "ordered.fifo",
                        Map.of("FifoTopic", "true"),
                        List.of(
                            new Subscription(
                                "sqs", ARN + "raw.fifo", Map.of("RawMessageDelivery", "true"))))))
            .rules(
                List.of(
                    new EventRule(
                        "chats",
                        true,
                        new EventRule.Pattern("default", "{\"source\":[\"chat\"]}"),
                        List.of(new EventRule.Target("1", ARN + "events", Optional.empty())))))
            .build();
    external.start(TestStack.context(stack));
  }

  @AfterEach
  void close() {
    external.close();
    endpoint.close();
  }

  private Message received(String queue) {
    try (AwsClients clients =
        new AwsClients(endpoint.endpoint("sqs"), "us-east-1", endpoint.accessKey())) {
      SqsClient sqs = clients.open(SqsClient.builder());
      String url = sqs.getQueueUrl(one -> one.queueName(queue)).queueUrl();
      List<Message> messages =
          sqs.receiveMessage(
                  one -> one.queueUrl(url).waitTimeSeconds(20).messageAttributeNames("All"))
              .messages();
      assertThat(messages).hasSize(1);
      return messages.get(0);
    }
  }

  private void post(String service, String body, String... headers) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(external.endpoint(service))
            .headers(headers)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20250101/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=0"
                    .formatted(service))
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void publish(String topic, String... fields) throws Exception {
    StringBuilder form =
        new StringBuilder("Action=Publish&TopicArn=")
            .append(encoded("arn:aws:sns:us-east-1:123456789012:" + topic));
    for (int i = 0; i < fields.length; i += 2) {
      form.append('&').append(fields[i]).append('=').append(encoded(fields[i + 1]));
    }
    post("sns", form.toString(), "Content-Type", "application/x-www-form-urlencoded");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void aTopicHereReachesAQueueThere() throws Exception {
    publish("news", "Message", "hello");
    assertThat(received("news").body()).contains("\"Message\":\"hello\"");
  }

  @Test
  void rawMessagesKeepTheirAttributesAndTheirGroup() throws Exception {
    publish(
        "ordered.fifo",
        "Message",
        "hello",
        "MessageGroupId",
        "g",
        "MessageDeduplicationId",
        "d",
        "MessageAttributes.entry.1.Name",
        "kind",
        "MessageAttributes.entry.1.Value.DataType",
        "String",
        "MessageAttributes.entry.1.Value.StringValue",
        "greeting");
    Message message = received("raw.fifo");
    assertThat(message.body()).isEqualTo("hello");
    assertThat(message.messageAttributes().get("kind").stringValue()).isEqualTo("greeting");
  }

  @Test
  void aRuleHereReachesAQueueThere() throws Exception {
    post(
        "events",
        "{\"Entries\":[{\"Source\":\"chat\",\"DetailType\":\"said\",\"Detail\":\"{}\"}]}",
        "Content-Type",
        "application/x-amz-json-1.1",
        "X-Amz-Target",
        "AWSEvents.PutEvents");
    assertThat(received("events").body()).contains("\"detail-type\":\"said\"");
  }

  @Test
  void whatTheEngineSendsReachesAQueueThereOrFailsWithTheReason() throws Exception {
    external
        .deliver(ARN + "events", "{\"a\":1}".getBytes(StandardCharsets.UTF_8), Map.of("Code", 7))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    Message message = received("events");
    assertThat(message.body()).isEqualTo("{\"a\":1}");
    assertThat(message.messageAttributes().get("Code").dataType()).isEqualTo("Number");
    assertThat(
            external
                .deliver(ARN + "gone", new byte[0], Map.of())
                .toCompletableFuture()
                .handle((done, failure) -> ((CompletionException) failure).getCause())
                .get(20, TimeUnit.SECONDS))
        .hasMessageContaining("The specified queue does not exist");
  }
}
