package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.lambda.FunctionInvoker;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Reads the queue of one notification on its own thread: invokes the function for each message,
 * then deletes it.
 */
final class QueueReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueueReader.class);
  private static final int WAIT_SECONDS = 1;
  private static final int STOP_MILLIS = 2_000;
  private static final int PAUSE_MILLIS = 500;

  private final SqsClient sqs;
  private final String queueUrl;
  private final String functionName;
  private final FunctionInvoker functions;
  private final Thread thread;
  private volatile boolean stopped;

  QueueReader(SqsClient sqs, String queueUrl, String functionName, FunctionInvoker functions) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.functionName = functionName;
    this.functions = functions;
    thread = new Thread(this::run, "wsemulator-s3-events-" + functionName);
    thread.setDaemon(true);
  }

  void start() {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  /** Makes the thread end soon, without waiting for it. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Waits for the thread to end and deletes the queue. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(STOP_MILLIS);
      sqs.deleteQueue(request -> request.queueUrl(queueUrl));
    } catch (SdkException e) {
      LOG.warn("The queue {} is left behind: {}", queueUrl, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopped) {
      try {
        sqs.receiveMessage(
                request ->
                    request
                        .queueUrl(queueUrl)
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(WAIT_SECONDS))
            .messages()
            .forEach(this::handOver);
      } catch (SdkException e) {
        if (!stopped) {
          LOG.warn("Events for the function {} cannot be read: {}", functionName, e.toString());
          pause();
        }
      }
    }
  }

  private void handOver(Message message) {
    byte[] event = message.body().getBytes(StandardCharsets.UTF_8);
    if (hasRecords(event)) {
      functions.invokeAsync(functionName, event);
    }
    sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
  }

  /**
   * Returns whether it is an event; S3 also sends a test message when a notification is configured.
   */
  private static boolean hasRecords(byte[] message) {
    try {
      return AwsJson.read(message).containsKey("Records");
    } catch (IllegalArgumentException e) {
      LOG.warn("A message that is not an event was in the queue of a bucket notification.");
      return false;
    }
  }

  private synchronized void pause() {
    try {
      if (!stopped) {
        wait(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      stopped = true;
    }
  }
}
