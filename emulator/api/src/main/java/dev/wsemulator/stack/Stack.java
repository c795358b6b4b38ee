package dev.wsemulator.stack;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The resolved contents of a template: everything that exists before the first client connects.
 * Immutable.
 *
 * @param name the stack's name
 * @param region for example {@code us-east-1}
 * @param accountId twelve digits
 * @param apis the WebSocket APIs
 * @param domainNames custom domain names
 * @param functions the functions
 * @param tables the DynamoDB tables
 * @param buckets the S3 buckets, with their notifications
 * @param outputs the template's outputs by name
 * @param warnings what in the template has no effect here, one line each with file, line and
 *     resource
 * @param functionNames the functions' names by their logical ids; without those that stand for
 *     several functions
 * @param permissions who may invoke the functions
 */
public record Stack(
    String name,
    String region,
    String accountId,
    List<WebSocketApi> apis,
    List<DomainName> domainNames,
    List<FunctionDefinition> functions,
    List<Table> tables,
    List<Bucket> buckets,
    Map<String, String> outputs,
    List<String> warnings,
    Map<String, String> functionNames,
    Permissions permissions) {

  /** Copies the collections. */
  public Stack {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(accountId, "accountId");
    apis = List.copyOf(apis);
    domainNames = List.copyOf(domainNames);
    functions = List.copyOf(functions);
    tables = List.copyOf(tables);
    buckets = List.copyOf(buckets);
    outputs = Map.copyOf(outputs);
    warnings = List.copyOf(warnings);
    functionNames = Map.copyOf(functionNames);
    Objects.requireNonNull(permissions, "permissions");
  }

  /** Creates a stack whose functions have neither logical ids nor policies. */
  public Stack(
      String name,
      String region,
      String accountId,
      List<WebSocketApi> apis,
      List<DomainName> domainNames,
      List<FunctionDefinition> functions,
      List<Table> tables,
      List<Bucket> buckets,
      Map<String, String> outputs,
      List<String> warnings) {
    this(
        name,
        region,
        accountId,
        apis,
        domainNames,
        functions,
        tables,
        buckets,
        outputs,
        warnings,
        Map.of(),
        Permissions.NONE);
  }

  /** Creates a stack without custom domain names. */
  public Stack(
      String name,
      String region,
      String accountId,
      List<WebSocketApi> apis,
      List<FunctionDefinition> functions,
      List<Table> tables,
      List<Bucket> buckets,
      Map<String, String> outputs,
      List<String> warnings) {
    this(name, region, accountId, apis, List.of(), functions, tables, buckets, outputs, warnings);
  }

  /**
   * Returns a stack defined in Java: APIs and functions, no tables, no buckets, in {@code
   * us-east-1}.
   */
  public static Stack of(List<WebSocketApi> apis, List<FunctionDefinition> functions) {
    return new Stack(
        "local",
        "us-east-1",
        "123456789012",
        apis,
        functions,
        List.of(),
        List.of(),
        Map.of(),
        List.of());
  }

  /**
   * A DynamoDB table.
   *
   * @param tableName its name
   * @param hashKey the partition key
   * @param rangeKey the sort key, or {@code null}
   * @param attributeTypes key attributes to {@code S}, {@code N} or {@code B}
   * @param indexes secondary indexes, global and local
   * @param timeToLiveAttribute the attribute with the expiry time in epoch seconds, or {@code null}
   */
  public record Table(
      String tableName,
      String hashKey,
      @org.jspecify.annotations.Nullable String rangeKey,
      Map<String, String> attributeTypes,
      List<Index> indexes,
      @org.jspecify.annotations.Nullable String timeToLiveAttribute) {
    /** Copies the collections. */
    public Table {
      attributeTypes = Map.copyOf(attributeTypes);
      indexes = List.copyOf(indexes);
    }
  }

  /**
   * A secondary index.
   *
   * @param indexName its name
   * @param isLocal whether it is a local one, which has the table's partition key
   * @param hashKey the partition key
   * @param rangeKey the sort key, or {@code null}
   * @param projection which attributes it holds
   */
  public record Index(
      String indexName,
      boolean isLocal,
      String hashKey,
      @org.jspecify.annotations.Nullable String rangeKey,
      Projection projection) {
    /** Creates a global index that projects all attributes. */
    public Index(
        String indexName, String hashKey, @org.jspecify.annotations.Nullable String rangeKey) {
      this(indexName, false, hashKey, rangeKey, Projection.ALL);
    }
  }

  /**
   * Which attributes an index holds.
   *
   * @param type {@code ALL}, {@code KEYS_ONLY} or {@code INCLUDE}
   * @param nonKeyAttributes what {@code INCLUDE} adds to the keys
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Projection.html">Projection</a>
   */
  public record Projection(String type, List<String> nonKeyAttributes) {
    /** Every attribute. */
    public static final Projection ALL = new Projection("ALL", List.of());

    /** Copies the attributes. */
    public Projection {
      nonKeyAttributes = List.copyOf(nonKeyAttributes);
    }
  }

  /**
   * An S3 bucket.
   *
   * @param bucketName its name
   * @param notifications which functions hear of its objects
   * @param cors its CORS rules
   */
  public record Bucket(String bucketName, List<Notification> notifications, List<CorsRule> cors) {
    /** Copies the lists. */
    public Bucket {
      notifications = List.copyOf(notifications);
      cors = List.copyOf(cors);
    }
  }

  /**
   * A bucket notification to a function.
   *
   * @param id the configuration's id, as events name it
   * @param functionName the function to invoke
   * @param events for example {@code s3:ObjectCreated:*}
   * @param prefix what keys must begin with; may be empty
   * @param suffix what keys must end with; may be empty
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html">S3
   *     event notifications</a>
   */
  public record Notification(
      String id, String functionName, List<String> events, String prefix, String suffix) {
    /** Copies the events. */
    public Notification {
      events = List.copyOf(events);
    }
  }

  /**
   * A CORS rule of a bucket.
   *
   * @param allowedOrigins for example {@code *}
   * @param allowedMethods for example {@code PUT}
   * @param allowedHeaders for example {@code *}
   * @param exposedHeaders for example {@code ETag}
   */
  public record CorsRule(
      List<String> allowedOrigins,
      List<String> allowedMethods,
      List<String> allowedHeaders,
      List<String> exposedHeaders) {
    /** Copies the lists. */
    public CorsRule {
      allowedOrigins = List.copyOf(allowedOrigins);
      allowedMethods = List.copyOf(allowedMethods);
      allowedHeaders = List.copyOf(allowedHeaders);
      exposedHeaders = List.copyOf(exposedHeaders);
    }
  }
}
