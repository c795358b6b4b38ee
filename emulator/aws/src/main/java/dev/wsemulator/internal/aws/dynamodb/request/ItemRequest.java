package dev.wsemulator.internal.aws.dynamodb.request;

import dev.wsemulator.fault.Matcher;
import dev.wsemulator.internal.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call of DynamoDB: its tables, its index and the values of the partition keys of its items. A
 * statement in PartiQL is not read. Not thread-safe.
 */
public final class ItemRequest {
  /** An equation of a key condition, such as {@code #id = :id}. */
  private static final Pattern EQUATION = Pattern.compile("(#?[\\w.-]+)\\s*=\\s*(:\\w+)");

  private final TableKeys keys;
  private final Set<String> tables = new LinkedHashSet<>();
  private final Set<String> items = new LinkedHashSet<>();
  private @Nullable String index;

  private ItemRequest(TableKeys keys) {
    this.keys = keys;
  }

  /** Reads a call. */
  public static ItemRequest of(byte[] body, TableKeys keys) {
    ItemRequest read = new ItemRequest(keys);
    Json.parse(body).filter(Json::isObject).ifPresent(read::read);
    return read;
  }

  /** Returns the names of the tables. */
  public Set<String> tables() {
    return tables;
  }

  /** Returns what a rule of a fault can match of it, but for the operation. */
  public Matcher facts() {
    return Matcher.ALL
        .withTable(Matcher.anyOf(tables))
        .withIndex(index)
        .withKey(Matcher.anyOf(items));
  }

  /**
   * Returns whether a call reads without strong consistency; of several tables, from one of them.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html">Read
   *     consistency</a>
   */
  public static boolean readsEventually(String operation, Supplier<byte[]> body) {
    return switch (operation) {
      case "GetItem", "Query", "Scan" ->
          Json.parse(body.get()).filter(one -> !isConsistent(one)).isPresent();
      case "BatchGetItem" ->
          Json.parse(body.get()).stream()
              .flatMap(request -> members(request, "RequestItems").values().stream())
              .anyMatch(one -> !isConsistent(one));
      default -> false;
    };
  }

  private static boolean isConsistent(Json request) {
    return request.child("ConsistentRead").filter(Json::isTrue).isPresent();
  }

  private void read(Json request) {
    index = text(request, "IndexName").orElse(null);
    single(request);
    members(request, "RequestItems")
        .forEach(
            (nameOrArn, parts) -> {
              String table = named(nameOrArn);
              elements(parts, "Keys").forEach(key -> item(table, key));
              for (Json write : parts.elements()) {
                write.members().values().forEach(one -> itemIn(table, one));
              }
            });
    for (Json action : elements(request, "TransactItems")) {
      action.members().values().forEach(this::single);
    }
  }

  /** Reads what names one table. */
  private void single(Json request) {
    text(request, "TableName")
        .ifPresent(
            nameOrArn -> {
              String table = named(nameOrArn);
              itemIn(table, request);
              query(table, request);
            });
  }

  /** Adds a table, which a call may name by its ARN. */
  private String named(String nameOrArn) {
    String name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    tables.add(name);
    return name;
  }

  private void itemIn(String table, Json request) {
    request.child("Key").or(() -> request.child("Item")).ifPresent(one -> item(table, one));
  }

  private void item(String table, Json attributes) {
    keys.partition(table, null).flatMap(attributes::child).ifPresent(this::value);
  }

  private void value(Json tagged) {
    tagged.members().values().forEach(one -> one.string().ifPresent(items::add));
  }

  private void query(String table, Json request) {
    String partition = keys.partition(table, index).orElse(null);
    if (partition == null) {
      return;
    }
    request
        .child("KeyConditions")
        .flatMap(conditions -> conditions.child(partition))
        .ifPresent(one -> elements(one, "AttributeValueList").forEach(this::value));
    Map<String, Json> names = members(request, "ExpressionAttributeNames");
    Map<String, Json> values = members(request, "ExpressionAttributeValues");
    EQUATION
        .matcher(text(request, "KeyConditionExpression").orElse(""))
        .results()
        .filter(equation -> partition.equals(name(equation, names)))
        .forEach(
            equation -> Optional.ofNullable(values.get(equation.group(2))).ifPresent(this::value));
  }

  private static String name(MatchResult equation, Map<String, Json> names) {
    Json substituted = names.get(equation.group(1));
    return substituted == null ? equation.group(1) : substituted.string().orElse("");
  }

  private static Optional<String> text(Json object, String member) {
    return object.child(member).flatMap(Json::string);
  }

  private static Map<String, Json> members(Json object, String member) {
    return object.child(member).map(Json::members).orElse(Map.of());
  }

  private static List<Json> elements(Json object, String member) {
    return object.child(member).map(Json::elements).orElse(List.of());
  }
}
