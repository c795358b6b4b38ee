package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.definition.Property;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.internal.template.document.JsonForm;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the properties of a resource as a call would give them. A value that has not the type of
 * its property stays what it is, for the validation to reject.
 */
final class PropertyReader {
  /** Keywords of JSON Schema whose values are numbers or truth values; all others have texts. */
  private static final Set<String> NOT_TEXT =
      Set.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "additionalProperties",
          "additionalItems");

  private PropertyReader() {}

  static Document read(ResourceType type, YamlValue properties) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Property property : type.properties()) {
      properties
          .get(property.titleName())
          .ifPresent(value -> members.put(property.name(), value(property, value)));
    }
    return new Document(members);
  }

  private static Object value(Property property, YamlValue value) {
    return switch (property.kind()) {
      case TEXT -> plain(value);
      case JSON -> value.isText() ? plain(value) : json("", value);
      case FLAG -> value.isTrue();
      case INTEGER, NUMBER -> number(value);
      case TEXTS -> value.texts();
      case TEXT_MAP, WHOLE_TEXT_MAP -> map(value, PropertyReader::plain);
      case OBJECT, CLEARABLE_OBJECT -> object(property, value);
      case OBJECT_MAP -> map(value, each -> object(property, each));
      case OBJECTS -> value.elements().stream().map(each -> object(property, each)).toList();
    };
  }

  private static Object number(YamlValue value) {
    String text = value.text() == null ? "" : value.text();
    if (text.matches("-?\\d{1,18}")) {
      return Long.valueOf(text);
    }
    return text.matches("-?\\d{1,9}\\.\\d{1,9}") ? Double.valueOf(text) : plain(value);
  }

  private static Object object(Property property, YamlValue object) {
    if (!object.isMap()) {
      return plain(object);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    object.entries().forEach((name, value) -> members.put(callName(name), plain(value)));
    for (Property member : property.members()) {
      object
          .get(member.titleName())
          .ifPresent(value -> members.put(member.name(), value(member, value)));
    }
    return members;
  }

  private static String callName(String name) {
    return name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static Object plain(YamlValue value) {
    if (value.isList()) {
      return value.elements().stream().map(PropertyReader::plain).toList();
    }
    return value.isMap() ? map(value, PropertyReader::plain) : String.valueOf(value.text());
  }

  private static Object map(YamlValue value, Function<YamlValue, Object> member) {
    if (!value.isMap()) {
      return value.isList() ? List.of() : String.valueOf(value.text());
    }
    Map<String, Object> members = new LinkedHashMap<>();
    value.entries().forEach((name, each) -> members.put(name, member.apply(each)));
    return members;
  }

  /** Returns a JSON schema; parameters of a template are text, and so are its numbers in quotes. */
  private static String json(String keyword, YamlValue value) {
    if (value.isMap()) {
      boolean numbers =
          value.textOf("type").filter(type -> type.matches("integer|number")).isPresent();
      return value.entries().entrySet().stream()
          .map(
              member ->
                  JsonForm.quoted(member.getKey())
                      + ":"
                      + json(
                          numbers && member.getKey().equals("enum") ? "minimum" : member.getKey(),
                          member.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value.isList()) {
      return value.elements().stream()
          .map(element -> json(keyword, element))
          .collect(Collectors.joining(",", "[", "]"));
    }
    String text = String.valueOf(value.text());
    boolean bare = NOT_TEXT.contains(keyword) && text.matches("-?\\d+(\\.\\d+)?|true|false");
    return bare || value.isBare() || value.isNull() ? text : JsonForm.quoted(text);
  }
}
