package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.template.document.JsonForm;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the models of a WebSocket API.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-model.html">AWS::ApiGatewayV2::Model</a>
 */
final class ModelResources {
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

  private final Problems problems;

  ModelResources(Problems problems) {
    this.problems = problems;
  }

  /** Returns the schemas among the parts of one API, by the model's name. */
  Map<String, String> read(List<Resource> parts) {
    Map<String, String> schemas = new LinkedHashMap<>();
    for (Resource part : parts) {
      if (part.type().equals("AWS::ApiGatewayV2::Model")) {
        YamlValue name = part.properties().get("Name").orElse(YamlValue.nothing(part.line()));
        if (!String.valueOf(name.text()).matches("[A-Za-z0-9]{1,128}")) {
          problems.error(
              name.line(),
              "%s is \"%s\", but a model's name has 1 to 128 letters and digits. Rename it."
                  .formatted(part.path("Name"), name.text()));
        }
        YamlValue schema = part.properties().get("Schema").orElse(YamlValue.nothing(part.line()));
        if (schema.isNull()) {
          problems.error(
              schema.line(), part.path("Schema") + " is missing. Write a JSON schema of draft 4.");
        }
        schemas.put(
            String.valueOf(name.text()), schema.isText() ? schema.text() : json("", schema));
      }
    }
    return schemas;
  }

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
