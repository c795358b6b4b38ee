package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.sqs.Waiting.Received;
import dev.wsemulator.internal.aws.sqs.protocol.Digest;
import dev.wsemulator.internal.aws.sqs.protocol.MessageAttribute;
import dev.wsemulator.internal.aws.sqs.protocol.Params;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call wants to see of the messages that it receives. Immutable.
 *
 * @param system the names of system attributes, or {@code All}
 * @param own the names of message attributes, some with {@code .*} behind a prefix
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html">ReceiveMessage</a>
 */
record Shown(List<String> system, List<String> own) {

  static Shown of(Params params) {
    List<String> system = new ArrayList<>(params.list("AttributeNames"));
    system.addAll(params.list("MessageSystemAttributeNames"));
    return new Shown(system, params.list("MessageAttributeNames"));
  }

  /** Returns a message as the JSON protocol shows it. */
  Map<String, Object> message(Received received) {
    StoredMessage message = received.message();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("MessageId", message.id);
    shown.put("ReceiptHandle", received.handle());
    shown.put("MD5OfBody", message.content.digest());
    shown.put("Body", message.content.body());
    Map<String, String> attributes = new LinkedHashMap<>();
    received
        .system()
        .forEach(
            (name, value) -> {
              if (system.contains("All") || system.contains(name)) {
                attributes.put(name, value);
              }
            });
    if (!attributes.isEmpty()) {
      shown.put("Attributes", attributes);
    }
    addOwn(message.content.attributes(), shown);
    return shown;
  }

  private void addOwn(Map<String, MessageAttribute> all, Map<String, Object> shown) {
    Map<String, MessageAttribute> wanted = new LinkedHashMap<>();
    Map<String, Object> texts = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          if (isWanted(name)) {
            wanted.put(name, value);
            texts.put(name, value.shown());
          }
        });
    if (!wanted.isEmpty()) {
      shown.put("MD5OfMessageAttributes", Digest.of(wanted));
      shown.put("MessageAttributes", texts);
    }
  }

  private boolean isWanted(String name) {
    return own.stream()
        .anyMatch(
            one ->
                one.equals("All")
                    || one.equals(name)
                    || one.endsWith(".*") && name.startsWith(one.substring(0, one.length() - 2)));
  }
}
