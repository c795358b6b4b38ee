package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Queues and messages are there again, as the last answered call has left them. */
class KeptQueuesTest extends KeptServices {
  @Test
  void messagesAreThereWithTheirAttributesTheirCountsAndTheirTimes() throws IOException {
    SqsClient sqs = now.sqs();
    String url = url("work");
    sendWithAttribute(sqs, url);
    sqs.sendMessage(send -> send.queueUrl(url).messageBody("late").delaySeconds(90));
    sqs.sendMessage(send -> send.queueUrl(url).messageBody("done"));
    List<Message> received =
        sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages();
    received.stream()
        .filter(one -> one.body().equals("done"))
        .forEach(one -> sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(one.receiptHandle())));

    crash();

    assertThat(now.sqs().receiveMessage(r -> r.queueUrl(url("work"))).messages()).isEmpty();
    time.advance(Duration.ofSeconds(61));
    Message message =
        now.sqs()
            .receiveMessage(
                r ->
                    r.queueUrl(url("work"))
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages()
            .get(0);
    assertThat(message.body()).isEqualTo("grüße\n€");
    assertThat(message.messageAttributes().get("room").stringValue()).isEqualTo("lobby");
    assertThat(message.attributes())
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2");
    time.advance(Duration.ofSeconds(30));
    assertThat(now.sqs().receiveMessage(r -> r.queueUrl(url("work"))).messages())
        .extracting(Message::body)
        .containsExactly("late");
  }

  private static void sendWithAttribute(SqsClient sqs, String url) {
    sqs.sendMessage(
        send ->
            send.queueUrl(url)
                .messageBody("grüße\n€")
                .messageAttributes(
                    Map.of(
                        "room",
                        MessageAttributeValue.builder()
                            .dataType("String")
                            .stringValue("lobby")
                            .build())));
  }

  @Test
  void aQueueOfCallsIsThereUntilItIsDeletedAndFifoQueuesKeepTheirOrder() throws IOException {
    now.sqs()
        .createQueue(
            queue ->
                queue
                    .queueName("mine.fifo")
                    .attributes(
                        Map.of(
                            QueueAttributeName.FIFO_QUEUE,
                            "true",
                            QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
                            "true"))
                    .tags(Map.of("team", "chat")));
    for (String body : List.of("1", "2", "1", "3")) {
      send("mine.fifo", body);
    }
    now.sqs().receiveMessage(r -> r.queueUrl(url("mine.fifo")));

    crash();

    send("mine.fifo", "3");
    assertThat(now.sqs().listQueueTags(r -> r.queueUrl(url("mine.fifo"))).tags())
        .containsEntry("team", "chat");
    assertThat(now.sqs().receiveMessage(r -> r.queueUrl(url("mine.fifo"))).messages()).isEmpty();
    time.advance(Duration.ofSeconds(31));
    assertThat(
            now.sqs()
                .receiveMessage(r -> r.queueUrl(url("mine.fifo")).maxNumberOfMessages(10))
                .messages())
        .extracting(Message::body)
        .containsExactly("1", "2", "3");
    now.sqs().deleteQueue(r -> r.queueUrl(url("mine.fifo")));
    crash();
    assertThat(now.sqs().listQueues().queueUrls()).hasSize(1);
  }

  private void send(String queue, String body) {
    now.sqs().sendMessage(send -> send.queueUrl(url(queue)).messageBody(body).messageGroupId("g"));
  }

  private String url(String queue) {
    return now.sqs().getQueueUrl(r -> r.queueName(queue)).queueUrl();
  }
}
