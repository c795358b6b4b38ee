package dev.wsemulator.stack;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The resolved contents of a template: everything that exists before the first client connects.
 * Immutable.
 */
public sealed interface Stack {

  /** Returns the stack's name. */
  String name();

  /** Returns the region, for example {@code us-east-1}. */
  String region();

  /** Returns the account's id, twelve digits. */
  String accountId();

  /** Returns the WebSocket APIs. */
  List<WebSocketApi> apis();

  /** Returns the HTTP and REST APIs beside them. */
  List<HttpApi> httpApis();

  /** Returns custom domain names. */
  List<DomainName> domainNames();

  /** Returns the functions. */
  List<FunctionDefinition> functions();

  /** Returns the DynamoDB tables. */
  List<Table> tables();

  /** Returns the S3 buckets, with their notifications. */
  List<Bucket> buckets();

  /** Returns the SQS queues. */
  List<Queue> queues();

  /** Returns the SNS topics with their subscriptions. */
  List<Topic> topics();

  /** Returns the names of EventBridge's buses, without the default bus. */
  List<String> eventBuses();

  /** Returns the rules of EventBridge and its schedules. */
  List<EventRule> rules();

  /** Returns what leads streams and queues to functions. */
  List<EventSourceMapping> eventSourceMappings();

  /** Returns the parameters of the parameter store. */
  List<Parameter> parameters();

  /** Returns the secrets of Secrets Manager. */
  List<Secret> secrets();

  /** Returns the template's outputs by name. */
  Map<String, String> outputs();

  /**
   * Returns what in the template has no effect here, one line each with file, line and resource.
   */
  List<String> warnings();

  /**
   * Returns the functions' names by their logical ids; without ids that stand for several
   * functions.
   */
  Map<String, String> functionNames();

  /** Returns who may invoke the functions. */
  Permissions permissions();

  /** Returns a builder with the properties of this stack. */
  Builder toBuilder();

  /** Returns a stack of APIs and functions in {@code us-east-1}, without tables and buckets. */
  static Stack of(List<WebSocketApi> apis, List<FunctionDefinition> functions) {
    return builder().apis(apis).functions(functions).build();
  }

  /** Returns a builder of an empty stack in {@code us-east-1}. */
  static Builder builder() {
    return new Builder();
  }

  /**
   * An S3 bucket.
   *
   * @param bucketName its name
   * @param notifications which functions hear of its objects
   * @param cors its CORS rules
   */
  record Bucket(String bucketName, List<Notification> notifications, List<CorsRule> cors) {
    /** Copies the lists. */
    public Bucket {
      notifications = List.copyOf(notifications);
      cors = List.copyOf(cors);
    }
  }

  /**
   * A bucket notification.
   *
   * @param id the configuration's id, as events name it
   * @param target the name of the function to invoke, the ARN of a queue or a topic, or {@link
   *     #EVENT_BRIDGE}
   * @param filter which events of which objects it is sent
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html">S3
   *     event notifications</a>
   */
  record Notification(String id, String target, Filter filter) {
    /** The target that is EventBridge's default bus. */
    public static final String EVENT_BRIDGE = "arn:aws:events:::event-bus/default";

    /** Returns whether a function is notified. */
    public boolean isToFunction() {
      return !target.startsWith("arn:");
    }

    /** Returns whether EventBridge is notified. */
    public boolean isToEventBridge() {
      return target.equals(EVENT_BRIDGE);
    }

    /**
     * Which events of which objects are sent.
     *
     * @param events for example {@code s3:ObjectCreated:*}
     * @param prefix what keys must begin with; may be empty
     * @param suffix what keys must end with; may be empty
     */
    public record Filter(List<String> events, String prefix, String suffix) {
      /** All events of all objects. */
      public static final Filter EVERYTHING = new Filter(List.of("s3:*"), "", "");

      /** Copies the events. */
      public Filter {
        events = List.copyOf(events);
      }
    }
  }

  /**
   * A CORS rule of a bucket.
   *
   * @param allowedOrigins for example {@code *}
   * @param allowedMethods for example {@code PUT}
   * @param headers the headers that it names
   */
  record CorsRule(List<String> allowedOrigins, List<String> allowedMethods, Headers headers) {
    /** Copies the lists. */
    public CorsRule {
      allowedOrigins = List.copyOf(allowedOrigins);
      allowedMethods = List.copyOf(allowedMethods);
    }

    /**
     * The headers that a rule names.
     *
     * @param allowed headers of requests, for example {@code *}
     * @param exposed headers of answers, for example {@code ETag}
     */
    public record Headers(List<String> allowed, List<String> exposed) {
      /** Copies the lists. */
      public Headers {
        allowed = List.copyOf(allowed);
        exposed = List.copyOf(exposed);
      }
    }
  }

