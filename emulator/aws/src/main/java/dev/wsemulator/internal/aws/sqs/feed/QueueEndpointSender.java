package dev.wsemulator.internal.aws.sqs.feed;

import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.service.TargetMessage.Attribute;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * Sends to queues at an endpoint what embedded services have for them. One thread makes all calls,
 * because they block, and in their order; it ends when there is nothing to send. Thread-safe.
 */
final class QueueEndpointSender implements AutoCloseable {
  private static final int IDLE_SECONDS = 5;
  private static final int STOP_SECONDS = 2;

  private final SqsClient sqs;
  private final Map<String, String> urls = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor thread;

  QueueEndpointSender(SqsClient sqs) {
    this.sqs = sqs;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            QueueEndpointSender::thread);
    thread.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "wsemulator-queue-sender");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Sends a message.
   *
   * @return completes when the queue has it, and exceptionally, with the reason, if it has not
   */
  CompletionStage<Void> send(String queueName, TargetMessage message) {
    try {
      return CompletableFuture.runAsync(() -> call(queueName, message), thread);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("The emulator ends, and sends nothing any more.", e));
    }
  }

  private void call(String queueName, TargetMessage message) {
    try {
      String url =
          urls.computeIfAbsent(
              queueName, name -> sqs.getQueueUrl(one -> one.queueName(name)).queueUrl());
      sqs.sendMessage(request(url, message));
    } catch (SdkException e) {
      urls.remove(queueName); // it may be created anew
      throw e;
    }
  }

  private static SendMessageRequest request(String url, TargetMessage message) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    message.attributes().forEach((name, value) -> attributes.put(name, attribute(value)));
    Map<String, String> system = message.system();
    SendMessageRequest.Builder request =
        SendMessageRequest.builder()
            .queueUrl(url)
            .messageBody(message.body())
            .messageAttributes(attributes)
            .messageGroupId(system.get("MessageGroupId"))
            .messageDeduplicationId(system.get("MessageDeduplicationId"));
    String trace = system.get("AWSTraceHeader");
    if (trace != null) {
      request.messageSystemAttributes(
          Map.of(
              MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
              MessageSystemAttributeValue.builder().dataType("String").stringValue(trace).build()));
    }
    return request.build();
  }

  private static MessageAttributeValue attribute(Attribute attribute) {
    MessageAttributeValue.Builder value =
        MessageAttributeValue.builder().dataType(attribute.type());
    return attribute.type().startsWith("Binary")
        ? value
            .binaryValue(SdkBytes.fromByteArray(Base64.getDecoder().decode(attribute.value())))
            .build()
        : value.stringValue(attribute.value()).build();
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
