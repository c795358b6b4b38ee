package dev.wsemulator.internal.template.resource;

import dev.wsemulator.api.Route;
import dev.wsemulator.api.SelectionExpression;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads WebSocket APIs from resolved {@code AWS::ApiGatewayV2} resources.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/AWS_ApiGatewayV2.html">AWS::ApiGatewayV2</a>
 */
public final class ApiResources {
  private static final String PREFIX = "AWS::ApiGatewayV2::";
  private static final Set<String> OF_NO_API = Set.of(PREFIX + "Api", PREFIX + "DomainName");

  /** APIs that are no WebSocket APIs. */
  private static final Set<String> OTHER_APIS =
      Set.of("AWS::Serverless::HttpApi", "AWS::Serverless::Api", "AWS::ApiGateway::RestApi");

  private static final String DEFAULT_EXPRESSION = "$request.body.action";
  private static final String STAGE_NAME = "[A-Za-z0-9_-]{1,128}";
  private static final String STAGE_OF_HTTP_APIS = "$default";

  private final Map<String, List<Resource>> byApi = new HashMap<>();
  private final List<Resource> apis;
  private final List<String> otherApis;
  private final RouteResources routes;
  private final StageResources stages;
  private final ModelResources models;
  private final ApiKeyResources keys;
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   * @param functions the functions that may be invoked
   */
  public ApiResources(List<Resource> resources, InvocableFunctions functions, Problems problems) {
    this.problems = problems;
    this.routes = new RouteResources(resources, functions, problems);
    this.stages = new StageResources(problems);
    this.models = new ModelResources(problems);
    this.keys = new ApiKeyResources(resources, problems);
    this.apis = resources.stream().filter(one -> one.type().equals(PREFIX + "Api")).toList();
    this.otherApis =
        resources.stream().filter(ApiResources::isOtherApi).map(one -> one.ref()).toList();
    resources.stream()
        .filter(one -> one.type().startsWith(PREFIX) && !OF_NO_API.contains(one.type()))
        .forEach(this::join);
  }

  /** Returns whether a resource is a REST or HTTP API, of which nothing is read. */
  public static boolean isOtherApi(Resource resource) {
    return OTHER_APIS.contains(resource.type());
  }

  /** Returns the ids of the WebSocket APIs among resources. */
  public static List<String> webSocketIds(List<Resource> resources) {
    return resources.stream()
        .filter(resource -> resource.type().equals(PREFIX + "Api"))
        .filter(api -> api.properties().textOf("ProtocolType").orElse("").equals("WEBSOCKET"))
        .map(Resource::ref)
        .toList();
  }

  private void join(Resource part) {
    YamlValue id = part.properties().get("ApiId").orElse(YamlValue.nothing(part.line()));
    boolean isKnown = apis.stream().anyMatch(api -> api.ref().equals(id.text()));
    if (isKnown) {
      byApi.computeIfAbsent(id.text(), api -> new ArrayList<>()).add(part);
      return;
    }
    if (otherApis.contains(String.valueOf(id.text()))) {
      problems.ignored(part.line(), "Resources.%s (%s)".formatted(part.id(), part.type()));
      return;
    }
    String example = apis.isEmpty() ? "MyApi" : apis.get(0).id();
    problems.error(
        id.line(),
        "%s is %s. Write: !Ref %s"
            .formatted(
                part.path("ApiId"),
                id.text() == null
                    ? "missing"
                    : "\"" + id.text() + "\", which is not an API of this template",
                example));
  }

  /** Returns the API of an {@code AWS::ApiGatewayV2::Api}; empty for an HTTP API. */
  public Optional<WebSocketApi> read(Resource api) {
    if (!isWebSocket(api)) {
      return Optional.empty();
    }
    checkAddresses(api);
    List<Resource> parts = byApi.getOrDefault(api.ref(), List.of());
    Map<String, Route> byKey = routes.read(parts);
    Map<String, Stage> byName = stages(api, parts);
    String name = api.properties().textOf("Name").orElse("");
    if (name.isEmpty()) {
      problems.error(
          api.line(),
          "%s is missing, which AWS requires. Write one, for example: %s"
              .formatted(api.path("Name"), api.id()));
    }
    return Optional.of(
        new WebSocketApi(
            api.ref(),
            name,
            expression(api),
            byKey,
            List.copyOf(byName.values()),
            access(api),
            models.read(parts)));
  }

  private Map<String, Stage> stages(Resource api, List<Resource> parts) {
    Map<String, Stage> byName = new LinkedHashMap<>();
    for (Resource part : parts) {
      if (part.type().equals(PREFIX + "Stage")) {
        Stage stage = stage(part, parts);
        if (byName.put(stage.stageName(), stage) != null) {
          problems.error(
              part.line(),
              "%s is \"%s\", as of another stage of this API. Remove one."
                  .formatted(part.path("StageName"), stage.stageName()));
        }
      }
    }
    if (byName.isEmpty()) {
      problems.error(
          api.line(),
          "Resources.%s has no stage, so clients cannot connect. Add an AWS::ApiGatewayV2::Stage."
              .formatted(api.id()));
    }
    return byName;
  }

