package dev.wsemulator.internal.source.queue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that has been received. Immutable.
 *
 * @param ids its ids
 * @param body its text
 * @param system what SQS says of it, such as {@code ApproximateReceiveCount}
 * @param attributes its own attributes
 * @param digests its MD5 digests
 */
public record QueueMessage(
    Ids ids,
    String body,
    Map<String, String> system,
    Map<String, Attribute> attributes,
    Digests digests) {

  /**
   * The ids of a message.
   *
   * @param message of the message
   * @param receipt of this receipt
   */
  public record Ids(String message, String receipt) {}

  /**
   * An attribute.
   *
   * @param type for example {@code String}
   * @param text its value as text
   * @param binary its value as bytes, in Base64
   */
  public record Attribute(String type, @Nullable String text, @Nullable String binary) {}

  /**
   * MD5 digests.
   *
   * @param body of the body
   * @param attributes of the attributes, if there are some
   */
  public record Digests(String body, Optional<String> attributes) {}

  /** Returns how often it has been received. */
  int attempt() {
    return Integer.parseInt(system.getOrDefault("ApproximateReceiveCount", "1"));
  }

  /** Returns about how many bytes of an event it takes. */
  long size() {
    long size = 1_000 + body.getBytes(StandardCharsets.UTF_8).length;
    for (Map.Entry<String, Attribute> one : attributes.entrySet()) {
      Attribute value = one.getValue();
      size += 100 + one.getKey().length();
      size += String.valueOf(value.text()).length() + String.valueOf(value.binary()).length();
    }
    return size;
  }
}
