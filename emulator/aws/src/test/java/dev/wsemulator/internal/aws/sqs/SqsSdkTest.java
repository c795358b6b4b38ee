package dev.wsemulator.internal.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.internal.aws.service.AwsClients;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The calls of an SDK that speaks the JSON protocol and checks digests. */
class SqsSdkTest {
  private static final Stack STACK =
      Stack.builder()
          .queues(
              List.of(
                  new Queue("work", Map.of()),
                  new Queue(
                      "order.fifo",
                      Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true"))))
          .build();

  private final SqsContext context = SqsContext.of(STACK);
  private final AwsEnvironment aws = AwsEnvironment.embedded();
  private AwsClients clients;
  private SqsClient sqs;
  private String url;

  @BeforeEach
  void start() {
    aws.start(context);
    clients = new AwsClients(aws.endpoint("sqs"), "us-east-1", aws.accessKey());
    sqs = clients.open(SqsClient.builder());
    url = sqs.getQueueUrl(r -> r.queueName("work")).queueUrl();
  }

  @AfterEach
  void stop() {
    clients.close();
    aws.close();
  }

  @Test
  void urlsHaveTheAddressOfTheCallAndThoseOfAwsMeanTheSameQueue() {
    assertThat(url).isEqualTo(aws.endpoint("sqs") + "/123456789012/work");

    sqs.sendMessage(
        r ->
            r.queueUrl("https://sqs.us-east-1.amazonaws.com/123456789012/work")
                .messageBody("hello"));

    assertThat(receive(url)).extracting(Message::body).containsExactly("hello");
  }

  @Test
  void aMessageComesWithItsAttributes() {
    SendMessageResponse sent =
        sqs.sendMessage(
            r ->
                r.queueUrl(url)
                    .messageBody("grüße €")
                    .messageAttributes(
                        Map.of(
                            "room", text("String", "lobby"),
                            "size", text("Number.int", "7"),
                            "photo",
                                MessageAttributeValue.builder()
                                    .dataType("Binary")
                                    .binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1, 7}))
                                    .build())));

    Message message = receive(url).get(0);

    assertThat(message.messageId()).isEqualTo(sent.messageId());
    assertThat(message.md5OfBody()).isEqualTo(sent.md5OfMessageBody());
    assertThat(message.md5OfMessageAttributes()).isEqualTo(sent.md5OfMessageAttributes());
    assertThat(message.messageAttributes().get("photo").binaryValue().asByteArray())
        .containsExactly(0, -1, 7);
    assertThat(message.messageAttributes().get("room").stringValue()).isEqualTo("lobby");
    assertThat(message.attributes())
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")
        .containsEntry(
            MessageSystemAttributeName.SENT_TIMESTAMP,
            String.valueOf(context.clock().now().toEpochMilli()))
        .containsKey(MessageSystemAttributeName.SENDER_ID);
  }

  @Test
  void onlyWhatIsAskedForIsShown() {
    sqs.sendMessage(
        r ->
            r.queueUrl(url)
                .messageBody("a")
                .messageAttributes(
                    Map.of("app.room", text("String", "x"), "other", text("String", "y"))));

    Message message =
        sqs.receiveMessage(r -> r.queueUrl(url).messageAttributeNames("app.*")).messages().get(0);

    assertThat(message.messageAttributes()).containsOnlyKeys("app.room");
    assertThat(message.attributes()).isEmpty();
  }