  private WebSocketApi.Access access(Resource api) {
    YamlValue expression =
        api.properties()
            .get("ApiKeySelectionExpression")
            .orElse(YamlValue.text(api.line(), WebSocketApi.Access.KEY_IN_HEADER));
    boolean disabled =
        api.properties().get("DisableExecuteApiEndpoint").filter(YamlValue::isTrue).isPresent();
    try {
      return new WebSocketApi.Access(String.valueOf(expression.text()), disabled);
    } catch (IllegalArgumentException e) {
      problems.error(
          expression.line(), api.path("ApiKeySelectionExpression") + ": " + e.getMessage());
      return WebSocketApi.Access.defaults();
    }
  }

  private void checkAddresses(Resource api) {
    api.properties()
        .get("IpAddressType")
        .filter(type -> !Set.of("ipv4", "dualstack").contains(String.valueOf(type.text())))
        .ifPresent(
            type ->
                problems.error(
                    type.line(),
                    "%s is \"%s\". Write ipv4 or dualstack."
                        .formatted(api.path("IpAddressType"), type.text())));
  }

  private boolean isWebSocket(Resource api) {
    YamlValue protocol =
        api.properties().get("ProtocolType").orElse(YamlValue.text(api.line(), "HTTP"));
    if ("HTTP".equals(protocol.text())) {
      problems.warning(
          api.line(), "Resources." + api.id() + " is not a WebSocket API and is not served.");
    } else if (!"WEBSOCKET".equals(protocol.text())) {
      problems.error(
          protocol.line(),
          "%s is \"%s\". Write: WEBSOCKET".formatted(api.path("ProtocolType"), protocol.text()));
    }
    return "WEBSOCKET".equals(protocol.text());
  }

  /**
   * WebSocket APIs must have a route selection expression: without it AWS answers
   * BadRequestException.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-api.html">AWS::ApiGatewayV2::Api</a>
   */
  private SelectionExpression expression(Resource api) {
    YamlValue value =
        api.properties().get("RouteSelectionExpression").orElse(YamlValue.nothing(api.line()));
    if (value.text() == null) {
      problems.error(
          value.line(),
          "%s is missing or not a string. Write, for example: %s"
              .formatted(api.path("RouteSelectionExpression"), DEFAULT_EXPRESSION));
      return SelectionExpression.parse(DEFAULT_EXPRESSION);
    }
    try {
      return SelectionExpression.parse(value.text());
    } catch (IllegalArgumentException e) {
      problems.error(value.line(), api.path("RouteSelectionExpression") + ": " + e.getMessage());
      return SelectionExpression.parse(DEFAULT_EXPRESSION);
    }
  }

  private Stage stage(Resource stage, List<Resource> parts) {
    YamlValue properties = stage.properties();
    properties.get("DeploymentId").ifPresent(id -> checkDeployment(stage, id, parts));
    boolean isDeployed =
        properties.get("DeploymentId").isPresent()
            || properties.get("AutoDeploy").filter(YamlValue::isTrue).isPresent();
    if (!isDeployed) {
      problems.warning(
          stage.line(),
          "Resources.%s has no deployment; AWS would answer 403. It is served here."
              .formatted(stage.id()));
    }
    YamlValue name = properties.get("StageName").orElse(YamlValue.nothing(stage.line()));
    String text = name.text() == null ? "" : name.text();
    boolean isUnresolved = name.isText() && text.isEmpty();
    if (text.equals(STAGE_OF_HTTP_APIS)) {
      problems.warning(
          name.line(),
          "%s is \"$default\", which AWS documents for HTTP APIs only: of a WebSocket API it is the path /$default. Rename it."
              .formatted(stage.path("StageName")));
    } else if (!isUnresolved && !text.matches(STAGE_NAME)) {
      problems.error(
          name.line(),
          "%s is \"%s\", but a WebSocket API's stage has 1 to 128 letters, digits, hyphens and underscores. Rename it."
              .formatted(stage.path("StageName"), text));
    }
    String apiId = properties.textOf("ApiId").orElse("");
    return stages.read(stage, text, variables(stage)).withApiKeys(keys.of(apiId, text));
  }

  private void checkDeployment(Resource stage, YamlValue id, List<Resource> parts) {
    boolean isKnown =
        parts.stream()
            .filter(part -> part.type().equals(PREFIX + "Deployment"))
            .anyMatch(part -> part.ref().equals(id.text()));
    boolean isUnresolved = id.isText() && id.text().isEmpty();
    if (!isKnown && !isUnresolved) {
      problems.error(
          id.line(),
          "%s is not a deployment of this API. Write, for example: !Ref MyDeployment"
              .formatted(stage.path("DeploymentId")));
    }
  }

  private Map<String, String> variables(Resource stage) {
    Map<String, String> variables = new HashMap<>();
    YamlValue all = stage.properties().get("StageVariables").orElse(YamlValue.map(1, Map.of()));
    if (!all.isMap()) {
      problems.error(
          all.line(), stage.path("StageVariables") + " is not a map. Write name: value.");
    }
    all.entries()
        .forEach(
            (name, value) -> {
              if (value.isText()) {
                variables.put(name, value.text());
              } else {
                problems.error(
                    value.line(),
                    "%s is not a string. Write one."
                        .formatted(stage.path("StageVariables." + name)));
              }
            });
    return variables;
  }
}
