package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.validation.Model;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The rules for a model.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models.html">Models</a>
 */
public final class ModelRules implements Rules {
  private static final String SCHEMA = "schema";

  @Override
  public Document begin(ResourceLocation location, Document given) {
    return given.withDefault("contentType", "application/json");
  }

  @Override
  public Document check(Check check, Document model) {
    String name = model.text("name").orElse("");
    if (!name.matches("[A-Za-z0-9]{1,128}")) {
      check.refuse(
          "name",
          " is \"%s\", but a model's name has 1 to 128 letters and digits. Rename it.",
          "Model name must be alphanumeric: %s",
          name);
    }
    check.requireFree(
        model,
        "name",
        ServiceException.conflict("Model with name %s already exists for this API", name));
    checkSchema(check, name, model.text(SCHEMA).orElse(""));
    return model;
  }

  /** A schema may refer to those of the other models. */
  private static void checkSchema(Check check, String name, String schema) {
    if (Json.parse(schema.getBytes(StandardCharsets.UTF_8)).filter(Json::isObject).isEmpty()) {
      check.refuse(
          SCHEMA,
          " is not a JSON schema. Write one of draft 4.",
          "Invalid model schema specified: it is not a JSON object.");
      return;
    }
    Map<String, String> schemas = new HashMap<>();
    if (schema.contains("$ref")) {
      for (Document other : check.draft().children(check.location().collection()).values()) {
        schemas.put(other.text("name").orElse(""), other.text(SCHEMA).orElse("{}"));
      }
    }
    schemas.put(name, schema);
    try {
      Model.compile(schemas);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      if (message.startsWith("The model \"%s\"".formatted(name))) { // and not another one
        check.refuse(SCHEMA, ": %s", "Invalid model schema specified: %s", message);
      }
    }
  }

  @Override
  public void release(Draft draft, ResourceLocation location) {
    String name = draft.find(location.path()).flatMap(model -> model.text("name")).orElse("");
    draft
        .children(location.inRoot("routes"))
        .forEach(
            (id, route) -> {
              if (route.texts("requestModels").containsValue(name)) {
                throw ServiceException.conflict(
                    "Cannot delete model '%s', is referenced in route: %s", name, id);
              }
            });
  }

  /**
   * Returns a template that writes a value as the model says.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models-modelid-template.html">Model
   *     template</a>
   */
  public static String template(Document model) {
    String schema = model.text(SCHEMA).orElse("{}");
    String value =
        Json.parse(schema.getBytes(StandardCharsets.UTF_8))
            .map(root -> sample(root, ""))
            .orElse("{ }");
    return "#set($inputRoot = $input.path('$'))\n" + value;
  }

  private static String sample(Json schema, String indent) {
    String type = schema.child("type").flatMap(Json::string).orElse("object");
    return switch (type) {
      case "string" -> "\"foo\"";
      case "integer" -> "42";
      case "number" -> "42.5";
      case "boolean" -> "true";
      case "null" -> "null";
      case "array" ->
          "[ " + schema.child("items").map(items -> sample(items, indent + "  ")).orElse("") + " ]";
      default -> object(schema, indent);
    };
  }

  private static String object(Json schema, String indent) {
    StringBuilder text = new StringBuilder("{");
    String separator = "\n";
    Map<String, Json> members = schema.child("properties").map(Json::members).orElse(Map.of());
    for (Map.Entry<String, Json> member : members.entrySet()) {
      text.append(separator).append(indent).append("  \"").append(member.getKey()).append("\" : ");
      text.append(sample(member.getValue(), indent + "  "));
      separator = ",\n";
    }
    return text.append(members.isEmpty() ? " }" : "\n" + indent + "}").toString();
  }
}
