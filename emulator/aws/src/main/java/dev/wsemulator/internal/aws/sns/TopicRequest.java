package dev.wsemulator.internal.aws.sns;

import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.internal.aws.service.TargetMessage.Attribute;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request in the query protocol, or a part of one. Immutable.
 *
 * @param parameters the parameters by their names
 * @param prefix how the names of the part begin
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query protocol</a>
 */
record TopicRequest(Map<String, String> parameters, String prefix) {

  /**
   * Returns the request of a form, or of a query.
   *
   * @param query the query of the URL; {@code null} for none
   */
  static TopicRequest parse(byte[] body, @Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    add(query == null ? "" : query, parameters);
    add(new String(body, StandardCharsets.UTF_8), parameters);
    return new TopicRequest(parameters, "");
  }

  private static void add(String form, Map<String, String> parameters) {
    for (String pair : form.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ServiceError(
          400, "MalformedQueryString", "The query string contains a syntax error");
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(prefix + name));
  }

  /** Returns a parameter, or refuses a request without it. */
  String required(String name) {
    return text(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new ServiceError(400, "InvalidParameter", "Invalid parameter: " + name));
  }

  /** Returns the elements of a list, from {@code NAME.member.1} on. */
  List<TopicRequest> members(String name) {
    return parts(name + ".member.");
  }

  private List<TopicRequest> parts(String name) {
    List<TopicRequest> parts = new ArrayList<>();
    for (int i = 1; ; i++) {
      String begin = prefix + name + i + ".";
      if (parameters.keySet().stream().noneMatch(key -> key.startsWith(begin))) {
        return parts;
      }
      parts.add(new TopicRequest(parameters, begin));
    }
  }

  /** Returns the texts of a list. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (int i = 1; text(name + ".member." + i).isPresent(); i++) {
      texts.add(text(name + ".member." + i).orElseThrow());
    }
    return texts;
  }

  /** Returns a map of texts, from {@code NAME.entry.1.key} on. */
  Map<String, String> map(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    for (TopicRequest entry : parts(name + ".entry.")) {
      map.put(entry.text("key").orElse(""), entry.text("value").orElse(""));
    }
    return map;
  }

  /** Returns the attributes of a message. */
  Map<String, Attribute> messageAttributes() {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    for (TopicRequest entry : parts("MessageAttributes.entry.")) {
      String name = entry.required("Name");
      String type = entry.text("Value.DataType").orElse("");
      String value =
          entry.text("Value.StringValue").or(() -> entry.text("Value.BinaryValue")).orElse("");
      if (!type.matches("(String|Number|Binary)([.].+)?")) {
        throw new ServiceError(
            400,
            "ParameterValueInvalid",
            "The message attribute '%s' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String."
                .formatted(name));
      }
      if (value.isEmpty()) {
        throw new ServiceError(
            400,
            "ParameterValueInvalid",
            "The message attribute '%s' must contain non-empty message attribute value for message attribute type '%s'."
                .formatted(name, type));
      }
      attributes.put(name, new Attribute(type, value));
    }
    return attributes;
  }
}