  @Test
  void everyEntryOfABatchHasAnAnswerOfItsOwn() {
    var answer =
        sqs.sendMessageBatch(
            r ->
                r.queueUrl(url)
                    .entries(
                        SendMessageBatchRequestEntry.builder().id("ok").messageBody("a").build(),
                        SendMessageBatchRequestEntry.builder()
                            .id("bad")
                            .messageBody("b")
                            .delaySeconds(901)
                            .build()));

    assertThat(answer.successful()).extracting("id").containsExactly("ok");
    assertThat(answer.failed())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.id()).isEqualTo("bad");
              assertThat(one.code()).isEqualTo("InvalidParameterValue");
              assertThat(one.senderFault()).isTrue();
            });
  }

  @Test
  void aFifoQueueNumbersItsMessagesAndRemovesDuplicates() {
    String fifo = sqs.getQueueUrl(r -> r.queueName("order.fifo")).queueUrl();
    SendMessageResponse first =
        sqs.sendMessage(r -> r.queueUrl(fifo).messageBody("a").messageGroupId("g"));
    SendMessageResponse again =
        sqs.sendMessage(r -> r.queueUrl(fifo).messageBody("a").messageGroupId("g"));

    assertThat(again.sequenceNumber()).isEqualTo(first.sequenceNumber());
    Message message = receive(fifo).get(0);
    assertThat(message.attributes())
        .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "g")
        .containsEntry(MessageSystemAttributeName.SEQUENCE_NUMBER, first.sequenceNumber())
        .containsKey(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID);
    assertThat(receive(fifo)).isEmpty();
  }

  @Test
  void aCallWaitsForAMessage() throws Exception {
    var waiting =
        CompletableFuture.supplyAsync(
            () -> sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20)).messages());
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("late"));
    assertThat(waiting.get(20, TimeUnit.SECONDS)).extracting(Message::body).containsExactly("late");
  }

  @Test
  void whatHasFailedIsInTheDeadLetterQueueAndCanBeMovedBack() {
    String dead = sqs.createQueue(r -> r.queueName("dead")).queueUrl();
    sqs.setQueueAttributes(
        r ->
            r.queueUrl(url)
                .attributes(
                    Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":1}"
                            .formatted(arn(dead)))));
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("poison"));
    assertThat(receive(url)).hasSize(1);
    context.time().advance(Duration.ofSeconds(30));
    assertThat(receive(url)).isEmpty();

    Message message = receive(dead).get(0);
    assertThat(message.attributesAsStrings())
        .containsEntry("DeadLetterQueueSourceArn", arn(url))
        .containsEntry("ApproximateReceiveCount", "2");
    assertThat(sqs.listDeadLetterSourceQueues(r -> r.queueUrl(dead)).queueUrls())
        .containsExactly(url);

    context.time().advance(Duration.ofSeconds(30));
    sqs.startMessageMoveTask(r -> r.sourceArn(arn(dead)));
    assertThat(receive(url)).extracting(Message::body).containsExactly("poison");
  }

  private String arn(String queueUrl) {
    return sqs.getQueueAttributes(
            r -> r.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
        .attributes()
        .get(QueueAttributeName.QUEUE_ARN);
  }

  @Test
  void aMessageThatNobodyTakesExpiresAndIsNoted() {
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("old"));
    context.time().advance(Duration.ofDays(4).plusMillis(1));

    assertThat(receive(url)).isEmpty();

    assertThat(context.journal().entries())
        .singleElement()
        .isInstanceOfSatisfying(
            SourceEntry.EventsDropped.class,
            one -> {
              assertThat(one.why().code()).isEqualTo("message-expired");
              assertThat(one.source()).isEqualTo(arn(url));
              assertThat(one.count()).isOne();
            });
  }

  @Test
  void queuesAreCreatedListedTaggedAndDeleted() {
    String made =
        sqs.createQueue(
                r ->
                    r.queueName("made")
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "5"))
                        .tags(Map.of("team", "chat")))
            .queueUrl();

    assertThat(sqs.listQueues().queueUrls())
        .extracting(one -> one.substring(one.lastIndexOf('/') + 1))
        .containsExactly("made", "order.fifo", "work");
    assertThat(sqs.listQueueTags(r -> r.queueUrl(made)).tags()).containsEntry("team", "chat");
    assertThat(
            sqs.getQueueAttributes(r -> r.queueUrl(made).attributeNames(QueueAttributeName.ALL))
                .attributesAsStrings())
        .containsEntry("VisibilityTimeout", "5")
        .containsEntry("MaximumMessageSize", "1048576")
        .containsEntry("MessageRetentionPeriod", "345600")
        .containsEntry("ApproximateNumberOfMessages", "0")
        .doesNotContainKey("FifoQueue");

    sqs.deleteQueue(r -> r.queueUrl(made));
    assertThatThrownBy(() -> sqs.getQueueUrl(r -> r.queueName("made")))
        .isInstanceOf(QueueDoesNotExistException.class);
    assertThatThrownBy(() -> sqs.createQueue(r -> r.queueName("made")))
        .hasMessageContaining("You must wait 60 seconds");
    context.time().advance(Duration.ofSeconds(60));
    sqs.createQueue(r -> r.queueName("made"));
  }

  @Test
  void errorsHaveTheCodesAndWordsOfAws() {
    assertError(
        "AWS.SimpleQueueService.NonExistentQueue",
        "The specified queue does not exist.",
        () -> sqs.sendMessage(r -> r.queueUrl(url + "-not").messageBody("a")));
    assertError(
        "MissingParameter",
        "The request must contain the parameter MessageGroupId.",
        () -> sqs.sendMessage(r -> r.queueUrl(url.replace("work", "order.fifo")).messageBody("a")));
    assertError(
        "QueueAlreadyExists",
        "A queue already exists with the same name and a different value for attribute VisibilityTimeout",
        () ->
            sqs.createQueue(
                r ->
                    r.queueName("work")
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "31"))));
    assertError(
        "InvalidParameterValue",
        "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.",
        () -> sqs.sendMessage(r -> r.queueUrl(url).messageBody("x".repeat(1_048_577))));
    assertError(
        "ReceiptHandleIsInvalid",
        "The input receipt handle \"x\" is not a valid receipt handle.",
        () -> sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle("x")));
    assertError(
        "InvalidMessageContents",
        "Invalid binary character was found in the message body",
        () -> sqs.sendMessage(r -> r.queueUrl(url).messageBody("\u0000")));
    assertError(
        "AWS.SimpleQueueService.EmptyBatchRequest",
        "There should be at least one SendMessageBatchRequestEntry in the request.",
        () -> sqs.sendMessageBatch(r -> r.queueUrl(url).entries(List.of())));
  }

  @ParameterizedTest
  @CsvSource({"VisibilityTimeout,43201", "DelaySeconds,-1", "MessageRetentionPeriod,59"})
  void attributesOutOfBoundsAreRefused(String name, String value) {
    assertError(
        "InvalidAttributeValue",
        "Invalid value for the parameter " + name + ".",
        () ->
            sqs.setQueueAttributes(
                r -> r.queueUrl(url).attributesWithStrings(Map.of(name, value))));
  }

  private static void assertError(String code, String message, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            SqsException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.awsErrorDetails().errorMessage()).startsWith(message);
            });
  }

  private static MessageAttributeValue text(String type, String value) {
    return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
  }

  private List<Message> receive(String from) {
    return sqs.receiveMessage(
            r ->
                r.queueUrl(from)
                    .maxNumberOfMessages(10)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }
}
