package dev.wsemulator.internal.aws.sqs.protocol;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of a message. Immutable.
 *
 * @param type its type, such as {@code String} or {@code Number.int}
 * @param text its value, unless it is binary
 * @param binary its value in Base64, if it is binary
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">Message
 *     metadata</a>
 */
public record MessageAttribute(String type, @Nullable String text, @Nullable String binary) {
  private static final int MOST = 10;
  private static final String NAME = "[A-Za-z0-9_.-]{1,256}";

  /** Reads the attributes of a message, or throws the error that SQS has for them. */
  public static Map<String, MessageAttribute> read(Params given) {
    if (given.values().size() > MOST) {
      throw SqsException.parameter(
          "Number of message attributes [%d] exceeds the allowed maximum [%d]."
              .formatted(given.values().size(), MOST));
    }
    Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
    given
        .values()
        .forEach((name, value) -> attributes.put(checkedName(name), one(name, Params.of(value))));
    return attributes;
  }

  private static String checkedName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean isReserved = lower.startsWith("aws.") || lower.startsWith("amazon.");
    boolean hasDots = name.startsWith(".") || name.endsWith(".") || name.contains("..");
    if (isReserved || hasDots || !name.matches(NAME)) {
      throw SqsException.parameter(
          "The message attribute name '%s' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters."
              .formatted(name));
    }
    return name;
  }

  private static MessageAttribute one(String name, Params value) {
    String type = value.text("DataType").orElse("");
    String kind = type.split("\\.", 2)[0];
    if (type.isEmpty()) {
      throw SqsException.parameter(
          "The message attribute '%s' must contain a non-empty message attribute type."
              .formatted(name));
    }
    boolean isBinary = kind.equals("Binary");
    if (!isBinary && !kind.equals("String") && !kind.equals("Number")) {
      throw SqsException.parameter(
          "The message attribute '%s' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String."
              .formatted(name));
    }
    String content = value.text(isBinary ? "BinaryValue" : "StringValue").orElse("");
    if (content.isEmpty()) {
      throw SqsException.parameter(
          "The message attribute '%s' must contain a non-empty message attribute value for message attribute type '%s'."
              .formatted(name, kind));
    }
    check(name, kind, content);
    return isBinary
        ? new MessageAttribute(type, null, content)
        : new MessageAttribute(type, content, null);
  }

  private static void check(String name, String kind, String content) {
    try {
      if (kind.equals("Number")) {
        new BigDecimal(content.trim());
      } else if (kind.equals("Binary")) {
        Base64.getDecoder().decode(content);
      }
    } catch (IllegalArgumentException e) { // NumberFormatException is one
      throw SqsException.parameter(
          kind.equals("Number")
              ? "Can't cast the value of message (user) attribute '%s' to a number.".formatted(name)
              : "The value of the message attribute '%s' is not Base64.".formatted(name));
    }
  }

  /** Returns how many bytes of a message it takes. */
  public int size(String name) {
    int length = name.getBytes(StandardCharsets.UTF_8).length + type.length();
    return binary != null
        ? length + Base64.getDecoder().decode(binary).length
        : length + String.valueOf(text).getBytes(StandardCharsets.UTF_8).length;
  }

  /** Returns it as the JSON protocol shows it. */
  public Map<String, Object> shown() {
    Map<String, Object> shown = new LinkedHashMap<>();
    if (text != null) {
      shown.put("StringValue", text);
    }
    if (binary != null) {
      shown.put("BinaryValue", binary);
    }
    shown.put("DataType", type);
    return shown;
  }
}
