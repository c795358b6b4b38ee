package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The resources that SAM generates, with SAM's logical ids, and those that references such as
 * {@code !Ref MyApi.Stage} name.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html">Generated
 *     resources</a>
 */
final class GeneratedResources {

  private final Map<String, Resource> declared;
  private final UnaryOperator<Resource> globals;

  /**
   * Creates a maker.
   *
   * @param declared takes what is made, unless the template has it itself
   * @param globals adds the properties that all resources of a type have
   */
  GeneratedResources(Map<String, Resource> declared, UnaryOperator<Resource> globals) {
    this.declared = declared;
    this.globals = globals;
  }

  /** Adds the resources that SAM generates from a resource. */
  void addOf(Resource resource) {
    switch (resource.kind()) {
      case SAM_FUNCTION -> {
        role(resource);
        apis(resource);
        published(resource);
        sources(resource);
        destinations(resource);
        deadLetters(resource);
        topicQueues(resource);
      }
      case SAM_REST_API, SAM_HTTP_API -> {
        stage(resource);
        domain(resource);
      }
      default -> {}
    }
  }

  private void add(
      Resource owner, String id, ResourceKind kind, Map<String, YamlValue> properties) {
    declared.putIfAbsent(
        id,
        new Resource(id, kind.type(), YamlValue.map(owner.line(), properties), owner.line())
            .on(owner.condition()));
  }

  /** SAM gives a function without a role one whose logical id ends in Role. */
  private void role(Resource function) {
    if (function.properties().get("Role").isEmpty()) {
      add(function, function.id() + "Role", ResourceKind.ROLE, Map.of());
    }
  }

  /**
   * SAM makes REST and HTTP APIs of functions' events, and URLs; templates name them in outputs.
   */
  private void apis(Resource function) {
    Map<String, YamlValue> events =
        function.properties().get("Events").map(YamlValue::entries).orElse(Map.of());
    for (YamlValue event : events.values()) {
      String type = event.textOf("Type").orElse("");
      boolean isOfAnother = event.at("Properties", "RestApiId").isPresent();
      if (type.equals("Api") && !isOfAnother) {
        api(function, "ServerlessRestApi", ResourceKind.SAM_REST_API);
      } else if (type.equals("HttpApi") && event.at("Properties", "ApiId").isEmpty()) {
        api(function, "ServerlessHttpApi", ResourceKind.SAM_HTTP_API);
      }
    }
    if (function.properties().get("FunctionUrlConfig").isPresent()) {
      add(
          function,
          function.id() + "Url",
          ResourceKind.FUNCTION_URL,
          Map.of("TargetFunctionArn", ref(function)));
    }
  }

  /** Adds an API, with its stage, that several functions may have in common. */
  private void api(Resource function, String id, ResourceKind kind) {
    if (!declared.containsKey(id)) {
      Resource api =
          globals.apply(
              new Resource(
                  id, kind.type(), YamlValue.map(function.line(), Map.of()), function.line()));
      declared.put(id, api);
      addOf(api);
    }
  }

  /** SAM makes a queue or a topic of a destination of queued events that names none. */
  private void destinations(Resource function) {
    YamlValue all =
        function
            .properties()
            .at("EventInvokeConfig", "DestinationConfig")
            .orElse(YamlValue.nothing(function.line()));
    all.entries()
        .forEach(
            (when, destination) -> {
              String type = destination.textOf("Type").orElse("");
              String id = function.id() + "EventInvokeConfig" + when;
              if (destination.get("Destination").isPresent()) {
                return;
              }
              if (type.equals("SQS")) {
                add(function, id + "Queue", ResourceKind.QUEUE, Map.of());
              } else if (type.equals("SNS")) {
                add(function, id + "Topic", ResourceKind.TOPIC, Map.of());
              }
            });
  }

  /** SAM makes a queue for what an event of a rule or a schedule could not be sent. */
  private void deadLetters(Resource function) {
    Map<String, YamlValue> events =
        function.properties().get("Events").map(YamlValue::entries).orElse(Map.of());
    events.forEach(
        (id, event) -> {
          Optional<YamlValue> config = event.at("Properties", "DeadLetterConfig");
          boolean isMade =
              config.filter(one -> one.textOf("Type").orElse("").equals("SQS")).isPresent();
          if (isMade && config.get().get("Arn").isEmpty()) {
            String byDefault = function.id() + id + "Queue";
            String name = config.get().textOf("QueueLogicalId").orElse(byDefault);
            add(function, name, ResourceKind.QUEUE, Map.of());
          }
        });
  }

  /** SAM leads a topic to a function over a queue, and makes the queue unless it is given. */
  private void topicQueues(Resource function) {
    Map<String, YamlValue> events =
        function.properties().get("Events").map(YamlValue::entries).orElse(Map.of());
    events.forEach(
        (id, event) -> {
          Optional<YamlValue> queue = event.at("Properties", "SqsSubscription");
          boolean isWanted = queue.filter(one -> one.isMap() || one.isTrue()).isPresent();
          if (event.textOf("Type").orElse("").equals("SNS") && isWanted) {
            topicQueue(function, function.id() + id, queue.get());
          }
        });
  }

