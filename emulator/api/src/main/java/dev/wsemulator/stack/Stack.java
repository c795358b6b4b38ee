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

  /** Returns the user pools of Amazon Cognito, which sign tokens. */
  List<CognitoUserPool> userPools();

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
    private List<CognitoUserPool> userPools = List.of();
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

    /** Sets the user pools of Amazon Cognito. */
    public Builder userPools(List<CognitoUserPool> all) {
      userPools = List.copyOf(all);
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
          userPools,
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
        List<CognitoUserPool> userPools,
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
            .userPools(userPools)
            .outputs(outputs)
            .warnings(warnings)
            .functionNames(functionNames)
            .permissions(permissions);
      }
    }
  }
}
