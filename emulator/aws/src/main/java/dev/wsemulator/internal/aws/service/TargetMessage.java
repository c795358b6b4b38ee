package dev.wsemulator.internal.aws.service;

import java.util.Map;

/**
 * A message on its way to a queue, a topic, an event bus or a function. Immutable.
 *
 * @param body its text, or the event of a function as JSON
 * @param attributes its message attributes
 * @param system what SQS and SNS name beside it: {@code MessageGroupId}, {@code
 *     MessageDeduplicationId}, {@code AWSTraceHeader}
 */
public record TargetMessage(
    String body, Map<String, Attribute> attributes, Map<String, String> system) {
  /** Copies the maps. */
  public TargetMessage {
    attributes = Map.copyOf(attributes);
    system = Map.copyOf(system);
  }

  /** Returns a message without attributes. */
  public static TargetMessage of(String body) {
    return new TargetMessage(body, Map.of(), Map.of());
  }

  /**
   * A message attribute.
   *
   * @param type for example {@code String} or {@code Number}
   * @param value its value; bytes as Base64
   */
  public record Attribute(String type, String value) {}
}
