package dev.wsemulator.internal.template;

import dev.wsemulator.stack.Stack.CorsRule;
import dev.wsemulator.stack.Stack.Index;
import dev.wsemulator.stack.Stack.Notification;
import dev.wsemulator.stack.Stack.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads tables and buckets from resolved resources. */
final class StoreResources {
  private final Problems problems;

  StoreResources(Problems problems) {
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
    return new Table(
        name,
        hash.orElse("id"),
        key(properties, "RANGE").orElse(null),
        types,
        indexes(properties),
        timeToLive(properties));
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
        properties
            .at("TimeToLiveSpecification", "Enabled")
            .map(Value::text)
            .filter("true"::equalsIgnoreCase)
            .isPresent();
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

  /** Returns the CORS rules of a bucket. */
  static List<CorsRule> cors(Resource bucket) {
    List<CorsRule> rules = new ArrayList<>();
    for (Value rule :
        bucket
            .properties()
            .at("CorsConfiguration", "CorsRules")
            .map(Value::elements)
            .orElse(List.of())) {
      rules.add(
          new CorsRule(
              texts(rule, "AllowedOrigins"),
              texts(rule, "AllowedMethods"),
              texts(rule, "AllowedHeaders"),
              texts(rule, "ExposedHeaders")));
    }
    return rules;
  }

  /** Returns the notifications that a bucket itself declares. */
  static List<Notification> notifications(Resource bucket) {
    List<Notification> notifications = new ArrayList<>();
    List<Value> declared =
        bucket
            .properties()
            .at("NotificationConfiguration", "LambdaConfigurations")
            .map(Value::elements)
            .orElse(List.of());
    for (Value configuration : declared) {
      String function = Names.functionName(configuration.textOf("Function").orElse(""));
      String id = bucket.id() + "-" + notifications.size();
      notifications.add(notification(id, function, configuration));
    }
    return notifications;
  }

  /** Returns a notification from its configuration, in CloudFormation's or in SAM's words. */
  static Notification notification(String id, String function, Value configuration) {
    List<String> events =
        configuration
            .get("Events")
            .or(() -> configuration.get("Event"))
            .map(Value::texts)
            .orElse(List.of());
    String prefix = "";
    String suffix = "";
    for (Value rule :
        configuration.at("Filter", "S3Key", "Rules").map(Value::elements).orElse(List.of())) {
      String value = rule.textOf("Value").orElse("");
      if (rule.textOf("Name").orElse("").equalsIgnoreCase("prefix")) {
        prefix = value;
      } else {
        suffix = value;
      }
    }
    return new Notification(id, function, events, prefix, suffix);
  }

  private static List<Value> list(Value properties, String name) {
    return properties.get(name).map(Value::elements).orElse(List.of());
  }

  private static List<String> texts(Value rule, String name) {
    return rule.get(name).map(Value::texts).orElse(List.of());
  }
}
