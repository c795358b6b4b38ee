package dev.wsemulator.internal.source.queue;

import dev.wsemulator.internal.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event that a function gets for a batch of messages.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with
 *     Amazon SQS: example event</a>
 */
final class QueueEvent {
  private final String queueArn;
  private final String region;

  QueueEvent(String queueArn) {
    this.queueArn = queueArn;
    this.region = queueArn.split(":", 6)[3];
  }

  /** Returns the event of a batch. */
  byte[] of(List<QueueMessage> batch) {
    List<Map<String, @Nullable Object>> records = batch.stream().map(this::record).toList();
    return JsonText.of(Map.of("Records", records)).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the record of a message, as maps. */
  Map<String, @Nullable Object> record(QueueMessage message) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("messageId", message.ids().message());
    record.put("receiptHandle", message.ids().receipt());
    record.put("body", message.body());
    record.put("attributes", message.system());
    Map<String, Object> attributes = new LinkedHashMap<>();
    message.attributes().forEach((name, value) -> attributes.put(name, attribute(value)));
    record.put("messageAttributes", attributes);
    message
        .digests()
        .attributes()
        .ifPresent(digest -> record.put("md5OfMessageAttributes", digest));
    record.put("md5OfBody", message.digests().body());
    record.put("eventSource", "aws:sqs");
    record.put("eventSourceARN", queueArn);
    record.put("awsRegion", region);
    return record;
  }

  private static Map<String, Object> attribute(QueueMessage.Attribute value) {
    Map<String, Object> attribute = new LinkedHashMap<>();
    if (value.text() != null) {
      attribute.put("stringValue", value.text());
    }
    if (value.binary() != null) {
      attribute.put("binaryValue", value.binary());
    }
    attribute.put("stringListValues", List.of());
    attribute.put("binaryListValues", List.of());
    attribute.put("dataType", value.type());
    return attribute;
  }
}
