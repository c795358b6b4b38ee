package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.stack.Table;
import dev.wsemulator.stack.Table.AttributeType;
import dev.wsemulator.stack.Table.Index;
import dev.wsemulator.stack.Table.Key;
import dev.wsemulator.stack.Table.Projection;
import dev.wsemulator.stack.Table.ProjectionType;
import dev.wsemulator.stack.Table.StreamView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads tables from resolved resources. */
public final class TableResources {
  private static final String LOCAL = "LocalSecondaryIndexes";
  private static final List<String> INDEXES = List.of("GlobalSecondaryIndexes", LOCAL);
  private static final Set<String> PROJECTIONS = Set.of("ALL", "KEYS_ONLY", "INCLUDE");

  private static final Set<String> VIEWS =
      Set.of("KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES");

  /** The rule for the names of tables and indexes. */
  private static final String NAME = "[a-zA-Z0-9_.-]{3,255}";

  /** DynamoDB's quotas. */
  private static final Map<String, Integer> MOST_INDEXES =
      Map.of("GlobalSecondaryIndexes", 20, LOCAL, 5);

  private final Problems problems;

  public TableResources(Problems problems) {
    this.problems = problems;
  }

  /**
   * Returns a table.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-table.html">AWS::DynamoDB::Table</a>
   */
  public Table table(Resource resource, String name) {
    YamlValue properties = resource.properties();
    checkName(resource, "TableName", YamlValue.text(resource.line(), name));
    if (resource.is(ResourceKind.SAM_TABLE)) {
      String key = properties.at("PrimaryKey", "Name").map(YamlValue::text).orElse("id");
      return Table.builder(name, new Key(key, null))
          .attributeTypes(Map.of(key, simpleType(resource)))
          .build();
    }
    Map<String, AttributeType> types = types(resource);
    Optional<String> hash = key(properties, "HASH");
    if (hash.isEmpty()) {
      problems.error(
          resource.line(),
          resource.path("KeySchema") + " has no HASH key. Add one with its attribute definition.");
    }
    List<Index> global = new ArrayList<>();
    List<Index> local = new ArrayList<>();
    indexes(resource, global, local);
    checkKeys(resource, types);
    return Table.builder(name, new Key(hash.orElse("id"), key(properties, "RANGE").orElse(null)))
        .attributeTypes(types)
        .globalIndexes(global)
        .localIndexes(local)
        .timeToLiveAttribute(timeToLive(properties))
        .stream(stream(resource))
        .build();
  }

  /**
   * Notes a name that DynamoDB refuses.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html">Naming
   *     rules</a>
   */
  private void checkName(Resource table, String property, YamlValue name) {
    if (name.isText() && !name.string().isEmpty() && !name.string().matches(NAME)) {
      problems.error(
          table.properties().get(property).map(YamlValue::line).orElse(name.line()),
          "%s is \"%s\", but DynamoDB takes 3 to 255 letters, digits, underscores, hyphens and dots. Rename it."
              .formatted(table.path(property), name.text()));
    }
  }

  /**
   * Returns the type of a simple table's key.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-simpletable-primarykeyobject.html">PrimaryKeyObject</a>
   */
  private AttributeType simpleType(Resource table) {
    Optional<YamlValue> type = table.properties().at("PrimaryKey", "Type");
    String text = type.map(YamlValue::text).orElse("String");
    if (!Set.of("String", "Number", "Binary").contains(text)) {
      problems.error(
          type.map(YamlValue::line).orElse(table.line()),
          "%s is \"%s\". Write String, Number or Binary."
              .formatted(table.path("PrimaryKey.Type"), text));
      return AttributeType.S;
    }
    return AttributeType.valueOf(text.substring(0, 1));
  }

  private Map<String, AttributeType> types(Resource table) {
    Map<String, AttributeType> types = new HashMap<>();
    for (YamlValue attribute : list(table.properties(), "AttributeDefinitions")) {
      String type = attribute.textOf("AttributeType").orElse("");
      if (!Set.of("S", "N", "B").contains(type)) {
        problems.error(
            attribute.line(),
            "%s has the AttributeType \"%s\". Write S, N or B."
                .formatted(table.path("AttributeDefinitions"), type));
        type = "S";
      }
      types.put(attribute.textOf("AttributeName").orElse(""), AttributeType.valueOf(type));
    }
    return types;
  }

  /** DynamoDB refuses keys without a definition, and definitions of attributes in no key. */
  private void checkKeys(Resource table, Map<String, AttributeType> types) {
    List<YamlValue> keys = new ArrayList<>(list(table.properties(), "KeySchema"));
    for (String indexes : INDEXES) {
      list(table.properties(), indexes).forEach(index -> keys.addAll(list(index, "KeySchema")));
    }
    checkUnused(table, keys);
    for (YamlValue key : keys) {
      String name = key.textOf("AttributeName").orElse("");
      if (!types.containsKey(name)) {
        problems.error(
            key.line(),
            "%s has the key \"%s\", which AttributeDefinitions do not define. Add it there.%s"
                .formatted(table.path("KeySchema"), name, Spelling.hint(name, types.keySet())));
      }
    }
  }

