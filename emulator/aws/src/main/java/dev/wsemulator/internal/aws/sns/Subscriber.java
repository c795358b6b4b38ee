package dev.wsemulator.internal.aws.sns;

import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.internal.aws.service.TargetMessage.Attribute;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.source.EventPattern;
import dev.wsemulator.internal.source.InvalidPatternException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of a topic. Immutable.
 *
 * @param arn its ARN
 * @param topicArn its topic
 * @param protocol for example {@code lambda}
 * @param endpoint where it leads
 * @param attributes as {@code SetSubscriptionAttributes} names them
 * @param filter what it wants, if it does not want everything
 * @see <a
 *     href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">Filter
 *     policies</a>
 */
record Subscriber(
    String arn,
    String topicArn,
    String protocol,
    String endpoint,
    Map<String, String> attributes,
    @Nullable EventPattern filter) {
  private static final String POLICY = "FilterPolicy";

  Subscriber {
    attributes = Map.copyOf(attributes);
  }

  /** Returns a new subscription of a topic, or refuses its filter policy. */
  static Subscriber of(
      String topicArn, String protocol, String endpoint, Map<String, String> attributes) {
    String arn = topicArn + ":" + UUID.randomUUID();
    return new Subscriber(arn, topicArn, protocol, endpoint, Map.of(), null).with(attributes);
  }

  private Subscriber with(Map<String, String> given) {
    Map<String, String> all = new LinkedHashMap<>(given);
    all.values().removeIf(String::isEmpty);
    return new Subscriber(arn, topicArn, protocol, endpoint, all, filter(all.get(POLICY)));
  }

  private static @Nullable EventPattern filter(@Nullable String policy) {
    try {
      return policy == null || policy.equals("{}") ? null : EventPattern.parse(policy);
    } catch (InvalidPatternException e) {
      throw new ServiceError(
          400, "InvalidParameter", "Invalid parameter: FilterPolicy: " + e.getMessage());
    }
  }

  /** Returns it with another attribute. */
  Subscriber with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(attributes);
    changed.put(name, value);
    return with(changed);
  }

  boolean isRaw() {
    return "true".equalsIgnoreCase(attributes.get("RawMessageDelivery"));
  }

  /** Returns whether somebody is there who gets messages. */
  boolean isReached() {
    return protocol.equals("lambda") || protocol.equals("sqs");
  }

  /** Returns the ARN of the queue that gets what could not be delivered. */
  Optional<String> deadLetters() {
    return Optional.ofNullable(attributes.get("RedrivePolicy"))
        .flatMap(policy -> Json.parse(policy.getBytes(StandardCharsets.UTF_8)))
        .flatMap(policy -> policy.child("deadLetterTargetArn"))
        .flatMap(Json::string);
  }

  /** Returns whether it wants a message. */
  boolean wants(TopicMessage message) {
    if (filter == null) {
      return true;
    }
    boolean isOfBody = "MessageBody".equals(attributes.get("FilterPolicyScope"));
    String values = isOfBody ? message.text(protocol) : values(message.attributes());
    return Json.parse(values.getBytes(StandardCharsets.UTF_8))
        .filter(Json::isObject)
        .filter(filter::matches)
        .isPresent();
  }

  /** Returns attributes as an object, in which a number is one, and an array is one. */
  private static String values(Map<String, Attribute> attributes) {
    JsonText object = new JsonText().open();
    attributes.forEach(
        (name, attribute) -> {
          boolean isValue =
              attribute.type().startsWith("Number")
                  || attribute.type().equals("String.Array") && isArray(attribute.value());
          if (!attribute.type().startsWith("Binary")) {
            object.name(name).raw(isValue ? attribute.value() : JsonText.quoted(attribute.value()));
          }
        });
    return object.close().toString();
  }

  private static boolean isArray(String value) {
    return value.strip().startsWith("[")
        && Json.parse(value.getBytes(StandardCharsets.UTF_8)).isPresent();
  }
}
