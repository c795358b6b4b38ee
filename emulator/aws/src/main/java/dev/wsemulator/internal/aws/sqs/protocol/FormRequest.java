package dev.wsemulator.internal.aws.sqs.protocol;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the query protocol, which older SDKs speak, and gives it the members of the JSON protocol:
 * {@code Attribute.1.Name=A&Attribute.1.Value=B} is <code>"Attributes": {"A": "B"}</code>.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests.html">Making
 *     query API requests</a>
 */
public final class FormRequest {
  /** Lists of names with values, which are objects in JSON. */
  private static final Map<String, String> OBJECTS =
      Map.of(
          "Attribute", "Attributes",
          "MessageAttribute", "MessageAttributes",
          "MessageSystemAttribute", "MessageSystemAttributes",
          "Tag", "Tags");

  private static final Map<String, String> LISTS =
      Map.of(
          "AttributeName", "AttributeNames",
          "MessageAttributeName", "MessageAttributeNames",
          "MessageSystemAttributeName", "MessageSystemAttributeNames",
          "TagKey", "TagKeys");

  private static final String ENTRY = "BatchRequestEntry";

  private FormRequest() {}

  /** Returns the fields of a form. */
  public static Map<String, String> fields(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : form.split("&")) {
      String[] parts = field.split("=", 2);
      if (!parts[0].isEmpty()) {
        fields.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a percent sign that is no escape
    }
  }

  /** Returns the parameters of the JSON protocol. */
  public static Params params(Map<String, String> fields) {
    Map<String, Object> tree = new LinkedHashMap<>();
    fields.forEach((name, value) -> put(tree, name.split("\\."), value));
    return new Params(members(tree));
  }

  private static void put(Map<String, Object> tree, String[] path, String value) {
    Map<String, Object> node = tree;
    for (int i = 0; i < path.length - 1; i++) {
      node = child(node, path[i]);
    }
    if (path.length > 0) {
      node.put(path[path.length - 1], value);
    }
  }

  @SuppressWarnings("unchecked") // only maps are put there
  private static Map<String, Object> child(Map<String, Object> node, String name) {
    Object child = node.get(name);
    if (child instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    Map<String, Object> created = new LinkedHashMap<>();
    node.put(name, created);
    return created;
  }

  private static Map<String, Object> members(Map<String, Object> tree) {
    Map<String, Object> members = new LinkedHashMap<>();
    tree.forEach(
        (name, value) -> {
          if (OBJECTS.containsKey(name)) {
            members.put(OBJECTS.get(name), object(value));
          } else if (LISTS.containsKey(name)) {
            members.put(LISTS.get(name), List.copyOf(numbered(value)));
          } else if (name.endsWith(ENTRY)) {
            members.put("Entries", numbered(value).stream().map(FormRequest::entry).toList());
          } else {
            members.put(name, value);
          }
        });
    return members;
  }

  private static Map<String, Object> entry(Object value) {
    return members(Params.of(value).values());
  }

  private static Map<String, Object> object(Object value) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (Object one : numbered(value)) {
      Map<String, Object> pair = Params.of(one).values();
      Object name = pair.getOrDefault("Name", pair.get("Key"));
      object.put(String.valueOf(name), pair.getOrDefault("Value", ""));
    }
    return object;
  }

  /** Returns the elements {@code .1}, {@code .2} …; without numbers there is one. */
  private static List<Object> numbered(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return List.of(value);
    }
    TreeMap<Integer, Object> elements = new TreeMap<>();
    for (Map.Entry<?, ?> one : map.entrySet()) {
      String index = String.valueOf(one.getKey());
      if (!index.matches("[0-9]{1,6}")) {
        return List.of(value);
      }
      elements.put(Integer.valueOf(index), one.getValue());
    }
    return new ArrayList<>(elements.values());
  }
}