  private void checkUnused(Resource table, List<YamlValue> keys) {
    List<String> used = keys.stream().flatMap(key -> key.textOf("AttributeName").stream()).toList();
    for (YamlValue attribute : list(table.properties(), "AttributeDefinitions")) {
      String name = attribute.textOf("AttributeName").orElse("");
      if (!used.contains(name)) {
        problems.error(
            attribute.line(),
            "%s defines \"%s\", which is in no key. Remove it."
                .formatted(table.path("AttributeDefinitions"), name));
      }
    }
  }

  private void indexes(Resource table, List<Index> global, List<Index> local) {
    for (String kind : INDEXES) {
      for (YamlValue index : list(table.properties(), kind)) {
        if (index.textOf("IndexName").isEmpty() || key(index, "HASH").isEmpty()) {
          problems.error(
              index.line(),
              "%s has an index without an IndexName or without a HASH key. Add it."
                  .formatted(table.path(kind)));
        } else if (kind.equals(LOCAL)) {
          checkLocal(table, index);
        }
        index.get("IndexName").ifPresent(name -> checkName(table, kind + ".IndexName", name));
        checkNew(table.path(kind), index, global);
        checkNew(table.path(kind), index, local);
        (kind.equals(LOCAL) ? local : global)
            .add(
                new Index(
                    index.textOf("IndexName").orElse(""),
                    new Key(key(index, "HASH").orElse(""), key(index, "RANGE").orElse(null)),
                    projection(table.path(kind), index)));
      }
    }
    checkCount(table);
  }

  private void checkCount(Resource table) {
    MOST_INDEXES.forEach(
        (kind, max) -> {
          if (list(table.properties(), kind).size() > max) {
            problems.error(
                table.line(),
                "%s has more than %d indexes, which is the most that DynamoDB takes. Remove some."
                    .formatted(table.path(kind), max));
          }
        });
  }

  private void checkNew(String where, YamlValue index, List<Index> before) {
    String name = index.textOf("IndexName").orElse("");
    if (before.stream().anyMatch(one -> one.indexName().equals(name))) {
      problems.error(
          index.line(), "%s has two indexes named \"%s\". Rename one.".formatted(where, name));
    }
  }

  /**
   * DynamoDB refuses a local index of another partition key, or one without sort keys.
   *
   * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html">Local
   *     secondary indexes</a>
   */
  private void checkLocal(Resource table, YamlValue index) {
    Optional<String> hash = key(table.properties(), "HASH");
    boolean isSorted =
        key(table.properties(), "RANGE").isPresent() && key(index, "RANGE").isPresent();
    if (!key(index, "HASH").equals(hash) || !isSorted) {
      problems.error(
          index.line(),
          "%s has the index \"%s\", but a local index has the table's HASH key \"%s\", and it and the table each have a RANGE key. Correct it, or make it a global index."
              .formatted(table.path(LOCAL), index.textOf("IndexName").orElse(""), hash.orElse("")));
    }
  }

  private Projection projection(String where, YamlValue index) {
    YamlValue given = index.get("Projection").orElse(YamlValue.nothing(index.line()));
    String type = given.textOf("ProjectionType").orElse("");
    List<String> attributes = given.get("NonKeyAttributes").map(YamlValue::texts).orElse(List.of());
    String name = index.textOf("IndexName").orElse("");
    if (!PROJECTIONS.contains(type)) {
      problems.error(
          given.line(),
          "%s has the index \"%s\" with the ProjectionType \"%s\". Write ALL, KEYS_ONLY or INCLUDE."
              .formatted(where, name, type));
      return Projection.ALL;
    } else if (type.equals("INCLUDE") == attributes.isEmpty()) {
      problems.error(
          given.line(),
          "%s has the index \"%s\" with the ProjectionType %s and %d NonKeyAttributes, which DynamoDB refuses: INCLUDE has some, the others have none."
              .formatted(where, name, type, attributes.size()));
    }
    return new Projection(ProjectionType.valueOf(type), attributes);
  }

  /**
   * Returns what the records of the table's stream hold.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_StreamSpecification.html">StreamSpecification</a>
   */
  private @Nullable StreamView stream(Resource table) {
    YamlValue given = table.properties().get("StreamSpecification").orElse(null);
    if (given == null || given.entries().isEmpty()) {
      return null;
    }
    String view = given.textOf("StreamViewType").orElse("");
    if (!VIEWS.contains(view)) {
      problems.error(
          given.get("StreamViewType").orElse(given).line(),
          "%s is \"%s\". Write KEYS_ONLY, NEW_IMAGE, OLD_IMAGE or NEW_AND_OLD_IMAGES."
              .formatted(table.path("StreamSpecification.StreamViewType"), view));
      return null;
    }
    return StreamView.valueOf(view);
  }

  private static @Nullable String timeToLive(YamlValue properties) {
    boolean expires =
        properties.at("TimeToLiveSpecification", "Enabled").filter(YamlValue::isTrue).isPresent();
    return expires
        ? properties
            .at("TimeToLiveSpecification", "AttributeName")
            .map(YamlValue::text)
            .orElse(null)
        : null;
  }

  private static Optional<String> key(YamlValue properties, String keyType) {
    return list(properties, "KeySchema").stream()
        .filter(key -> key.textOf("KeyType").orElse("").equals(keyType))
        .flatMap(key -> key.textOf("AttributeName").stream())
        .findFirst();
  }

  private static List<YamlValue> list(YamlValue properties, String name) {
    return properties.get(name).map(YamlValue::elements).orElse(List.of());
  }
}
