package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine.Caller;
import dev.wsemulator.internal.aws.dynamodb.request.TableKeys;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The tables that the engine has now, with their keys.
 *
 * @param engine the engine
 * @param owner who asks
 */
record KnownTables(DynamoDbEngine engine, Caller owner) implements TableKeys {
  private static final Logger LOG = LoggerFactory.getLogger(KnownTables.class);

  @Override
  public Optional<String> partition(String table, @Nullable String index) {
    return description(table).stream()
        .flatMap(one -> index == null ? Stream.of(one.keySchema()) : ofIndex(one, index))
        .flatMap(List::stream)
        .filter(element -> element.keyType() == KeyType.HASH)
        .map(KeySchemaElement::attributeName)
        .findFirst();
  }

  private static Stream<List<KeySchemaElement>> ofIndex(TableDescription table, String index) {
    return Stream.concat(
        table.globalSecondaryIndexes().stream()
            .filter(one -> one.indexName().equals(index))
            .map(one -> one.keySchema()),
        table.localSecondaryIndexes().stream()
            .filter(one -> one.indexName().equals(index))
            .map(one -> one.keySchema()));
  }

  /** Returns the names of the tables, or of all their indexes. */
  List<String> names(String kind) {
    List<String> tables = engine.tables(owner);
    return switch (kind) {
      case "table" -> tables;
      case "index" -> tables.stream().flatMap(name -> indexes(name).stream()).toList();
      default -> List.of();
    };
  }

  private List<String> indexes(String table) {
    return description(table).stream()
        .flatMap(
            one ->
                Stream.concat(
                    one.globalSecondaryIndexes().stream().map(index -> index.indexName()),
                    one.localSecondaryIndexes().stream().map(index -> index.indexName())))
        .toList();
  }

  /** Returns the names of the attributes of a table's key; none if it does not exist. */
  List<String> keys(String table) {
    return description(table).stream()
        .flatMap(one -> one.keySchema().stream())
        .map(KeySchemaElement::attributeName)
        .toList();
  }

  /** Returns a table; empty if it does not exist. */
  Optional<TableDescription> description(String name) {
    try {
      return Optional.of(engine.table(owner, name));
    } catch (DynamoDbException e) {
      LOG.debug("There is no table {}.", name, e);
      return Optional.empty();
    }
  }
}
