package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.sqs.Waiting.Received;
import dev.wsemulator.internal.aws.sqs.protocol.Digest;
import dev.wsemulator.internal.aws.sqs.protocol.MessageAttribute;
import dev.wsemulator.internal.aws.sqs.protocol.Params;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** The calls about messages, one by one. Thread-safe. */
final class MessageCalls {
  private static final int LONGEST_VISIBILITY = 43_200;

  private final TimeSource time;

  MessageCalls(TimeSource time) {
    this.time = time;
  }

  Map<String, Object> send(MessageQueue queue, Params params) {
    StoredMessage message = new Outgoing(queue, time.now()).read(params);
    return sent(queue.send(List.of(message)).get(0), message);
  }

  /**
   * Returns the answer to a message that was sent.
   *
   * @param kept the message in the queue, which may have come before
   * @param given the message that was sent now
   */
  static Map<String, Object> sent(StoredMessage kept, StoredMessage given) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("MD5OfMessageBody", given.content.digest());
    if (!given.content.attributes().isEmpty()) {
      answer.put("MD5OfMessageAttributes", Digest.of(given.content.attributes()));
    }
    String header = given.system.get("AWSTraceHeader");
    if (header != null) {
      Map<String, MessageAttribute> system =
          Map.of("AWSTraceHeader", new MessageAttribute("String", header, null));
      answer.put("MD5OfMessageSystemAttributes", Digest.of(system));
    }
    answer.put("MessageId", kept.id);
    if (kept.system.containsKey("MessageDeduplicationId")) {
      answer.put("SequenceNumber", kept.sequenceNumber());
    }
    return answer;
  }

  /** Receives; the answer may take as long as the caller wants to wait. */
  CompletableFuture<Map<String, Object>> receive(MessageQueue queue, Params params) {
    int most = params.number("MaxNumberOfMessages", 1, 10).orElse(1);
    Optional<Duration> visibility =
        seconds(params.number("VisibilityTimeout", 0, LONGEST_VISIBILITY));
    Duration wait =
        seconds(params.number("WaitTimeSeconds", 0, 20))
            .orElseGet(() -> queue.attributes().seconds(QueueAttributes.WAIT));
    Shown shown = Shown.of(params);
    CompletableFuture<List<Received>> messages = queue.receive(most, visibility, Optional.of(wait));
    CompletableFuture<Map<String, Object>> answer =
        messages.thenApply(
            received ->
                received.isEmpty()
                    ? Map.of()
                    : Map.of("Messages", received.stream().map(shown::message).toList()));
    answer.whenComplete(
        (done, failure) -> {
          if (failure != null) { // the caller is gone
            queue.giveUp(messages);
          }
        });
    return answer;
  }

  private static Optional<Duration> seconds(OptionalInt number) {
    return number.isPresent()
        ? Optional.of(Duration.ofSeconds(number.getAsInt()))
        : Optional.empty();
  }

  Map<String, Object> delete(MessageQueue queue, Params params) {
    queue.delete(params.required("ReceiptHandle"));
    return Map.of();
  }

  Map<String, Object> changeVisibility(MessageQueue queue, Params params) {
    String handle = params.required("ReceiptHandle");
    params.required("VisibilityTimeout");
    int seconds = params.number("VisibilityTimeout", 0, LONGEST_VISIBILITY).orElse(0);
    queue.changeVisibility(handle, Duration.ofSeconds(seconds));
    return Map.of();
  }
}