  /** Builds a stack. Not thread-safe. */
  final class Builder {
    private String name = "local";
    private String region = "us-east-1";
    private String accountId = "123456789012";
    private List<WebSocketApi> apis = List.of();
    private List<HttpApi> httpApis = List.of();
    private List<DomainName> domainNames = List.of();
    private List<FunctionDefinition> functions = List.of();
    private List<Table> tables = List.of();
    private List<Bucket> buckets = List.of();
    private List<Queue> queues = List.of();
    private List<Topic> topics = List.of();
    private List<String> eventBuses = List.of();
    private List<EventRule> rules = List.of();
    private List<EventSourceMapping> eventSourceMappings = List.of();
    private List<Parameter> parameters = List.of();
    private List<Secret> secrets = List.of();
    private Map<String, String> outputs = Map.of();
    private List<String> warnings = List.of();
    private Map<String, String> functionNames = Map.of();
    private Permissions permissions = Permissions.NONE;

    private Builder() {}

    /** Sets the name. */
    public Builder name(String value) {
      name = Objects.requireNonNull(value, "name");
      return this;
    }

    /** Sets the region. */
    public Builder region(String value) {
      region = Objects.requireNonNull(value, "region");
      return this;
    }

    /** Sets the account, twelve digits. */
    public Builder accountId(String value) {
      accountId = Objects.requireNonNull(value, "accountId");
      return this;
    }

    /** Sets the WebSocket APIs. */
    public Builder apis(List<WebSocketApi> all) {
      apis = List.copyOf(all);
      return this;
    }

    /** Sets the HTTP and REST APIs. */
    public Builder httpApis(List<HttpApi> all) {
      httpApis = List.copyOf(all);
      return this;
    }

    /** Sets custom domain names. */
    public Builder domainNames(List<DomainName> all) {
      domainNames = List.copyOf(all);
      return this;
    }

    /** Sets the functions. */
    public Builder functions(List<FunctionDefinition> all) {
      functions = List.copyOf(all);
      return this;
    }

    /** Sets the DynamoDB tables. */
    public Builder tables(List<Table> all) {
      tables = List.copyOf(all);
      return this;
    }

    /** Sets the S3 buckets. */
    public Builder buckets(List<Bucket> all) {
      buckets = List.copyOf(all);
      return this;
    }

    /** Sets the SQS queues. */
    public Builder queues(List<Queue> all) {
      queues = List.copyOf(all);
      return this;
    }

    /** Sets the SNS topics with their subscriptions. */
    public Builder topics(List<Topic> all) {
      topics = List.copyOf(all);
      return this;
    }

    /** Sets the names of EventBridge's buses, without the default bus. */
    public Builder eventBuses(List<String> all) {
      eventBuses = List.copyOf(all);
      return this;
    }

    /** Sets the rules of EventBridge and its schedules. */
    public Builder rules(List<EventRule> all) {
      rules = List.copyOf(all);
      return this;
    }

    /** Sets what leads streams and queues to functions. */
    public Builder eventSourceMappings(List<EventSourceMapping> all) {
      eventSourceMappings = List.copyOf(all);
      return this;
    }

    /** Sets the parameters of the parameter store. */
    public Builder parameters(List<Parameter> all) {
      parameters = List.copyOf(all);
      return this;
    }

    /** Sets the secrets of Secrets Manager. */
    public Builder secrets(List<Secret> all) {
      secrets = List.copyOf(all);
      return this;
    }

    /** Sets the outputs by name. */
    public Builder outputs(Map<String, String> all) {
      outputs = Map.copyOf(all);
      return this;
    }

    /** Sets what has no effect here. */
    public Builder warnings(List<String> all) {
      warnings = List.copyOf(all);
      return this;
    }

    /** Sets the functions' names by their logical ids. */
    public Builder functionNames(Map<String, String> names) {
      functionNames = Map.copyOf(names);
      return this;
    }

    /** Sets who may invoke the functions. */
    public Builder permissions(Permissions allowed) {
      permissions = Objects.requireNonNull(allowed, "permissions");
      return this;
    }

    /** Returns the stack. */
    public Stack build() {
      return new Built(
          name,
          region,
          accountId,
          apis,
          httpApis,
          domainNames,
          functions,
          tables,
          buckets,
          queues,
          topics,
          eventBuses,
          rules,
          eventSourceMappings,
          parameters,
          secrets,
          outputs,
          warnings,
          functionNames,
          permissions);
    }

    private record Built(
        String name,
        String region,
        String accountId,
        List<WebSocketApi> apis,
        List<HttpApi> httpApis,
        List<DomainName> domainNames,
        List<FunctionDefinition> functions,
        List<Table> tables,
        List<Bucket> buckets,
        List<Queue> queues,
        List<Topic> topics,
        List<String> eventBuses,
        List<EventRule> rules,
        List<EventSourceMapping> eventSourceMappings,
        List<Parameter> parameters,
        List<Secret> secrets,
        Map<String, String> outputs,
        List<String> warnings,
        Map<String, String> functionNames,
        Permissions permissions)
        implements Stack {
      @Override
      public Builder toBuilder() {
        return builder()
            .name(name)
            .region(region)
            .accountId(accountId)
            .apis(apis)
            .httpApis(httpApis)
            .domainNames(domainNames)
            .functions(functions)
            .tables(tables)
            .buckets(buckets)
            .queues(queues)
            .topics(topics)
            .eventBuses(eventBuses)
            .rules(rules)
            .eventSourceMappings(eventSourceMappings)
            .parameters(parameters)
            .secrets(secrets)
            .outputs(outputs)
            .warnings(warnings)
            .functionNames(functionNames)
            .permissions(permissions);
      }
    }
  }
}
