package dev.wsemulator.stack;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A DynamoDB table. Immutable. */
public sealed interface Table {

  /** Returns its name. */
  String tableName();

  /** Returns its primary key. */
  Key key();

  /** Returns the types of the attributes of all keys. */
  Map<String, AttributeType> attributeTypes();

  /** Returns the global secondary indexes. */
  List<Index> globalIndexes();

  /** Returns the local secondary indexes, which have the table's partition key. */
  List<Index> localIndexes();

  /** Returns the attribute with the expiry time in epoch seconds; empty if items do not expire. */
  Optional<String> timeToLiveAttribute();

  /** Returns what its stream's records hold; empty if it has no stream. */
  Optional<StreamView> stream();

  /** Returns a builder with the properties of this table. */
  Builder toBuilder();

  /** Returns a builder of a table without indexes. */
  static Builder builder(String tableName, Key key) {
    return new Builder(tableName, key);
  }

  /** The types that attributes of keys have. */
  enum AttributeType {
    /** Text. */
    S,
    /** A number. */
    N,
    /** Bytes. */
    B
  }

  /** What the records of a table's stream hold of an item that has changed. */
  enum StreamView {
    /** Its key. */
    KEYS_ONLY,
    /** The item as it is now. */
    NEW_IMAGE,
    /** The item as it was. */
    OLD_IMAGE,
    /** Both. */
    NEW_AND_OLD_IMAGES
  }

  /**
   * A key of a table or of an index.
   *
   * @param hash the partition key
   * @param range the sort key, or {@code null}
   */
  record Key(String hash, @Nullable String range) {}

  /**
   * A secondary index.
   *
   * @param indexName its name
   * @param key its key
   * @param projection which attributes it holds
   */
  record Index(String indexName, Key key, Projection projection) {}

  /**
   * Which attributes an index holds.
   *
   * @param type which ones in general
   * @param nonKeyAttributes what {@link ProjectionType#INCLUDE} adds to the keys
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Projection.html">Projection</a>
   */
  record Projection(ProjectionType type, List<String> nonKeyAttributes) {
    /** Every attribute. */
    public static final Projection ALL = new Projection(ProjectionType.ALL, List.of());

    /** Copies the attributes. */
    public Projection {
      nonKeyAttributes = List.copyOf(nonKeyAttributes);
    }
  }

  /** Which attributes an index holds. */
  enum ProjectionType {
    /** Every attribute. */
    ALL,
    /** The keys of the table and of the index. */
    KEYS_ONLY,
    /** The keys, and attributes that are named. */
    INCLUDE
  }

  /** Builds a table. Not thread-safe. */
  final class Builder {
    private final String tableName;
    private final Key key;
    private Map<String, AttributeType> attributeTypes = Map.of();
    private List<Index> globalIndexes = List.of();
    private List<Index> localIndexes = List.of();
    private @Nullable String timeToLiveAttribute;
    private @Nullable StreamView stream;

    private Builder(String tableName, Key key) {
      this.tableName = Objects.requireNonNull(tableName, "tableName");
      this.key = Objects.requireNonNull(key, "key");
    }

    /** Sets the types of the attributes of all keys. */
    public Builder attributeTypes(Map<String, AttributeType> types) {
      attributeTypes = Map.copyOf(types);
      return this;
    }

    /** Sets the global secondary indexes. */
    public Builder globalIndexes(List<Index> indexes) {
      globalIndexes = List.copyOf(indexes);
      return this;
    }

    /** Sets the local secondary indexes. */
    public Builder localIndexes(List<Index> indexes) {
      localIndexes = List.copyOf(indexes);
      return this;
    }

    /** Sets the attribute with the expiry time; {@code null} for none. */
    public Builder timeToLiveAttribute(@Nullable String attribute) {
      timeToLiveAttribute = attribute;
      return this;
    }

    /** Sets what the records of its stream hold; {@code null} for no stream. */
    public Builder stream(@Nullable StreamView view) {
      stream = view;
      return this;
    }

    /** Returns the table. */
    public Table build() {
      return new Built(
          tableName,
          key,
          attributeTypes,
          globalIndexes,
          localIndexes,
          Optional.ofNullable(timeToLiveAttribute),
          Optional.ofNullable(stream));
    }

    private record Built(
        String tableName,
        Key key,
        Map<String, AttributeType> attributeTypes,
        List<Index> globalIndexes,
        List<Index> localIndexes,
        Optional<String> timeToLiveAttribute,
        Optional<StreamView> stream)
        implements Table {
      @Override
      public Builder toBuilder() {
        return builder(tableName, key)
            .attributeTypes(attributeTypes)
            .globalIndexes(globalIndexes)
            .localIndexes(localIndexes)
            .timeToLiveAttribute(timeToLiveAttribute.orElse(null))
            .stream(stream.orElse(null));
      }
    }
  }
}
