package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.sqs.StoredMessage.Content;
import dev.wsemulator.internal.aws.sqs.StoredMessage.Times;
import dev.wsemulator.internal.aws.sqs.protocol.Digest;
import dev.wsemulator.internal.aws.sqs.protocol.MessageAttribute;
import dev.wsemulator.internal.aws.sqs.protocol.Params;
import dev.wsemulator.internal.aws.sqs.protocol.SqsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Reads messages that are sent, and checks them as SQS does.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 */
final class Outgoing {
  private static final String ID = "[\\x21-\\x7e]{1,128}";
  private static final String GROUP = "MessageGroupId";
  private static final String DEDUPLICATION = "MessageDeduplicationId";

  private final MessageQueue queue;
  private final QueueAttributes attributes;
  private final Instant now;

  Outgoing(MessageQueue queue, Instant now) {
    this.queue = queue;
    this.attributes = queue.attributes();
    this.now = now;
  }

  /** Returns a message, or throws the error that SQS has for it. */
  StoredMessage read(Params params) {
    String body = params.required("MessageBody");
    checkCharacters(body);
    Map<String, MessageAttribute> own = MessageAttribute.read(params.object("MessageAttributes"));
    checkSize(body, own);
    return new StoredMessage(
        UUID.randomUUID().toString(),
        new Content(body, own, Digest.of(body)),
        new Times(now, now.plus(delay(params))),
        system(params, body));
  }

  /** Returns how many bytes count. */
  static int size(StoredMessage message) {
    return size(message.content.body(), message.content.attributes());
  }

  private static int size(String body, Map<String, MessageAttribute> own) {
    int attributes =
        own.entrySet().stream().mapToInt(one -> one.getValue().size(one.getKey())).sum();
    return body.getBytes(StandardCharsets.UTF_8).length + attributes;
  }

  private void checkSize(String body, Map<String, MessageAttribute> own) {
    int most = attributes.number(QueueAttributes.MOST_BYTES);
    if (size(body, own) > most) {
      throw SqsException.parameter(
          "One or more parameters are invalid. Reason: Message must be shorter than %d bytes."
              .formatted(most));
    }
  }

  private static void checkCharacters(String body) {
    boolean isAllowed =
        body.codePoints()
            .allMatch(
                c ->
                    c == 9
                        || c == 10
                        || c == 13
                        || c >= 0x20 && c <= 0xD7FF
                        || c >= 0xE000 && c <= 0xFFFD
                        || c >= 0x10000);
    if (!isAllowed) {
      throw SqsException.contents();
    }
  }

  private Duration delay(Params params) {
    OptionalInt given = params.number("DelaySeconds");
    boolean isBad = given.isPresent() && (given.getAsInt() < 0 || given.getAsInt() > 900);
    if (isBad) {
      throw SqsException.parameter(
          "DelaySeconds", given.getAsInt(), "DelaySeconds must be >= 0 and <= 900.");
    }
    if (queue.name().isFifo() && given.isPresent() && given.getAsInt() != 0) {
      throw SqsException.parameter(
          "DelaySeconds",
          given.getAsInt(),
          "The request include parameter that is not valid for this queue type.");
    }
    return given.isPresent() && !queue.name().isFifo()
        ? Duration.ofSeconds(given.getAsInt())
        : attributes.seconds(QueueAttributes.DELAY);
  }

  private Map<String, String> system(Params params, String body) {
    Map<String, String> system = new LinkedHashMap<>();
    system.put("SenderId", Queues.SENDER);
    params
        .object("MessageSystemAttributes")
        .object("AWSTraceHeader")
        .text("StringValue")
        .ifPresent(header -> system.put("AWSTraceHeader", header));
    params.text(GROUP).ifPresent(group -> system.put(GROUP, checked(GROUP, group)));
    params
        .text(DEDUPLICATION)
        .ifPresent(id -> system.put(DEDUPLICATION, checked(DEDUPLICATION, id)));
    if (queue.name().isFifo()) {
      completeFifo(system, body);
    } else if (system.containsKey(DEDUPLICATION)) {
      throw SqsException.parameter(
          DEDUPLICATION,
          system.get(DEDUPLICATION),
          "The request include parameter that is not valid for this queue type.");
    }
    return system;
  }

  private static String checked(String name, String id) {
    if (!id.matches(ID)) {
      throw SqsException.parameter(
          name,
          id,
          "%s can only include alphanumeric and punctuation characters. 1 to 128 in length."
              .formatted(name));
    }
    return id;
  }

  private void completeFifo(Map<String, String> system, String body) {
    if (!system.containsKey(GROUP)) {
      throw SqsException.missing(GROUP);
    }
    if (!system.containsKey(DEDUPLICATION)) {
      if (!attributes.deduplicatesByContent()) {
        throw SqsException.parameter(
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
      }
      system.put(DEDUPLICATION, Digest.sha256(body));
    }
  }
}
