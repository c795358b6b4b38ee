package dev.wsemulator.internal.aws.sns;

import dev.wsemulator.internal.aws.service.TargetMessage.Attribute;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that was published. Immutable.
 *
 * @param id its id
 * @param subject its subject, if it has one
 * @param body its text, or a JSON object with a text for each protocol
 * @param isStructured whether it has a text for each protocol
 * @param attributes its attributes
 * @param fifo what a FIFO topic has of it
 */
record TopicMessage(
    String id,
    @Nullable String subject,
    String body,
    boolean isStructured,
    Map<String, Attribute> attributes,
    @Nullable Fifo fifo) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String SIGNATURE = "RVhBTVBMRQ=="; // nobody can verify it here

  TopicMessage {
    attributes = new LinkedHashMap<>(attributes);
  }

  /**
   * What a message of a FIFO topic has.
   *
   * @param group its message group
   * @param deduplicationId what it is recognized by
   * @param sequence its sequence number
   */
  record Fifo(String group, String deduplicationId, String sequence) {}

  /**
   * Where a copy of it goes.
   *
   * @param topicArn the topic
   * @param subscriptionArn the subscription
   * @param region the region
   * @param at when it was published
   */
  record Copy(String topicArn, String subscriptionArn, String region, Instant at) {
    private String certificate() {
      return "https://sns.%s.amazonaws.com/SimpleNotificationService-0000000000000000.pem"
          .formatted(region);
    }

    private String unsubscribe() {
      return "https://sns.%s.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=%s"
          .formatted(region, subscriptionArn);
    }
  }

  /** Returns the text for a protocol. */
  String text(String protocol) {
    if (!isStructured) {
      return body;
    }
    Optional<Json> texts = Json.parse(body.getBytes(StandardCharsets.UTF_8));
    return texts
        .flatMap(json -> json.child(protocol).or(() -> json.child("default")))
        .flatMap(Json::string)
        .orElse("");
  }

  /**
   * Returns the event of a function.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">Invoking Lambda
   *     functions with Amazon SNS notifications</a>
   */
  String event(Copy copy) {
    JsonText event =
        new JsonText()
            .open()
            .name("Records")
            .raw("[")
            .raw(
                new JsonText()
                    .open()
                    .string("EventSource", "aws:sns")
                    .string("EventVersion", "1.0")
                    .string("EventSubscriptionArn", copy.subscriptionArn())
                    .name("Sns")
                    .raw(notification(copy))
                    .close()
                    .toString())
            .raw("]");
    return event.close().toString();
  }

  private String notification(Copy copy) {
    JsonText text =
        new JsonText()
            .open()
            .string("Type", "Notification")
            .string("MessageId", id)
            .string("TopicArn", copy.topicArn())
            .name("Subject")
            .raw(subject == null ? "null" : JsonText.quoted(subject))
            .string("Message", text("lambda"))
            .string("Timestamp", TIME.format(copy.at()))
            .string("SignatureVersion", "1")
            .string("Signature", SIGNATURE)
            .string("SigningCertUrl", copy.certificate())
            .string("UnsubscribeUrl", copy.unsubscribe())
            .name("MessageAttributes");
    return withAttributes(text).close().toString();
  }

  /**
   * Returns the body of a queue's message.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">Message
   *     and JSON formats</a>
   */
  String envelope(Copy copy) {
    JsonText text = new JsonText().open().string("Type", "Notification").string("MessageId", id);
    if (fifo != null) {
      text.string("SequenceNumber", fifo.sequence());
    }
    text.string("TopicArn", copy.topicArn());
    if (subject != null) {
      text.string("Subject", subject);
    }
    text.string("Message", text("sqs")).string("Timestamp", TIME.format(copy.at()));
    if (fifo == null) {
      text.string("SignatureVersion", "1")
          .string("Signature", SIGNATURE)
          .string("SigningCertURL", copy.certificate());
    }
    text.string("UnsubscribeURL", copy.unsubscribe());
    if (!attributes.isEmpty()) {
      withAttributes(text.name("MessageAttributes"));
    }
    return text.close().toString();
  }

  private JsonText withAttributes(JsonText text) {
    text.open();
    attributes.forEach(
        (name, attribute) ->
            text.name(name)
                .open()
                .string("Type", attribute.type())
                .string("Value", attribute.value())
                .close());
    return text.close();
  }
}
