package dev.wsemulator.internal.aws.sqs.feed;

import dev.wsemulator.internal.source.queue.MessageFeed;
import dev.wsemulator.internal.source.queue.QueueMessage;
import dev.wsemulator.internal.source.queue.QueueMessage.Attribute;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * A queue at an endpoint, for a function. One thread makes all calls, because they block.
 * Thread-safe.
 */
final class QueueEndpointFeed implements MessageFeed {
  private static final Logger LOG = LoggerFactory.getLogger(QueueEndpointFeed.class);

  /** Short, so that what is done is deleted soon. */
  private static final int WAIT_SECONDS = 1;

  /** The longest visibility timeout. */
  private static final int MOST_SECONDS = 43_200;

  private static final int PAUSE_MILLIS = 500;
  private static final int STOP_MILLIS = 2_000;

  private final SqsClient sqs;
  private final String queueUrl;
  private final LinkedBlockingDeque<Runnable> calls = new LinkedBlockingDeque<>();
  private final Thread thread;
  private volatile boolean isStopped;

  QueueEndpointFeed(SqsClient sqs, String queueUrl, String functionName) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.thread = new Thread(this::run, "wsemulator-queue-" + functionName);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!isStopped || !calls.isEmpty()) {
      try {
        Runnable call = calls.poll(1, TimeUnit.SECONDS);
        if (call != null) {
          call.run();
        }
      } catch (SdkException e) {
        if (!isStopped) {
          LOG.warn("The queue {} does not answer: {}", queueUrl, e.toString());
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public CompletionStage<List<QueueMessage>> receive(int most, Optional<Duration> wait) {
    CompletableFuture<List<QueueMessage>> answer = new CompletableFuture<>();
    long end =
        wait.map(length -> TimeSource.system().nanos() + length.toNanos()).orElse(Long.MAX_VALUE);
    calls.add(() -> receive(most, new Wish(answer, wait.isPresent(), end)));
    return answer;
  }

  /** What is waited for, and until when. */
  private record Wish(CompletableFuture<List<QueueMessage>> answer, boolean hasEnd, long end) {
    boolean isOver() {
      return hasEnd && TimeSource.system().nanos() - end >= 0;
    }
  }

  private void receive(int most, Wish wish) {
    List<QueueMessage> messages = List.of();
    if (!isStopped) {
      try {
        messages = received(most);
      } catch (SdkException e) {
        LOG.warn("The queue {} cannot be read: {}", queueUrl, e.toString());
        pause();
      }
    }
    if (!messages.isEmpty() || isStopped || wish.isOver()) {
      wish.answer().complete(messages);
    } else {
      calls.add(() -> receive(most, wish)); // behind what is to be deleted
    }
  }

  private List<QueueMessage> received(int most) {
    ReceiveMessageRequest request =
        ReceiveMessageRequest.builder()
            .queueUrl(queueUrl)
            .maxNumberOfMessages(most)
            .waitTimeSeconds(WAIT_SECONDS)
            .messageAttributeNames("All")
            .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
            .build();
    return sqs.receiveMessage(request).messages().stream().map(QueueEndpointFeed::message).toList();
  }

  private static QueueMessage message(Message message) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    message.messageAttributes().forEach((name, value) -> attributes.put(name, attribute(value)));
    return new QueueMessage(
        new QueueMessage.Ids(message.messageId(), message.receiptHandle()),
        message.body(),
        message.attributesAsStrings(),
        attributes,
        new QueueMessage.Digests(
            message.md5OfBody(), Optional.ofNullable(message.md5OfMessageAttributes())));
  }

  private static Attribute attribute(MessageAttributeValue value) {
    String binary =
        value.binaryValue() == null
            ? null
            : Base64.getEncoder().encodeToString(value.binaryValue().asByteArray());
    return new Attribute(value.dataType(), value.stringValue(), binary);
  }

  @Override
  public void delete(List<QueueMessage> messages) {
    for (QueueMessage message : messages) {
      calls.addFirst(
          () ->
              sqs.deleteMessage(
                  request -> request.queueUrl(queueUrl).receiptHandle(message.ids().receipt())));
    }
  }

  @Override
  public void release(List<QueueMessage> messages) {
    repeat(messages);
  }

  @Override
  public void repeat(List<QueueMessage> messages) {
    calls.addFirst(() -> messages.forEach(message -> hide(message, 0)));
  }

  @Override
  public void hide(List<QueueMessage> messages, Duration longer) {
    calls.addFirst(
        () -> {
          String own =
              sqs.getQueueAttributes(
                      request ->
                          request
                              .queueUrl(queueUrl)
                              .attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
                  .attributes()
                  .getOrDefault(QueueAttributeName.VISIBILITY_TIMEOUT, "30");
          long seconds = Math.min(longer.toSeconds() + Long.parseLong(own), MOST_SECONDS);
          messages.forEach(message -> hide(message, (int) seconds));
        });
  }

  private void hide(QueueMessage message, int seconds) {
    sqs.changeMessageVisibility(
        request ->
            request
                .queueUrl(queueUrl)
                .receiptHandle(message.ids().receipt())
                .visibilityTimeout(seconds));
  }

  private synchronized void pause() {
    try {
      if (!isStopped) {
        wait(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      isStopped = true;
      notifyAll();
    }
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
