package dev.wsemulator.internal.aws.dynamodb.kept;

import dev.wsemulator.internal.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a call may have written. Immutable.
 *
 * @param items the items
 * @param tables the tables of which any item may have been written, because the call is in PartiQL
 */
public record Writes(Set<ItemKey> items, Set<String> tables) {
  public static final Writes NONE = new Writes(Set.of(), Set.of());

  /**
   * How PartiQL names the table that it writes to.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.statements.html">PartiQL
   *     statements</a>
   */
  private static final Pattern STATEMENT =
      Pattern.compile(
          "\\s*(?:INSERT\\s+INTO|UPDATE|DELETE\\s+FROM)\\s+(?:\"([^\"]+)\"|([A-Za-z0-9_.-]+)).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /**
   * Reads a call.
   *
   * @param operation for example {@code PutItem}
   * @param body the request
   * @param keys returns the names of the attributes of a table's key
   */
  public static Writes of(
      String operation, byte[] body, Function<String, Collection<String>> keys) {
    Json request = Json.parse(body).orElse(null);
    if (request == null) {
      return NONE; // it is refused
    }
    Reader reader = new Reader(keys);
    try {
      switch (operation) {
        case "PutItem", "UpdateItem", "DeleteItem" -> reader.one(request);
        case "BatchWriteItem" -> reader.batch(request);
        case "TransactWriteItems" -> reader.transaction(request);
        case "ExecuteStatement" -> reader.statement(request);
        case "BatchExecuteStatement" -> elements(request, "Statements").forEach(reader::statement);
        case "ExecuteTransaction" ->
            elements(request, "TransactStatements").forEach(reader::statement);
        default -> {
          // reads only
        }
      }
    } catch (IllegalArgumentException e) {
      return NONE; // a value that DynamoDB refuses with the whole call
    }
    return new Writes(reader.items, reader.tables);
  }

  private static List<Json> elements(Json object, String member) {
    return object.child(member).map(Json::elements).orElse(List.of());
  }

  /** Returns the name of a table, which a call may name by its ARN. */
  public static String tableName(String nameOrArn) {
    return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
  }

  private static final class Reader {
    private final Set<ItemKey> items = new LinkedHashSet<>();
    private final Set<String> tables = new HashSet<>();
    private final Function<String, Collection<String>> keys;

    Reader(Function<String, Collection<String>> keys) {
      this.keys = keys;
    }

    void one(Json request) {
      request.child("TableName").flatMap(Json::string).ifPresent(table -> add(table, request));
    }

    private void add(String table, Json request) {
      String name = tableName(table);
      Optional<Json> item = request.child("Item").or(() -> request.child("Key"));
      item.ifPresent(one -> items.add(ItemKey.of(name, keys.apply(name), ItemJson.item(one))));
    }

    void batch(Json request) {
      Map<String, Json> all = request.child("RequestItems").map(Json::members).orElse(Map.of());
      all.forEach(
          (table, writes) ->
              writes.elements().forEach(w -> w.members().values().forEach(r -> add(table, r))));
    }

    void transaction(Json request) {
      for (Json action : elements(request, "TransactItems")) {
        List<Json> parts = new ArrayList<>(action.members().values());
        parts.forEach(this::one);
      }
    }

    void statement(Json request) {
      String text = request.child("Statement").flatMap(Json::string).orElse("");
      Matcher matcher = STATEMENT.matcher(text);
      if (matcher.matches()) {
        String quoted = matcher.group(1);
        tables.add(tableName(quoted == null ? matcher.group(2) : quoted));
      }
    }
  }
}