  private void topicQueue(Resource function, String id, YamlValue queue) {
    YamlValue arn = queue.get("QueueArn").orElse(null);
    if (arn == null) {
      add(function, id + "Queue", ResourceKind.QUEUE, Map.of());
      YamlValue attribute = YamlValue.text(function.line(), id + "Queue.Arn");
      arn = YamlValue.call(function.line(), "Fn::GetAtt", attribute);
    }
    Map<String, YamlValue> mapping = new LinkedHashMap<>();
    mapping.put("EventSourceArn", arn);
    mapping.put("FunctionName", ref(function));
    mapping.put("BatchSize", queue.get("BatchSize").orElse(YamlValue.bare(queue.line(), "10")));
    queue.get("Enabled").ifPresent(enabled -> mapping.put("Enabled", enabled));
    add(function, id + "EventSourceMapping", ResourceKind.EVENT_SOURCE_MAPPING, mapping);
  }

  private static YamlValue ref(Resource owner) {
    return YamlValue.call(owner.line(), "Ref", YamlValue.text(owner.line(), owner.id()));
  }

  /** A function that publishes has a version and an alias. */
  private void published(Resource function) {
    Optional<YamlValue> name = function.properties().get("AutoPublishAlias");
    if (name.isPresent()) {
      String suffix = name.get().text() == null ? "" : name.get().text();
      Map<String, YamlValue> version = Map.of("FunctionName", ref(function));
      add(function, function.id() + "Version", ResourceKind.FUNCTION_VERSION, version);
      Map<String, YamlValue> alias = new LinkedHashMap<>(version);
      alias.put("Name", name.get());
      add(function, function.id() + "Alias" + suffix, ResourceKind.FUNCTION_ALIAS, alias);
    }
  }

  /** SAM leads queues and streams to the function's alias, if it publishes one. */
  private void sources(Resource function) {
    String alias =
        function.properties().get("AutoPublishAlias").map(one -> "" + one.text()).orElse("");
    YamlValue invoked =
        alias.isEmpty()
            ? ref(function)
            : YamlValue.call(
                function.line(),
                "Ref",
                YamlValue.text(function.line(), function.id() + "Alias" + alias));
    Map<String, YamlValue> events =
        function.properties().get("Events").map(YamlValue::entries).orElse(Map.of());
    events.forEach(
        (id, event) ->
            SourceEvents.mapping(event, invoked)
                .ifPresent(
                    properties ->
                        declared.putIfAbsent(
                            function.id() + id, source(function, id, event, properties))));
  }

  private static Resource source(
      Resource function, String id, YamlValue event, Map<String, YamlValue> properties) {
    return new Resource(
        function.id() + id,
        ResourceKind.EVENT_SOURCE_MAPPING.type(),
        YamlValue.map(event.line(), properties),
        YamlValue.nothing(event.line()),
        new Resource.Origin(event.line(), function.path("Events." + id + ".Properties"), true),
        function.condition(),
        Resource.Home.NONE);
  }

  private void stage(Resource api) {
    boolean isHttp = api.is(ResourceKind.SAM_HTTP_API);
    YamlValue byDefault = YamlValue.text(api.line(), isHttp ? "$default" : "Prod");
    YamlValue name = api.properties().get("StageName").orElse(byDefault);
    String text = name.text() == null ? "" : name.text();
    String suffix = text.equals("$default") ? "ApiGatewayDefault" : text;
    Map<String, YamlValue> properties = new LinkedHashMap<>(Map.of("StageName", name));
    properties.put(isHttp ? "ApiId" : "RestApiId", ref(api));
    add(api, api.id() + suffix + "Stage", ResourceKind.REST_STAGE, properties);
    if (!isHttp) {
      add(api, api.id() + "Deployment", ResourceKind.REST_DEPLOYMENT, Map.of());
    }
  }

  private void domain(Resource api) {
    Optional<YamlValue> name = api.properties().at("Domain", "DomainName");
    ResourceKind kind =
        api.is(ResourceKind.SAM_HTTP_API)
            ? ResourceKind.DOMAIN_NAME
            : ResourceKind.REST_DOMAIN_NAME;
    name.ifPresent(one -> add(api, api.id() + "DomainName", kind, Map.of("DomainName", one)));
  }

  /**
   * Returns the resource that a name such as {@code MyApi.Stage} means after SAM's transform.
   *
   * @param property what follows the dot
   */
  static Optional<Resource> named(Map<String, Resource> resources, String owner, String property) {
    return switch (property) {
      case "Stage" -> of(resources, owner, List.of("ApiId", "RestApiId"), "Stage");
      case "Alias" -> of(resources, owner, List.of("FunctionName"), "::Alias");
      case "Version" -> of(resources, owner, List.of("FunctionName"), "::Version");
      case "DomainName", "Deployment" ->
          Optional.ofNullable(resources.get(owner + property))
              .filter(one -> one.type().endsWith("::" + property));
      default -> Optional.empty();
    };
  }

  private static Optional<Resource> of(
      Map<String, Resource> resources, String owner, List<String> links, String type) {
    return resources.values().stream()
        .filter(one -> one.type().endsWith(type))
        .filter(one -> links.stream().anyMatch(link -> isLinked(one, link, owner)))
        .findFirst();
  }

  private static boolean isLinked(Resource one, String property, String owner) {
    return one.properties().at(property, "Ref").filter(id -> owner.equals(id.text())).isPresent();
  }
}
