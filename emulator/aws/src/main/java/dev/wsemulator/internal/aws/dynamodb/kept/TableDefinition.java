package dev.wsemulator.internal.aws.dynamodb.kept;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What a table is, but for its items: read from the engine, kept as JSON, and created from it. */
public final class TableDefinition {
  private TableDefinition() {}

  /** Returns a table as JSON. */
  public static String json(
      TableDescription table, Optional<String> expiry, Optional<String> streamLabel) {
    Map<String, Object> kept = new LinkedHashMap<>();
    Map<String, Object> types = new LinkedHashMap<>();
    table
        .attributeDefinitions()
        .forEach(one -> types.put(one.attributeName(), one.attributeTypeAsString()));
    kept.put("attributes", types);
    kept.put("key", keys(table.keySchema()));
    kept.put(
        "local",
        table.localSecondaryIndexes().stream()
            .map(one -> index(one.indexName(), one.keySchema(), one.projection()))
            .toList());
    kept.put(
        "global",
        table.globalSecondaryIndexes().stream()
            .filter(one -> one.indexStatus() != IndexStatus.DELETING)
            .map(
                one -> {
                  Map<String, Object> index =
                      index(one.indexName(), one.keySchema(), one.projection());
                  put(index, "throughput", throughput(one.provisionedThroughput()));
                  return index;
                })
            .toList());
    put(kept, "throughput", throughput(table.provisionedThroughput()));
    if (table.streamSpecification() != null && table.streamSpecification().streamEnabled()) {
      kept.put("stream", table.streamSpecification().streamViewTypeAsString());
    }
    kept.put("protected", Boolean.TRUE.equals(table.deletionProtectionEnabled()));
    put(kept, "expiry", expiry.orElse(null));
    put(kept, "streamLabel", streamLabel.orElse(null));
    return JsonText.of(kept);
  }

  private static void put(Map<String, Object> map, String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }

  private static Map<String, Object> index(
      String name, List<KeySchemaElement> keys, Projection projection) {
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("name", name);
    index.put("key", keys(keys));
    index.put("projection", projection.projectionTypeAsString());
    index.put("projected", projection.nonKeyAttributes());
    return index;
  }

  private static Map<String, Object> keys(List<KeySchemaElement> schema) {
    Map<String, Object> keys = new LinkedHashMap<>();
    schema.forEach(one -> keys.put(one.attributeName(), one.keyTypeAsString()));
    return keys;
  }

  private static @Nullable List<Long> throughput(
      @Nullable ProvisionedThroughputDescription throughput) {
    return throughput == null
            || throughput.readCapacityUnits() == null
            || throughput.readCapacityUnits() == 0
        ? null
        : List.of(throughput.readCapacityUnits(), throughput.writeCapacityUnits());
  }

  /** Returns the names of the attributes of a table's key, and their types. */
  public static Map<String, String> key(Json kept) {
    Map<String, String> key = new LinkedHashMap<>();
    Map<String, String> types = texts(kept, "attributes");
    texts(kept, "key").forEach((name, kind) -> key.put(name, kind + types.get(name)));
    return key;
  }

  /** Returns the request that creates a table without a stream. */
  public static CreateTableRequest create(String name, Json kept) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(name)
            .attributeDefinitions(
                texts(kept, "attributes").entrySet().stream()
                    .map(
                        type ->
                            AttributeDefinition.builder()
                                .attributeName(type.getKey())
                                .attributeType(type.getValue())
                                .build())
                    .toList())
            .keySchema(schema(kept))
            .deletionProtectionEnabled(kept.child("protected").filter(Json::isTrue).isPresent());
    ProvisionedThroughput throughput = throughput(kept);
    request.billingMode(throughput == null ? BillingMode.PAY_PER_REQUEST : BillingMode.PROVISIONED);
    request.provisionedThroughput(throughput);
    List<LocalSecondaryIndex> local =
        elements(kept, "local").stream().map(TableDefinition::local).toList();
    List<GlobalSecondaryIndex> global =
        elements(kept, "global").stream().map(TableDefinition::global).toList();
    request.localSecondaryIndexes(local.isEmpty() ? null : local);
    request.globalSecondaryIndexes(global.isEmpty() ? null : global);
    return request.build();
  }

  private static LocalSecondaryIndex local(Json index) {
    return LocalSecondaryIndex.builder()
        .indexName(text(index, "name").orElse(""))
        .keySchema(schema(index))
        .projection(projection(index))
        .build();
  }

  private static GlobalSecondaryIndex global(Json index) {
    return GlobalSecondaryIndex.builder()
        .indexName(text(index, "name").orElse(""))
        .keySchema(schema(index))
        .projection(projection(index))
        .provisionedThroughput(throughput(index))
        .build();
  }

  private static Projection projection(Json index) {
    List<String> projected =
        elements(index, "projected").stream().flatMap(one -> one.string().stream()).toList();
    return Projection.builder()
        .projectionType(text(index, "projection").orElse("ALL"))
        .nonKeyAttributes(projected.isEmpty() ? null : projected)
        .build();
  }

  private static List<KeySchemaElement> schema(Json kept) {
    return texts(kept, "key").entrySet().stream()
        .map(
            one ->
                KeySchemaElement.builder()
                    .attributeName(one.getKey())
                    .keyType(one.getValue())
                    .build())
        .toList();
  }

  private static @Nullable ProvisionedThroughput throughput(Json kept) {
    List<Json> units = elements(kept, "throughput");
    return units.isEmpty()
        ? null
        : ProvisionedThroughput.builder()
            .readCapacityUnits((long) units.get(0).integer().orElse(1))
            .writeCapacityUnits((long) units.get(1).integer().orElse(1))
            .build();
  }

  /** Returns a text that was kept. */
  public static Optional<String> text(Json kept, String name) {
    return kept.child(name).flatMap(Json::string);
  }

  private static List<Json> elements(Json kept, String name) {
    return kept.child(name).map(Json::elements).orElse(List.of());
  }

  private static Map<String, String> texts(Json kept, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    kept.child(name)
        .ifPresent(
            all -> all.members().forEach((key, one) -> texts.put(key, one.string().orElse(""))));
    return texts;
  }
}
