package dev.wsemulator.internal.template;

import dev.wsemulator.stack.Stack.Index;
import dev.wsemulator.stack.Stack.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads tables from resolved resources. */
final class TableResources {
  private final Problems problems;

  TableResources(Problems problems) {
    this.problems = problems;
  }

  /**
   * Returns a table.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-table.html">AWS::DynamoDB::Table</a>
   */
  Table table(Resource resource, String name) {
    Value properties = resource.properties();
    if (resource.type().equals("AWS::Serverless::SimpleTable")) {
      String key = properties.at("PrimaryKey", "Name").map(Value::text).orElse("id");
      String type = properties.at("PrimaryKey", "Type").map(Value::text).orElse("String");
      return new Table(name, key, null, Map.of(key, type.substring(0, 1)), List.of(), null);
    }
    Map<String, String> types = new HashMap<>();
    for (Value attribute : list(properties, "AttributeDefinitions")) {
      types.put(
          attribute.textOf("AttributeName").orElse(""),
          attribute.textOf("AttributeType").orElse("S"));
    }
    Optional<String> hash = key(properties, "HASH");
    if (hash.isEmpty()) {
      problems.error(
          resource.line(),
          resource.path("KeySchema") + " has no HASH key. Add one with its attribute definition.");
    }
    List<Index> indexes = indexes(properties);
    checkKeys(resource, types);
    return new Table(
        name,
        hash.orElse("id"),
        key(properties, "RANGE").orElse(null),
        types,
        indexes,
        timeToLive(properties));
  }

  /** DynamoDB refuses keys without a definition, and definitions of attributes in no key. */
  private void checkKeys(Resource table, Map<String, String> types) {
    List<Value> keys = new ArrayList<>(list(table.properties(), "KeySchema"));
    list(table.properties(), "GlobalSecondaryIndexes")
        .forEach(index -> keys.addAll(list(index, "KeySchema")));
    for (Value key : keys) {
      String name = key.textOf("AttributeName").orElse("");
      if (!types.containsKey(name)) {
        problems.error(
            key.line(),
            "%s has the key \"%s\", which AttributeDefinitions do not define. Add it there.%s"
                .formatted(table.path("KeySchema"), name, Spelling.hint(name, types.keySet())));
      }
    }
  }

  private static List<Index> indexes(Value properties) {
    List<Index> indexes = new ArrayList<>();
    for (Value index : list(properties, "GlobalSecondaryIndexes")) {
      indexes.add(
          new Index(
              index.textOf("IndexName").orElse(""),
              key(index, "HASH").orElse(""),
              key(index, "RANGE").orElse(null)));
    }
    return indexes;
  }

  private static @Nullable String timeToLive(Value properties) {
    boolean expires =
        properties.at("TimeToLiveSpecification", "Enabled").filter(Value::isTrue).isPresent();
    return expires
        ? properties.at("TimeToLiveSpecification", "AttributeName").map(Value::text).orElse(null)
        : null;
  }

  private static Optional<String> key(Value properties, String keyType) {
    return list(properties, "KeySchema").stream()
        .filter(key -> key.textOf("KeyType").orElse("").equals(keyType))
        .flatMap(key -> key.textOf("AttributeName").stream())
        .findFirst();
  }

  private static List<Value> list(Value properties, String name) {
    return properties.get(name).map(Value::elements).orElse(List.of());
  }
}
